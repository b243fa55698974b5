import { newContact, unique } from "../../fixtures/card.js";
import { worker } from "../../fixtures/links.js";
import { expect, test } from "../../fixtures/test.js";

test("on a phone: a field is changed where it stands, and a number is added", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, {
    last_name: unique(), title: "Säljare", phones: [{ value: "070-174 06 58" }], addresses: [{ street: "Tallstigen 9", city: "Mora" }],
  });
  await open(address);
  const card = page.getByRole("article");
  await page.getByRole("button", { name: "Ändra titel: Säljare" }).tap();
  await card.getByLabel("Titel", { exact: true }).fill("Säljchef");
  await page.getByRole("heading", { level: 1 }).tap();
  await expect(page.getByRole("button", { name: "Ändra titel: Säljchef" })).toBeVisible();
  await page.getByRole("button", { name: "Fler uppgifter" }).tap();
  await page.getByRole("button", { name: "Lägg till telefon" }).tap();
  await card.getByLabel("Telefon", { exact: true }).fill("0247-640 00");
  await card.getByRole("button", { name: "Spara" }).tap();
  await expect(card.getByRole("link", { name: "0247-640 00" })).toBeVisible();
  await accessible();
});

test("the card, its editors and its form do not scroll sideways, down to 320 pixels", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, {
    last_name: unique(), title: "Säljare", phones: [{ value: "070-174 06 58" }], emails: [{ value: "en.mycket.lang.adress@foretaget.example" }],
    addresses: [{ street: "Tallstigen 9", city: "Mora" }],
  });
  await page.setViewportSize({ width: 320, height: 700 });
  const fits = async (what: string) => {
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(wide, what).toBeLessThanOrEqual(room);
  };
  await open(address);
  await fits("the card");
  for (const name of [/Ändra namn/, /Ändra telefon/, /Ändra e-post/, /Ändra adress/, /Välj kategorier/]) {
    await page.getByRole("button", { name }).tap();
    await expect(page.locator(".edit-panel")).toBeVisible();
    await fits(String(name));
    await page.keyboard.press("Escape");
    await expect(page.locator(".edit-panel")).toHaveCount(0);
  }
  await open(`${address}/edit`);
  await fits("the form");
});

test("S2 on a phone: a work phone is added and called from the list of companies", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const [firm, last] = [`Firman ${unique()}`, unique()];
  const at = await worker(page, firm, last);
  await open(at.contact);
  const row = page.getByRole("row").filter({ hasText: firm });
  await row.getByRole("button", { name: `Val för ${firm}` }).tap();
  await page.getByRole("menuitem", { name: "Lägg till telefon i arbetet" }).tap();
  await page.keyboard.type("08-465 004 22");
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide).toBeLessThanOrEqual(room);
  await row.getByRole("button", { name: "Spara" }).tap();
  await expect(row.getByRole("link", { name: "08-465 004 22" })).toHaveAttribute("href", "tel:+46846500422");
  await accessible();
});

test("no label overlaps its value on a phone", async ({ page, signIn, open }) => {
  await signIn();
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await page.getByRole("button", { name: "Fler uppgifter" }).tap();
  const over = await page.locator(".facts > *").evaluateAll((facts) =>
    facts.flatMap((fact) => {
      const [label, value] = [fact.querySelector("dt"), fact.querySelector("dd")];
      if (!label || !value || !label.offsetParent) return [];
      const words = document.createRange();
      words.selectNodeContents(label);
      return words.getBoundingClientRect().right > value.getBoundingClientRect().left ? [label.textContent] : [];
    }),
  );
  expect(over).toEqual([]);
});
