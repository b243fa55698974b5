import { unique } from "../fixtures/card.js";
import { signInEnglish } from "../fixtures/invite.js";
import { worker } from "../fixtures/links.js";
import { expect, field, test } from "../fixtures/test.js";

// What /work/shared/product.md says in S1–S7, in English and by keyboard alone, where no other test does.

test("S1 S3 S4 in English: saved as a private customer with the next number, linked to a company that is searched for", async ({ page, signIn, open }) => {
  await signInEnglish(page, signIn);
  const last = unique();
  await open("/contacts/new");
  await field(page, "Last name").fill(last);
  await page.getByRole("button", { name: "Save as private customer" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Put this right and save again" })).toBeFocused();
  await field(page, "Street address").fill("Tallstigen 9");
  await field(page, "Postcode").fill("793 31");
  await field(page, "Town").fill("Leksand");
  await page.getByRole("button", { name: "Save as private customer" }).click();
  const window = page.getByRole("dialog", { name: "Link to company" });
  await expect(window).toContainText(new RegExp(`${last} is saved\\. The customer number is \\d{5}\\.`));
  await window.getByRole("searchbox", { name: "Search company" }).fill("norrsken");
  await window.getByRole("checkbox", { name: /^Norrsken Fastigheter AB/ }).first().check();
  await window.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Norrsken Fastigheter AB" })).toBeVisible();
  await expect(page.getByRole("article")).toContainText("Tallstigen 9");
});

test("S3: whoever goes on without linking is told the same, and can still take it back", async ({ page, signIn, open }) => {
  await signIn();
  const last = unique();
  await open("/contacts/new");
  await field(page, "Efternamn").fill(last);
  await field(page, "Gatuadress").fill("Tallstigen 9");
  await field(page, "Postnummer").fill("793 31");
  await field(page, "Ort").fill("Leksand");
  await page.getByRole("button", { name: "Spara som privatkund" }).click();
  await page.getByRole("link", { name: "Hoppa över" }).click();
  await expect(page.getByText(new RegExp(`${last} är sparad\\. Kundnumret är \\d{5}\\.`))).toBeVisible();
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toBeVisible();
});

test("S5 in English: a part of the name, narrowed by selection and search type", async ({ page, signIn, open }) => {
  await signInEnglish(page, signIn);
  await open("/contacts?q=s%C3%B6derstr");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/\d+ hits/);
  await page.getByRole("button", { name: /^Selection/ }).click();
  await page.getByRole("radiogroup", { name: "Selection" }).getByRole("radio", { name: "Private customers" }).check();
  await expect(page).toHaveURL(/population=customers/);
  await page.getByRole("button", { name: /^Search type/ }).click();
  await page.getByRole("radiogroup", { name: "Search type" }).getByRole("radio", { name: "Name" }).check();
  await expect(page).toHaveURL(/field=name/);
  await page.keyboard.press("Escape");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
});

test("S6 by keyboard alone, in English: the upper part is edited field by field, and each tab has its address", async ({ page, signIn, open }) => {
  await signInEnglish(page, signIn);
  const at = await worker(page, `Firm ${unique()}`, unique());
  await open(at.contact);
  await page.getByRole("button", { name: "More details" }).press("Enter");
  await page.getByRole("button", { name: "Add title" }).press("Enter");
  await page.keyboard.type("Buyer");
  await page.keyboard.press("Enter");
  const title = page.getByRole("button", { name: "Change title: Buyer" });
  await expect(title).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.type("Something else");
  await page.keyboard.press("Escape");
  await expect(title).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Head of purchasing");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Change title: Head of purchasing" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(title).toBeVisible();
  await page.getByRole("link", { name: "History" }).press("Enter");
  await expect(page).toHaveURL(/tab=history/);
  await expect(page.getByRole("listitem").filter({ hasText: "Head of purchasing" }).first()).toBeVisible();
});

test("S2 by keyboard alone: a link is ended with a date and stays, last and without the main company", async ({ page, signIn, open }) => {
  await signIn();
  const firm = `Firman ${unique()}`;
  const at = await worker(page, firm, unique());
  await open(at.contact);
  const row = page.getByRole("row").filter({ hasText: firm });
  await expect(row).toContainText("Huvudföretag");
  await row.getByRole("button", { name: `Val för ${firm}` }).press("Enter");
  const end = page.getByRole("menuitem", { name: "Avsluta" });
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  for (let presses = 0; presses < 8 && !(await end.evaluate((item) => item === document.activeElement)); presses++) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Avsluta kopplingen" }).getByLabel("Sista dag")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row).toContainText("Tidigare till");
  await expect(row).not.toContainText("Huvudföretag");
});

test("S7 by keyboard alone: F, search, tick, «Lägg till»", async ({ page, signIn, open }) => {
  await signIn();
  const at = await worker(page, `Firman ${unique()}`, unique());
  await open(at.contact);
  await page.keyboard.press("f");
  await expect(page.getByRole("searchbox", { name: "Sök företag" })).toBeFocused();
  await page.keyboard.type("norrsken");
  await expect(page.getByRole("checkbox", { name: /^Norrsken/ }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("row").filter({ hasText: /Norrsken/ })).toBeVisible();
});

test("a new company is taken back from its card, and by key", async ({ page, signIn, open }) => {
  await signIn();
  for (const key of [false, true]) {
    const name = `Firman ${unique()}`;
    await open("/companies/new");
    await field(page, "Namn").fill(name);
    await page.keyboard.press("Control+Enter");
    await expect(page.getByText(`${name} är sparat.`)).toBeVisible();
    if (key) await page.keyboard.press("Control+z");
    else await page.getByRole("button", { name: "Ångra" }).click();
    await expect(page.getByText("Kortet ligger i papperskorgen.")).toBeVisible();
  }
});

test("«Redigera» adds several numbers and addresses at once, as one command", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const at = await worker(page, `Firman ${unique()}`, unique());
  await open(`${at.contact}/edit`);
  const main = page.getByRole("main");
  await main.getByLabel("Lägg till telefon", { exact: true }).fill("070-174 06 58");
  await expect(main.getByLabel("Lägg till telefon 2", { exact: true })).toBeHidden();
  await main.getByRole("button", { name: "Lägg till en till" }).first().click();
  await expect(main.getByLabel("Lägg till telefon 2", { exact: true })).toBeFocused();
  await page.keyboard.type("070-174 06 59");
  await accessible();
  await main.getByRole("button", { name: "Spara" }).click();
  const card = page.getByRole("article");
  for (const number of ["070-174 06 58", "070-174 06 59"]) await expect(card).toContainText(number);
  await page.getByRole("button", { name: "Ångra" }).click();
  for (const number of ["070-174 06 58", "070-174 06 59"]) await expect(card).not.toContainText(number);
});
