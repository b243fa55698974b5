import { expect, field, test } from "../fixtures/test.js";
import { signInEnglish } from "../fixtures/invite.js";
import type { Page } from "@playwright/test";

const unique = (word: string) => `${word}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

/** A new contact, with the window that links it open (S4). */
async function newContact(page: Page, open: (path: string) => Promise<void>): Promise<string> {
  const name = unique("Testsson");
  await open("/contacts/new");
  await field(page, "Efternamn").fill(name);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog", { name: "Koppla till företag" })).toBeVisible();
  return name;
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Koppla till företag" });
const search = (page: Page) => dialog(page).getByRole("searchbox", { name: "Sök företag" });
const row = (page: Page, name: string | RegExp) => page.getByRole("row").filter({ hasText: name });

test.beforeEach(async ({ signIn }) => {
  await signIn();
});

test("after saving: search, tick several with their roles, «Lägg till», all with the keyboard", async ({ page, open, accessible }) => {
  const name = await newContact(page, open);
  await expect(dialog(page)).toContainText(`${name} är sparad.`);
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("norrsken");
  const norrsken = dialog(page).getByRole("checkbox", { name: /^Norrsken Fastigheter AB/ }).first();
  await expect(norrsken).toBeVisible();
  await accessible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  const first = await dialog(page).getByRole("checkbox", { checked: true }).first().getAttribute("value");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Inköpschef");
  await expect(dialog(page)).toContainText("1 markerat");
  // What is ticked stays while something else is searched for.
  await search(page).fill("björken");
  await dialog(page).getByRole("checkbox", { name: /^Brf Björken 4/ }).first().check();
  await expect(dialog(page).locator(`#pick-${first}`)).toBeChecked();
  await expect(dialog(page).locator(`#role-${first}`)).toHaveValue("Inköpschef");
  await expect(dialog(page)).toContainText("2 markerade");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  await expect(row(page, "Inköpschef")).toContainText("Huvudföretag");
  await expect(row(page, "Brf Björken 4")).toBeVisible();
  await expect(page.locator("tr:focus")).toHaveCount(1);
  // One command: one «Ångra» takes both away.
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(row(page, "Brf Björken 4")).toHaveCount(0);
  await expect(page.getByText("Inget företag", { exact: true })).toBeVisible();
});

test("«Hoppa över» leads to the card, and F opens the window again", async ({ page, open }) => {
  const name = await newContact(page, open);
  await dialog(page).getByRole("link", { name: "Hoppa över" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press("f");
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Koppla till företag" })).toBeFocused();
});

test("what does not exist is created on the spot and ticked; a double click adds once", async ({ page, open }) => {
  await newContact(page, open);
  const company = unique("Nybolaget");
  await dialog(page).getByRole("button", { name: "Lägg till" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("Sök och markera minst en");
  await expect(search(page)).toBeFocused();
  await search(page).fill(company);
  await dialog(page).getByRole("button", { name: `Skapa ”${company}”` }).click();
  await expect(dialog(page).getByRole("checkbox", { name: company })).toBeChecked();
  await expect(dialog(page).getByLabel(`Roll på ${company}`)).toBeFocused();
  await page.keyboard.type("VD");
  await dialog(page).getByRole("button", { name: "Lägg till" }).dblclick();
  await expect(row(page, company)).toHaveCount(1);
  await expect(row(page, company)).toContainText("VD");
  // Already linked: shown as such.
  await page.keyboard.press("f");
  await search(page).fill(company);
  await expect(dialog(page).getByRole("checkbox", { name: company })).toBeDisabled();
  await expect(dialog(page)).toContainText("Redan kopplad");
});

test("another role, another main company, an end and away with it, each undoable", async ({ page, open }) => {
  await newContact(page, open);
  const [one, two] = [unique("Ett"), unique("Två")];
  for (const name of [one, two]) {
    await search(page).fill(name);
    await dialog(page).getByRole("button", { name: `Skapa ”${name}”` }).click();
    await expect(dialog(page).getByRole("checkbox", { name })).toBeChecked();
  }
  // One main company at most: the second choice takes the place of the first.
  const mains = dialog(page).getByRole("checkbox", { name: "Huvudföretag" });
  await mains.nth(0).check();
  await mains.nth(1).check();
  await expect(mains.nth(0)).not.toBeChecked();
  await mains.nth(1).uncheck();
  await mains.nth(0).check();
  const main = (await dialog(page).getByRole("group").filter({ has: page.getByRole("checkbox", { name: "Huvudföretag", checked: true }) }).last().getAttribute("aria-label")) ?? "";
  const other = main === one ? two : one;
  await page.keyboard.press("Control+Enter");
  await expect(row(page, main)).toContainText("Huvudföretag");

  const act = async (name: string, what: string) => {
    await page.getByRole("button", { name: `Val för ${name}` }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };
  await act(other, "Gör till huvudföretag");
  await expect(row(page, other)).toContainText("Huvudföretag");
  await expect(row(page, main)).not.toContainText("Huvudföretag");
  await page.getByRole("button", { name: "Ångra" }).last().click();
  await expect(row(page, main)).toContainText("Huvudföretag");

  await act(main, "Ändra roll");
  await page.getByRole("dialog").getByRole("textbox", { name: "Roll", exact: true }).fill("Ordförande");
  await page.getByRole("dialog").getByRole("textbox", { name: "Avdelning" }).fill("Styrelsen");
  await page.keyboard.press("Enter");
  await expect(row(page, main)).toContainText("Ordförande, Styrelsen");

  await act(main, "Avsluta");
  const last = page.getByRole("dialog", { name: "Avsluta kopplingen" }).getByLabel("Sista dag");
  await expect(last).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await page.getByRole("dialog").getByRole("button", { name: "Avsluta" }).click();
  await expect(row(page, main)).toContainText("Tidigare till");
  await expect(row(page, main)).not.toContainText("Huvudföretag");
  await expect(page.getByRole("row").last()).toContainText(main);

  // The same pair again: beside the former link.
  await page.keyboard.press("f");
  await search(page).fill(main);
  await dialog(page).getByRole("checkbox", { name: main }).check();
  await page.keyboard.press("Control+Enter");
  await expect(row(page, main)).toHaveCount(2);

  await act(other, "Ta bort kopplingen");
  await expect(row(page, other)).toHaveCount(0);
  await page.getByRole("button", { name: "Ångra" }).last().click();
  await expect(row(page, other)).toHaveCount(1);
});

test("the other way round: «Koppla kontakt» on a company", async ({ page, open, accessible }) => {
  const company = unique("Bolaget");
  await open("/companies/new");
  await field(page, "Namn").fill(company);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: company })).toBeVisible();
  await page.getByRole("link", { name: "Koppla kontakt" }).click();
  const window = page.getByRole("dialog", { name: "Koppla kontakt" });
  await window.getByRole("searchbox", { name: "Sök kontakt" }).fill("Karin Söderström");
  await window.getByRole("checkbox", { name: /^Karin Söderström/ }).first().check();
  await window.getByLabel("Roll för Karin Söderström").first().fill("Rådgivare");
  await accessible();
  await window.getByRole("button", { name: "Lägg till" }).click();
  await expect(row(page, "Karin Söderström")).toContainText("Rådgivare");
  await expect(page.getByRole("navigation", { name: "Delar av företaget" })).toContainText("1");
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(row(page, "Karin Söderström")).toHaveCount(0);
});

test("in English", async ({ page, signIn, open }) => {
  await signInEnglish(page, signIn);
  await open("/contacts?q=Karin+S%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await page.getByRole("link", { name: "Link to company" }).click();
  const window = page.getByRole("dialog", { name: "Link to company" });
  await window.getByRole("searchbox", { name: "Search company" }).fill("norrsken");
  await expect(window).toContainText(/\d+ compan(y|ies) found/);
  await expect(window.getByRole("button", { name: "Add" })).toBeVisible();
});
