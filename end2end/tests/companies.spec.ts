import type { Page } from "@playwright/test";
import { colleague } from "../fixtures/card.js";
import { signInEnglish } from "../fixtures/invite.js";
import { expect, field, test } from "../fixtures/test.js";

/** A name that no other test or run has. */
const unique = (word = "Bolaget") => `${word}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)} AB`;

/** A company with nothing but a name, open. */
async function newCompany(page: Page, open: (path: string) => Promise<void>) {
  const name = unique();
  await open("/companies/new");
  await field(page, "Namn").fill(name);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return { name, address: new URL(page.url()).pathname };
}

test("creates a company with the keyboard alone and opens its window with everything saved", async ({ page, signIn, accessible }) => {
  const name = unique();
  await signIn("seller", "/companies");
  await page.keyboard.press("n");
  await expect(field(page, "Namn")).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type("5560160680");
  await expect(page.getByRole("dialog")).toContainText("Momsnr SE556016068001");
  await accessible();
  await field(page, "Bransch").fill("Fastigheter");
  await field(page, "Telefon").fill("08-465 004 20");
  await field(page, "E-post").fill("info@Norrsken.Example");
  await field(page, "Gatuadress").fill("Hamngatan 14");
  await field(page, "Postnummer").fill("11147");
  await field(page, "Ort").fill("Stockholm");
  await field(page, "Webbsida").fill("bolaget.example");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "är sparat" })).toBeVisible();
  const card = page.getByRole("article");
  for (const text of ["556016-0680", "SE556016068001", "Fastigheter", "08-465 004 20", "info@norrsken.example", "Hamngatan 14, 111 47 Stockholm", "bolaget.example", "Johan Ek"]) {
    await expect(card).toContainText(text);
  }
});

test("says what is wrong with the organisation number, and that a company is there already, without stopping", async ({ page, signIn, open, context }) => {
  const name = unique();
  await signIn();
  await open("/companies/new");
  const number = field(page, "Organisationsnummer");
  await number.fill("556016-0681");
  await field(page, "Bransch").focus();
  await expect(number).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Numret stämmer inte.")).toBeVisible();
  await number.fill("");
  await field(page, "Namn").fill("norrsken fastigheter ab");
  const hint = page.getByRole("status").filter({ hasText: "Finns redan?" });
  await expect(hint).toContainText("heter likadant");
  const there = context.waitForEvent("page");
  await hint.getByRole("link", { name: "Visa Norrsken Fastigheter AB" }).first().click();
  await expect((await there).getByRole("heading", { level: 1, name: "Norrsken Fastigheter AB" })).toBeVisible();
  // What was typed here is still here, and can be saved.
  await expect(field(page, "Namn")).toHaveValue("norrsken fastigheter ab");
  await field(page, "Namn").fill(name);
  await page.getByRole("button", { name: /^Spara/ }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("a double click and a resend save one company", async ({ page, signIn, open }) => {
  const name = unique();
  await signIn();
  await open("/companies/new");
  // The first answer is lost on the way: the person presses again.
  let sent = 0;
  await page.route("**/api/create_company", async (route) => {
    sent += 1;
    if (sent > 1) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  test.info().annotations.push({ type: "expected", description: "one lost answer" });
  await field(page, "Namn").fill(name);
  const save = page.getByRole("button", { name: /^Spara/ });
  await save.dblclick();
  await expect(page.getByText("Allt du skrev finns kvar")).toBeVisible();
  await save.click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await open(`/companies?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1 träff");
});

test("who only reads sees no way to write", async ({ page, signIn, open }) => {
  await signIn("reader", "/companies");
  await expect(page.getByRole("link", { name: /Nytt företag/ })).toHaveCount(0);
  await open("/companies?q=Norrsken");
  await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Norrsken Fastigheter AB" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Koppla kontakt" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Val för/ })).toHaveCount(0);
});

test("a contact made on a company is linked to it", async ({ page, signIn, open }) => {
  const [company, last] = [unique(), unique("Testsson").replace(" AB", "")];
  await signIn();
  await open("/companies/new");
  await field(page, "Namn").fill(company);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: company })).toBeVisible();
  await page.getByRole("link", { name: "Ny kontakt på företaget" }).click();
  await field(page, "Efternamn").fill(last);
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Koppla till företag" });
  await expect(dialog.getByRole("checkbox", { name: company })).toBeChecked();
  await dialog.getByRole("button", { name: "Lägg till" }).click();
  await expect(page.getByRole("row").filter({ hasText: company })).toBeVisible();
});

test("in English", async ({ page, signIn, open, accessible }) => {
  const name = unique("Company");
  await signInEnglish(page, signIn);
  await open("/companies/new");
  const dialog = page.getByRole("dialog", { name: "New company" });
  await dialog.getByRole("textbox", { name: "Organisation number" }).fill("556016-0681");
  await field(page, "Name").fill(name);
  await expect(page.getByText("The number is not right.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Organisation number" }).fill("");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "is saved" })).toBeVisible();
  await expect(page.getByText("No person is linked to the company.")).toBeVisible();
  await accessible();
});

test("every field of a company is edited where it stands, by mouse and by keyboard", async ({ page, signIn, open }) => {
  await signIn();
  const { address, name } = await newCompany(page, open);
  const head = page.getByRole("button", { name: "Ändra namn, organisationsnummer och bransch" });
  const input = (label: string) => page.getByRole("article").getByRole("textbox", { name: label, exact: true });
  await head.click();
  await input("Namn").fill(`${name} i Falun`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `${name} i Falun` })).toBeVisible();
  await head.focus();
  await page.keyboard.press("Enter");
  await expect(input("Namn")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("556016-0681");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article").getByText("Numret stämmer inte.").first()).toBeVisible();
  await input("Organisationsnummer").fill("5560160680");
  await input("Bransch").fill("Fastigheter");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article")).toContainText("Fastigheter · 556016-0680 · Momsnr SE556016068001");
  await page.getByRole("button", { name: "Fler uppgifter" }).click();
  await page.getByRole("button", { name: "Lägg till webbsida" }).click();
  await page.keyboard.type("bolaget.example");
  // Escape gives up what was typed.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Lägg till webbsida" })).toBeFocused();
  await page.getByRole("button", { name: "Lägg till telefon" }).click();
  await page.keyboard.type("08-465 004 20");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "08-465 004 20" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("link", { name: "08-465 004 20" })).toHaveCount(0);
  await open(address);
  await expect(page.getByRole("article")).toContainText("Fastigheter · 556016-0680");
});

test("«Redigera» changes several fields of a company at once", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const { name } = await newCompany(page, open);
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { level: 1, name: `Redigera ${name}` })).toBeVisible();
  await accessible();
  await page.getByLabel("Bransch").fill("Åkeri");
  await page.getByLabel("Webbsida").fill("akeriet.example");
  await page.getByLabel("Kommentar").fill("Kör till Örebro på tisdagar.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  const card = page.getByRole("article");
  for (const text of ["Åkeri", "akeriet.example", "Kör till Örebro på tisdagar."]) await expect(card).toContainText(text);
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(card).not.toContainText("Åkeri");
});

test("two who change the same field of a company: nothing is lost", async ({ page, browser, baseURL, signIn, open }) => {
  test.info().annotations.push({ type: "expected", description: "a conflict is 409" });
  await signIn();
  const { address } = await newCompany(page, open);
  await page.getByRole("button", { name: "Ändra namn, organisationsnummer och bransch" }).click();
  await page.getByRole("article").getByRole("textbox", { name: "Bransch" }).fill("Bygg");
  const other = await colleague(browser, baseURL, "administrator", address);
  await other.goto(`${address}/edit`);
  await other.getByLabel("Bransch").fill("Måleri");
  await other.getByRole("button", { name: "Spara", exact: false }).click();
  await expect(other.getByRole("article")).toContainText("Måleri");
  await other.context().close();
  await page.keyboard.press("Enter");
  const conflict = page.getByRole("dialog", { name: "Någon annan har ändrat" });
  for (const value of ["Maryam Haddad", "Måleri", "Bygg"]) await expect(conflict).toContainText(value);
  await conflict.getByRole("button", { name: "Spara sammanförd" }).click();
  await expect(page.getByRole("article")).toContainText("Bygg");
});

test("a company goes to the trash and comes back", async ({ page, signIn, open }) => {
  await signIn("administrator");
  const { address, name } = await newCompany(page, open);
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${name} ligger i papperskorgen` })).toBeVisible();
  await expect(page).toHaveURL(/\/companies$/);
  await open(address);
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toBeVisible();
  await page.getByRole("button", { name: "Återställ" }).first().click();
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toHaveCount(0);
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).click();
  await open(address);
  await page.getByRole("button", { name: "Ta bort för gott" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ta bort för gott" }).click();
  await expect(page).toHaveURL(/\/companies\?population=trash/);
  test.info().annotations.push({ type: "expected", description: "the card is gone" });
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: "Sidan finns inte" })).toBeVisible();
});
