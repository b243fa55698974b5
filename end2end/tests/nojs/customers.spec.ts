import { masked, personalNumber } from "../../fixtures/number.js";
import { expect, field, skipLinking, test } from "../../fixtures/test.js";

const unique = () => `Kundsson${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

test("S1: makes a private customer, is told what is wrong, and stops, without JavaScript", async ({ page, signIn }) => {
  const name = unique();
  const number = personalNumber();
  await signIn("administrator", "/contacts/new");
  await field(page, "Efternamn").fill(name);
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  await skipLinking(page);
  await page.getByRole("link", { name: "Gör till privatkund" }).click();
  await page.getByLabel(/^Personnummer/).fill(`${number.slice(0, -1)}x`);
  const save = page.getByRole("dialog").getByRole("button", { name: "Gör till privatkund" });
  await save.click();
  await expect(page.getByText("Numret stämmer inte.").first()).toBeVisible();
  await expect(page.getByText("Fyll i det här fältet.").first()).toBeVisible();
  await page.getByLabel(/^Personnummer/).fill(number);
  await field(page, "Gatuadress").fill("Tallstigen 9");
  await field(page, "Postnummer").fill("79331");
  await field(page, "Ort").fill("Leksand");
  await save.click();
  await expect(page.getByRole("article")).toContainText("Med brev, 30 dagar netto");
  await expect(page.getByRole("article")).toContainText(masked(number));
  expect(await page.content()).not.toContain(number);
  await page.getByRole("button", { name: "Visa personnummer" }).click();
  await expect(page.getByRole("dialog")).toContainText(number);
  await page.getByRole("link", { name: "Avbryt" }).click();
  expect(await page.content()).not.toContain(number);
  await page.getByRole("button", { name: "Sluta vara kund" }).click();
  await expect(page.getByRole("link", { name: "Gör till privatkund" })).toBeVisible();
});
