import { expect, field, test } from "../../fixtures/test.js";

const unique = (word: string) => `${word}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

test("creates a company without JavaScript; a faulty form comes back as it was typed", async ({ page, signIn }) => {
  const name = unique("Bolaget");
  await signIn("seller", "/companies/new");
  await field(page, "Namn").fill(name);
  await field(page, "Organisationsnummer").fill("556016-0681");
  await field(page, "Ort").fill("Mora");
  await page.getByRole("button", { name: /^Spara/ }).click();
  await expect(page.getByText("Numret stämmer inte.").first()).toBeVisible();
  await expect(field(page, "Namn")).toHaveValue(name);
  await expect(field(page, "Ort")).toHaveValue("Mora");
  await field(page, "Organisationsnummer").fill("556016-0680");
  await page.getByRole("button", { name: /^Spara/ }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("är sparat")).toBeVisible();
});

test("links without JavaScript: searches, ticks, creates, adds", async ({ page, signIn }) => {
  const [last, company] = [unique("Utanskript"), unique("Nybolaget")];
  await signIn("seller", "/contacts/new");
  await field(page, "Efternamn").fill(last);
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  const window = page.getByRole("dialog", { name: "Koppla till företag" });
  await expect(window).toContainText(`${last} är sparad.`);
  await window.getByRole("searchbox").fill("norrsken");
  await window.getByRole("button", { name: "Sök", exact: true }).click();
  await window.getByRole("checkbox", { name: /^Norrsken Fastigheter AB/ }).first().check();
  await window.getByLabel("Roll på Norrsken Fastigheter AB").first().fill("Inköpschef");
  // What is ticked stays over a search, and over what is created.
  await window.getByRole("searchbox").fill(company);
  await window.getByRole("button", { name: "Sök", exact: true }).click();
  await window.getByRole("button", { name: `Skapa ”${company}”` }).click();
  await expect(window.getByRole("checkbox", { name: company })).toBeChecked();
  await expect(window.getByLabel("Roll på Norrsken Fastigheter AB").first()).toHaveValue("Inköpschef");
  await window.getByRole("button", { name: "Lägg till" }).click();
  await expect(page.getByRole("heading", { level: 1, name: last })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Norrsken Fastigheter AB" })).toContainText("Inköpschef");
  await expect(page.getByRole("row").filter({ hasText: company })).toBeVisible();
});

test("nothing ticked is said without JavaScript, and nothing is lost", async ({ page, signIn }) => {
  await signIn("seller", "/contacts?q=Karin+S%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await page.getByRole("link", { name: "Koppla till företag" }).click();
  const window = page.getByRole("dialog", { name: "Koppla till företag" });
  await window.getByRole("searchbox").fill("brf");
  await window.getByRole("button", { name: "Lägg till" }).click();
  await expect(window.getByRole("alert")).toContainText("Sök och markera minst en");
  await expect(window.getByRole("searchbox")).toHaveValue("brf");
});
