import { newContact, unique } from "../../fixtures/card.js";
import { worker } from "../../fixtures/links.js";
import { expect, field, test } from "../../fixtures/test.js";

// What /work/shared/product.md says in S1–S7, on a phone, where no other test does.

test("S1 S3 on a phone: saves as a private customer, with the number it got", async ({ page, signIn, open }) => {
  await signIn();
  const last = unique();
  await open("/contacts/new");
  await field(page, "Efternamn").fill(last);
  await field(page, "Gatuadress").fill("Tallstigen 9");
  await field(page, "Postnummer").fill("793 31");
  await field(page, "Ort").fill("Leksand");
  await page.getByRole("button", { name: "Spara som privatkund" }).tap();
  await expect(page.getByRole("dialog", { name: "Koppla till företag" })).toContainText(/Kundnumret är \d{5}\./);
});

test("S2 on a phone: a second company is linked beside the first, and both stand there", async ({ page, signIn, open }) => {
  await signIn();
  const firm = `Firman ${unique()}`;
  const at = await worker(page, firm, unique());
  await open(at.contact);
  await page.getByRole("link", { name: "Koppla till företag" }).tap();
  const window = page.getByRole("dialog", { name: "Koppla till företag" });
  await window.getByRole("searchbox").fill("norrsken");
  await window.getByRole("checkbox", { name: /^Norrsken Fastigheter AB/ }).first().check();
  await window.getByRole("button", { name: "Lägg till" }).tap();
  for (const name of [firm, "Norrsken Fastigheter AB"]) await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
});

test("S6 on a phone: the tabs of the lower part have addresses", async ({ page, signIn, open }) => {
  await signIn();
  await open(await newContact(page, { last_name: unique(), title: "Säljare" }));
  await page.getByRole("link", { name: "Historik" }).tap();
  await expect(page).toHaveURL(/tab=history/);
  await expect(page.getByRole("listitem").filter({ hasText: "lade upp kortet" })).toBeVisible();
});

test("the plus of the categories never stands alone on a line", async ({ page, signIn, open }) => {
  await signIn();
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  const plus = await page.getByRole("button", { name: "Välj kategorier" }).boundingBox();
  const last = await page.locator(".kort-head .badges .badge").last().boundingBox();
  expect(Math.abs((plus?.y ?? 0) + (plus?.height ?? 0) / 2 - (last?.y ?? 0) - (last?.height ?? 0) / 2)).toBeLessThan(8);
});
