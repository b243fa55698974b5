import { colleague, unique } from "../fixtures/card.js";
import { signInEnglish } from "../fixtures/invite.js";
import { worker } from "../fixtures/links.js";
import { expect, test } from "../fixtures/test.js";

test("S2: a work phone and a work e-mail are added where the company stands, called from both cards, changed and taken away", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const [firm, last] = [`Firman ${unique()}`, unique()];
  const at = await worker(page, firm, last);
  await open(at.contact);
  const row = page.getByRole("row").filter({ hasText: firm });
  const menu = row.getByRole("button", { name: `Val för ${firm}` });
  await menu.click();
  await page.getByRole("menuitem", { name: "Lägg till telefon i arbetet" }).click();
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(row.getByText("Numret går inte att ringa.").first()).toBeVisible();
  await row.getByLabel("Telefon", { exact: true }).fill("08-465 004 22");
  await accessible();
  await page.keyboard.press("Enter");
  await expect(row.getByRole("link", { name: "08-465 004 22" })).toHaveAttribute("href", "tel:+46846500422");
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Lägg till e-post i arbetet" }).click();
  await page.keyboard.type("karin@norrsken.example");
  await page.keyboard.press("Enter");
  await expect(row.getByRole("link", { name: "karin@norrsken.example" })).toHaveAttribute("href", "mailto:karin@norrsken.example");
  await expect(row.getByRole("button", { name: "Kopiera karin@norrsken.example" })).toBeAttached();
  // The card says where it is.
  await expect(page.getByRole("article")).toContainText(firm);
  await expect(page.getByRole("article").getByRole("link", { name: "08-465 004 22" })).toBeVisible();
  await accessible();

  // The company's card shows them, and they are changed from there too.
  await open(at.company);
  const person = page.getByRole("row").filter({ hasText: last });
  await person.hover();
  await person.getByRole("button", { name: "Ändra telefon 08-465 004 22" }).click();
  await page.keyboard.type("08-465 004 23");
  await page.keyboard.press("Enter");
  await expect(person.getByRole("link", { name: "08-465 004 23" })).toBeVisible();
  await person.getByRole("button", { name: "Ändra e-post karin@norrsken.example" }).click();
  await person.getByRole("button", { name: "Ta bort" }).click();
  await expect(page.getByText("Borttaget: karin@norrsken.example")).toBeVisible();
  await expect(person.getByRole("link", { name: "karin@norrsken.example" })).toHaveCount(0);
  await page.getByRole("button", { name: "Ångra" }).last().click();
  await expect(person.getByRole("link", { name: "karin@norrsken.example" })).toBeVisible();

  // The histories say whose it is, and where.
  await open(`${at.company}?tab=history`);
  await expect(page.getByRole("listitem").filter({ hasText: `Telefon, arbete, ${last}` }).first()).toContainText("08-465 004 23");
  await open(`${at.contact}?tab=history`);
  await expect(page.getByRole("listitem").filter({ hasText: `Telefon, arbete, ${firm}` }).first()).toContainText("08-465 004 23");

  // The search finds by it.
  await open("/contacts?q=karin%40norrsken.example&field=email");
  await expect(page.getByRole("option", { name: new RegExp(last) })).toBeVisible();
});

test("S2: two who change one work phone choose between them, and a number that a colleague takes away stays while it is typed", async ({ page, signIn, open, browser, baseURL }) => {
  test.info().annotations.push({ type: "expected", description: "the conflict: 409" });
  await signIn();
  const [firm, last] = [`Firman ${unique()}`, unique()];
  const at = await worker(page, firm, last);
  await open(at.contact);
  const row = page.getByRole("row").filter({ hasText: firm });
  await row.getByRole("button", { name: `Val för ${firm}` }).click();
  await page.getByRole("menuitem", { name: "Lägg till telefon i arbetet" }).click();
  await page.keyboard.type("08-465 004 22");
  await page.keyboard.press("Enter");
  await row.getByRole("button", { name: "Ändra telefon 08-465 004 22" }).click();
  const other = await colleague(browser, baseURL, "administrator", at.company);
  const theirs = other.getByRole("row").filter({ hasText: last });
  await theirs.getByRole("button", { name: "Ändra telefon 08-465 004 22" }).click();
  await other.keyboard.type("08-465 004 23");
  await other.keyboard.press("Enter");
  await expect(theirs.getByRole("link", { name: "08-465 004 23" })).toBeVisible();
  await row.getByLabel("Telefon", { exact: true }).fill("08-465 004 24");
  await page.keyboard.press("Enter");
  const choice = page.getByRole("dialog", { name: "Någon annan har ändrat" });
  await expect(choice).toContainText("08-465 004 23");
  await choice.getByRole("button", { name: "Spara sammanförd" }).click();
  await expect(row.getByRole("link", { name: "08-465 004 24" })).toBeVisible();
});

test("S2 in English: work phone", async ({ page, signIn, open }) => {
  await signInEnglish(page, signIn);
  const [firm, last] = [`Firm ${unique()}`, unique()];
  const at = await worker(page, firm, last);
  await open(at.contact);
  const row = page.getByRole("row").filter({ hasText: firm });
  await row.getByRole("button", { name: `Choices for ${firm}` }).click();
  await page.getByRole("menuitem", { name: "Add work phone" }).click();
  await page.keyboard.type("08-465 004 22");
  await page.keyboard.press("Enter");
  await expect(row.getByRole("link", { name: "08-465 004 22" })).toBeVisible();
});
