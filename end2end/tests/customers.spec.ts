import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { accept, invite } from "../fixtures/invite.js";
import { masked, personalNumber } from "../fixtures/number.js";
import { expect, field, skipLinking, test } from "../fixtures/test.js";

const unique = () => `Kundsson${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

/** Nothing that came to the browser has the number: the page as it stands, what it was made from, and what was said in between. */
async function nowhere(page: Page, number: string): Promise<void> {
  const html = await page.content();
  for (const text of [number, number.slice(2), number.replace("-", ""), number.slice(2).replace("-", "")]) expect(html).not.toContain(text);
}

/** A contact with an address, that is no customer. */
async function contact(page: Page, open: (path: string) => Promise<void>, name: string): Promise<string> {
  await open("/contacts/new");
  await field(page, "Efternamn").fill(name);
  await field(page, "E-post").fill(`${name.toLowerCase()}@kund.example`);
  await field(page, "Gatuadress").fill("Tallstigen 9");
  await field(page, "Postnummer").fill("79331");
  await field(page, "Ort").fill("Leksand");
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await skipLinking(page);
  return new URL(page.url()).pathname;
}

test("S1 S3: saves as a private customer with a personal number, which nobody sees who did not ask", async ({ page, signIn, open }) => {
  const name = unique();
  const number = personalNumber();
  await signIn();
  await open("/contacts/new");
  await field(page, "Efternamn").fill(name);
  await field(page, "Gatuadress").fill("Tallstigen 9");
  await field(page, "Postnummer").fill("793 31");
  await field(page, "Ort").fill("Leksand");
  const typed = page.getByRole("dialog").getByLabel(/^Personnummer/);
  await typed.fill(number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10));
  await field(page, "Ort").focus();
  await expect(typed).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Numret stämmer inte.")).toBeVisible();
  await typed.fill(number);
  await expect(typed).not.toHaveAttribute("aria-invalid");
  // «Spara» keeps no personal number, and says so instead of losing it.
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  await expect(page.getByText("Personnummer sparas bara för privatkunder.").first()).toBeVisible();
  await expect(typed).toHaveValue(number);
  await page.getByRole("button", { name: "Spara som privatkund" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const card = page.getByRole("article");
  await expect(card).toContainText(masked(number));
  await expect(page.getByText(/^Privatkund/).first()).toBeVisible();
  await nowhere(page, number);
  // Found when it is typed whole, however; never by a part of it.
  for (const query of [number, number.slice(2).replace("-", "")]) {
    await open(`/contacts?q=${query}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("1 träff");
    await expect(page.getByRole("option").first()).toContainText(name);
    await expect(page.getByRole("option").first()).toContainText(masked(number));
  }
  await open(`/contacts?q=${number.slice(-4)}&field=number`);
  await expect(page.getByRole("option").filter({ hasText: name })).toHaveCount(0);
});

test("S1: makes a contact a private customer, changes how it is invoiced, stops and comes back with its number", async ({ page, signIn, open, accessible }) => {
  const name = unique();
  await signIn();
  const card = await contact(page, open, name);
  await page.getByRole("link", { name: "Gör till privatkund" }).click();
  await expect(field(page, "Gatuadress")).toHaveValue("Tallstigen 9");
  await expect(field(page, "E-post för faktura")).toHaveValue(`${name.toLowerCase()}@kund.example`);
  await accessible();
  // An invoice by e-mail needs an address.
  await field(page, "E-post för faktura").fill("");
  await page.getByRole("dialog").getByRole("button", { name: "Gör till privatkund" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Rätta det här" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: /E-post för faktura/ }).click();
  await expect(field(page, "E-post för faktura")).toBeFocused();
  await page.keyboard.type("faktura@kund.example");
  await field(page, "Betalningsvillkor, dagar").fill("10");
  await page.getByRole("dialog").getByRole("button", { name: "Gör till privatkund" }).click();
  await expect(page).toHaveURL(new RegExp(`${card}$`));
  await expect(page.getByRole("article")).toContainText("Med e-post, 10 dagar netto");
  const flik = page.getByText(/^Privatkund/).first();
  await expect(flik).toBeVisible();
  const number = /\d{5,}/.exec((await page.getByRole("status").filter({ hasText: /är sparad\. Kundnumret är \d+\./ }).first().textContent()) ?? "")?.[0] ?? "";
  expect(number).not.toBe("");
  await accessible();

  await page.getByRole("button", { name: "Sluta vara kund" }).click();
  await expect(page.getByRole("link", { name: "Gör till privatkund" })).toBeVisible();
  await page.getByRole("link", { name: "Gör till privatkund" }).click();
  await expect(page.getByRole("dialog")).toContainText(`Kundnumret blir ${number}, som förut.`);
  await expect(field(page, "Betalningsvillkor, dagar")).toHaveValue("10");
  await page.getByRole("dialog").getByRole("button", { name: "Gör till privatkund" }).click();
  await expect(page.getByRole("link", { name: "Ändra fakturering" })).toBeVisible();
  await open(`/contacts?q=${number}&field=number&how=exact`);
  await expect(page.getByRole("option").first()).toContainText(name);
});

test("stopping can be undone", async ({ page, signIn, open }) => {
  const name = unique();
  await signIn();
  await contact(page, open, name);
  await page.getByRole("link", { name: "Gör till privatkund" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gör till privatkund" }).click();
  await page.getByRole("button", { name: "Sluta vara kund" }).click();
  await expect(page.getByRole("link", { name: "Gör till privatkund" })).toBeVisible();
  await page.getByRole("button", { name: "Ångra" }).last().click();
  await expect(page.getByRole("link", { name: "Ändra fakturering" })).toBeVisible();
});

test("shows a personal number to the administrator who asks, and to nobody else", async ({ page, signIn, open, browser, baseURL }) => {
  const name = unique();
  const number = personalNumber();
  await signIn();
  const card = await contact(page, open, name);
  await open(`${card}/customer`);
  await page.getByLabel(/^Personnummer/).fill(number);
  await page.getByRole("dialog").getByRole("button", { name: "Gör till privatkund" }).click();
  await expect(page.getByRole("article")).toContainText(masked(number));
  await expect(page.getByRole("button", { name: "Visa personnummer" })).toHaveCount(0);
  await nowhere(page, number);
  const other = await browser.newContext({ baseURL, locale: "sv-SE" });
  const view = await other.newPage();
  await view.goto("/sign-in");
  await view.getByRole("button", { name: "Maryam Haddad" }).click();
  await view.goto(card);
  await view.waitForSelector("html[data-hydrated]", { state: "attached" });
  await expect(view.getByRole("article")).toContainText(masked(number));
  await nowhere(view, number);
  await view.getByRole("button", { name: "Visa personnummer" }).click();
  await expect(view.getByRole("article")).toContainText(number);
  await view.getByRole("button", { name: "Dölj personnummer" }).click();
  await expect(view.getByRole("article")).not.toContainText(number);
  await other.close();
});

test("two who change the same field: what was typed stays, and may be insisted on", async ({ page, signIn, open, context }) => {
  const name = unique();
  test.info().annotations.push({ type: "expected", description: "409: changed meanwhile" });
  await signIn();
  const card = await contact(page, open, name);
  await open(`${card}/customer`);
  await page.getByRole("dialog").getByRole("button", { name: "Gör till privatkund" }).click();
  await expect(page.getByRole("link", { name: "Ändra fakturering" })).toBeVisible();
  await open(`${card}/customer`);
  const second = await context.newPage();
  await second.goto(`${card}/customer`);
  await second.waitForSelector("html[data-hydrated]", { state: "attached" });
  await field(second, "Betalningsvillkor, dagar").fill("20");
  await second.getByRole("dialog").getByRole("button", { name: "Spara" }).click();
  await expect(second.getByRole("article")).toContainText("20 dagar netto");
  await field(page, "Betalningsvillkor, dagar").fill("15");
  await page.getByRole("dialog").getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Betalningsvillkor, dagar: nu 20 (Johan Ek)")).toBeVisible();
  await expect(field(page, "Betalningsvillkor, dagar")).toHaveValue("15");
  await page.getByRole("dialog").getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("article")).toContainText("15 dagar netto");
});

test("a company becomes a customer, in English", async ({ page, browser, signIn }) => {
  await signIn("administrator", "/settings/users");
  const theirs = await accept(browser, await invite(page));
  await theirs.goto("/settings/appearance");
  await theirs.getByLabel("English").check();
  await theirs.getByRole("button", { name: "Byt språk" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: "Appearance and language" })).toBeVisible();
  await theirs.goto("/companies/new");
  await field(theirs, "Name").fill(unique());
  await theirs.getByRole("button", { name: /^Save/ }).click();
  await expect(theirs).toHaveURL(/\/companies\/[0-9a-f-]{36}/);
  await theirs.waitForSelector("html[data-hydrated]", { state: "attached" });
  await theirs.getByRole("link", { name: "Make a customer" }).click();
  await expect(theirs.getByLabel(/Personal number/)).toHaveCount(0);
  await theirs.getByLabel("The invoice is sent").selectOption("e_invoice");
  await theirs.getByRole("dialog").getByRole("button", { name: "Make a customer" }).click();
  await expect(theirs.getByRole("article").first()).toContainText("As an e-invoice, 30 days net");
  await theirs.getByRole("button", { name: "Stop being a customer" }).click();
  await expect(theirs.getByRole("link", { name: "Make a customer" })).toBeVisible();
  await theirs.context().close();
});

test("exports the customer register where customers are listed", async ({ page, signIn, open }) => {
  await signIn("reader");
  await open("/contacts");
  await expect(page.getByRole("button", { name: "Exportera kundregister" })).toHaveCount(0);
  await open("/contacts?population=customers");
  await page.getByRole("button", { name: "Exportera kundregister" }).click();
  await expect(page.getByRole("menuitem", { name: /hela personnummer/ })).toHaveCount(0);
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "CSV" }).click()]);
  expect(csv.suggestedFilename()).toBe("kundregister.csv");
  const text = await readFile(await csv.path(), "utf8");
  expect(text.startsWith("\ufeff\"Kundnummer\";\"Typ\";\"Namn\"")).toBe(true);
  expect(text.split("\r\n").length).toBeGreaterThan(100);
  expect(text).toContain("Leksand");
  await page.getByRole("button", { name: "Exportera kundregister" }).click();
  const [book] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Excel (.xlsx)" }).click()]);
  expect(book.suggestedFilename()).toBe("kundregister.xlsx");
  expect((await readFile(await book.path())).subarray(0, 2).toString()).toBe("PK");
});
