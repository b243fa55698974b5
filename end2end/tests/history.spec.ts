import { colleague, newContact, unique } from "../fixtures/card.js";
import { signInEnglish } from "../fixtures/invite.js";
import { expect, test } from "../fixtures/test.js";

test("what was changed is told field by field, found by its name, and taken back", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique(), title: "Inköpare", phones: [{ value: "070-174 06 21" }] });
  await open(address);
  await page.getByRole("button", { name: /Ändra titel/ }).click();
  await page.keyboard.type("Inköpschef");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Ändra titel: Inköpschef" })).toBeVisible();
  await page.getByRole("link", { name: "Historik" }).click();
  await expect(page).toHaveURL(/tab=history/);
  const first = page.getByRole("listitem").filter({ hasText: "Johan Ek" }).first();
  await expect(first).toContainText("ändrade 1 uppgift");
  await expect(first.locator("del")).toContainText("Inköpare");
  await expect(first.locator("ins")).toContainText("Inköpschef");
  await expect(page.getByRole("listitem").filter({ hasText: "lade upp kortet" })).toContainText("070-174 06 21");
  await accessible();
  // The card above follows when it is taken back from here, and the history says that too.
  await first.getByRole("button", { name: "Ångra det som gjordes" }).click();
  await expect(page.getByRole("button", { name: "Ändra titel: Inköpare" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "ångrade en ändring" })).toHaveCount(1);
  // By the name of a field, with Enter.
  await page.getByRole("searchbox", { name: "Sök i historiken" }).fill("telefon");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/text=telefon/);
  await expect(page.getByRole("listitem").filter({ hasText: "070-174 06 21" })).toHaveCount(1);
  await expect(page.getByRole("listitem").filter({ hasText: "ångrade en ändring" })).toHaveCount(0);
  // By a period.
  await page.getByRole("link", { name: "Allt" }).click();
  await page.getByRole("textbox", { name: "Till", exact: true }).fill("2020-01-01");
  await page.getByRole("searchbox", { name: "Sök i historiken" }).fill("");
  await page.getByRole("button", { name: "Visa", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Inga ändringar stämmer" })).toBeVisible();
  await page.getByRole("link", { name: "30 dagar" }).click();
});

test("a colleague's change stands in an open history within a second, and what is hidden in nobody else's", async ({ page, browser, baseURL, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique(), title: "Säljare" });
  await open(`${address}?tab=history`);
  const other = await colleague(browser, baseURL, "administrator", address);
  await other.getByRole("button", { name: /Ändra titel/ }).click();
  await other.keyboard.type("Kassör");
  await other.keyboard.press("Enter");
  const theirs = page.getByRole("listitem").filter({ hasText: "Maryam Haddad" });
  await expect(theirs).toContainText("Kassör");
  // What somebody else did is theirs to take back, or an administrator's.
  await expect(theirs.getByRole("button", { name: "Ångra det som gjordes" })).toHaveCount(0);
  await other.context().close();
  const reader = await colleague(browser, baseURL, "reader", address);
  await page.getByRole("switch", { name: /Privat/ }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "dolde kortet för kollegor" })).toBeVisible();
  // What they had open closes by itself; and the address leads nowhere any more.
  const nowhere = reader.getByRole("heading", { level: 1, name: "Sidan finns inte" });
  await expect(nowhere).toBeVisible();
  await reader.goto(`${address}?tab=history`);
  await expect(nowhere).toBeVisible();
  await reader.context().close();
});

test("older changes are asked for, and a company has its history", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique(), title: "Titel 0" });
  const id = address.split("/").pop();
  await page.evaluate(async (id) => {
    for (let n = 0; n < 70; n += 1) {
      const change = { field: "title", was: `Titel ${n}`, value: `Titel ${n + 1}` };
      const answer = await fetch("/api/save_edit", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ edit: { target: { contact: id }, changes: [change] } }),
      });
      if (!answer.ok) throw new Error(`${answer.status}`);
    }
  }, id);
  await open(`${address}?tab=history`);
  const entries = page.getByRole("region", { name: "Delar av kontakten" }).getByRole("listitem");
  await expect(entries.filter({ hasText: "Titel 70" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "lade upp kortet" })).toHaveCount(0);
  // The end of the list is enough to be seen.
  await page.getByRole("link", { name: "Visa äldre" }).scrollIntoViewIfNeeded();
  await expect(entries.filter({ hasText: "lade upp kortet" })).toHaveCount(1);
  await expect(entries).toHaveCount(71);
  await open("/companies?q=Norrsken");
  await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).first().click();
  await page.getByRole("link", { name: "Historik" }).click();
  await expect(page.getByRole("region", { name: "Delar av företaget" }).getByText("lade upp kortet")).toBeVisible();
});

test("in English", async ({ page, signIn, open }) => {
  await signInEnglish(page, signIn);
  const address = await newContact(page, { last_name: unique(), title: "Buyer" });
  await open(`${address}?tab=history`);
  await expect(page.getByRole("listitem").filter({ hasText: "created the card" })).toContainText("Buyer");
  await expect(page.getByRole("link", { name: "30 days" })).toBeVisible();
});
