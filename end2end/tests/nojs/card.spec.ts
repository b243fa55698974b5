import type { Page } from "@playwright/test";
import { unique } from "../../fixtures/card.js";
import { expect, field, skipLinking, test, users } from "../../fixtures/test.js";

/** Saves a contact with the form, and stands on its card. */
async function create(page: Page, last: string): Promise<void> {
  await page.goto("/contacts/new");
  await field(page, "Efternamn").fill(last);
  await field(page, "Titel").fill("Säljare");
  await field(page, "Telefon").fill("070-174 06 58");
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  await skipLinking(page);
  await expect(page.getByRole("heading", { level: 1, name: last })).toBeVisible();
}

test("a whole card is changed in one form; a faulty one comes back as it was typed; and it is undone", async ({ page, signIn }) => {
  const last = unique();
  await signIn();
  await create(page, last);
  // Nothing looks as if it could be pressed.
  await expect(page.getByRole("button", { name: /Ändra/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Redigera" }).click();
  const main = page.getByRole("main");
  await main.getByLabel("Titel", { exact: true }).fill("Säljchef");
  await main.getByLabel("Kommentar").fill("Rad ett\nrad två");
  await main.getByLabel("Telefon", { exact: true }).fill("12");
  await main.getByLabel("Lägg till e-post", { exact: true }).fill("agnes@ek.example");
  await main.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Numret går inte att ringa.").first()).toBeVisible();
  await expect(main.getByLabel("Titel", { exact: true })).toHaveValue("Säljchef");
  await expect(main.getByLabel("Kommentar")).toHaveValue("Rad ett\nrad två");
  await expect(main.getByLabel("Lägg till e-post", { exact: true })).toHaveValue("agnes@ek.example");
  await main.getByLabel("Telefon", { exact: true }).fill("");
  await main.getByRole("button", { name: "Spara" }).click();
  const card = page.getByRole("article");
  await expect(card).toContainText("Säljchef");
  await expect(card).toContainText("rad två");
  await expect(card).toContainText("agnes@ek.example");
  await expect(card).not.toContainText("070-174 06 58");
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(card).toContainText("Säljare");
  await expect(card).toContainText("070-174 06 58");
});

test("a conflict is settled without JavaScript", async ({ page, signIn, browser, baseURL }) => {
  test.info().annotations.push({ type: "expected", description: "the conflict: 409" });
  const last = unique();
  await signIn();
  await create(page, last);
  const address = new URL(page.url()).pathname;
  await page.goto(`${address}/edit`);
  const context = await browser.newContext({ baseURL, locale: "sv-SE", javaScriptEnabled: false });
  const other = await context.newPage();
  await other.goto(`/sign-in?next=${encodeURIComponent(`${address}/edit`)}`);
  await other.getByRole("button", { name: users.administrator }).click();
  await other.getByLabel("Titel", { exact: true }).fill("Inköpare");
  await other.getByRole("main").getByRole("button", { name: "Spara" }).click();
  await expect(other.getByRole("article")).toContainText("Inköpare");
  await context.close();
  const main = page.getByRole("main");
  await main.getByLabel("Titel", { exact: true }).fill("Säljchef");
  await main.getByLabel("Tilltalsnamn").fill("Agge");
  await main.getByRole("button", { name: "Spara" }).click();
  const choice = page.getByRole("group", { name: "Någon annan har ändrat" });
  for (const value of ["Ditt värde: Säljchef", "Deras värde: Inköpare", "När du öppnade: Säljare"]) {
    await expect(choice.getByLabel(value)).toBeVisible();
  }
  await expect(choice.getByLabel(/Ditt värde/)).toBeChecked();
  await expect(main.getByLabel("Tilltalsnamn")).toHaveValue("Agge");
  await choice.getByLabel(/Deras värde/).check();
  await main.getByRole("button", { name: "Spara" }).click();
  const card = page.getByRole("article");
  await expect(card).toContainText("Inköpare");
  await expect(card).toContainText("Agge");
});

test("a form that is sent when the session has ended comes back to be sent again", async ({ page, context, signIn }) => {
  const last = unique();
  await signIn();
  await create(page, last);
  const address = new URL(page.url()).pathname;
  await page.goto(`${address}/edit`);
  await page.getByLabel("Titel", { exact: true }).fill("Säljchef");
  await context.clearCookies({ name: "kundkort" });
  await page.getByRole("main").getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Du är inte inloggad längre" })).toBeVisible();
  const [tab] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "Logga in" }).click()]);
  await tab.getByRole("button", { name: users.seller }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Spara igen" }).click();
  await expect(page.getByRole("article")).toContainText("Säljchef");
});

test("a card goes to the trash and back without JavaScript", async ({ page, signIn }) => {
  await signIn();
  await create(page, unique());
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).click();
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Återställ" }).first().click();
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toHaveCount(0);
});

test("S2: a work phone, and several numbers at once, without JavaScript", async ({ page, signIn }) => {
  const [last, company] = [unique(), `Firman ${unique()}`];
  await signIn("seller", "/contacts/new");
  await field(page, "Efternamn").fill(last);
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  const window = page.getByRole("dialog", { name: "Koppla till företag" });
  await window.getByRole("searchbox").fill(company);
  await window.getByRole("button", { name: "Sök", exact: true }).click();
  await window.getByRole("button", { name: `Skapa ”${company}”` }).click();
  await window.getByRole("button", { name: "Lägg till" }).click();
  await page.getByRole("link", { name: "Redigera" }).click();
  const main = page.getByRole("main");
  await main.getByLabel(`Lägg till telefon, ${company}`, { exact: true }).fill("08-465 004 22");
  await main.getByLabel(`Lägg till e-post, ${company}`, { exact: true }).fill("karin@norrsken.example");
  await main.getByLabel("Lägg till telefon", { exact: true }).fill("070-174 06 58");
  await main.getByLabel("Lägg till telefon 2", { exact: true }).fill("070-174 06 59");
  await main.getByLabel("Lägg till adress: gatuadress", { exact: true }).fill("Tallstigen 9");
  await main.getByLabel("Lägg till adress 2: gatuadress", { exact: true }).fill("Tallstigen 10");
  await main.getByRole("button", { name: "Spara" }).click();
  const row = page.getByRole("row").filter({ hasText: company });
  await expect(row.getByRole("link", { name: "08-465 004 22" })).toBeVisible();
  await expect(row.getByRole("link", { name: "karin@norrsken.example" })).toBeVisible();
  const card = page.getByRole("article");
  for (const text of ["070-174 06 58", "070-174 06 59", "Tallstigen 9", "Tallstigen 10"]) {
    await expect(card).toContainText(text);
  }
  // One command: one «Ångra» takes everything back.
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(card).not.toContainText("070-174 06 58");
  await expect(row.getByRole("link", { name: "08-465 004 22" })).toHaveCount(0);
});

test("a new company is taken back without JavaScript", async ({ page, signIn }) => {
  const name = `Firman ${unique()}`;
  await signIn("seller", "/companies/new");
  await field(page, "Namn").fill(name);
  await page.getByRole("button", { name: /^Spara/ }).click();
  await expect(page.getByText(`${name} är sparat.`)).toBeVisible();
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toBeVisible();
});
