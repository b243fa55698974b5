import { newContact, unique } from "../fixtures/card.js";
import { expect, test } from "../fixtures/test.js";

test("from one hit to the next, also after a reload", async ({ page, signIn, open, accessible }) => {
  await signIn();
  await open("/contacts?q=s%C3%B6derstr%C3%B6m");
  const rows = page.locator('[role="option"][id^="hit-"]');
  const ids = await rows.evaluateAll((rows) => rows.map((row) => row.id.slice(4)));
  expect(ids.length).toBeGreaterThan(2);
  await rows.nth(1).click();
  await expect(page).toHaveURL(new RegExp(ids[1]));
  const steps = page.getByRole("navigation", { name: "Träfflista" });
  await expect(steps).toContainText(new RegExp(`2 av .*${ids.length}`));
  await accessible();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(new RegExp(ids[2]));
  await expect(steps).toContainText(/3 av/);
  await page.reload();
  await page.waitForSelector("html[data-hydrated]", { state: "attached" });
  await page.keyboard.press("k");
  await expect(page).toHaveURL(new RegExp(ids[1]));
  await steps.getByRole("link", { name: "Föregående träff" }).click();
  await expect(page).toHaveURL(new RegExp(ids[0]));
  await expect(steps.getByRole("link", { name: "Föregående träff" })).toHaveCount(0);
});

test("a card that was not opened from a list has no neighbours", async ({ page, signIn, open }) => {
  await signIn();
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  const id = (await page.locator('[id^="hit-"]').first().getAttribute("id"))?.slice(4);
  await open(`/contacts/${id}`);
  await expect(page.getByRole("navigation", { name: "Träfflista" })).toHaveCount(0);
});

test("what one opened is remembered, the latest first, and goes with its contact", async ({ page, signIn, open }) => {
  await signIn();
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  const remembered = page.waitForResponse("**/api/note_opened");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await remembered;
  await page.keyboard.press("Control+k");
  const recent = page.getByRole("group", { name: "Senast öppnade" });
  await expect(recent.getByRole("option").first()).toContainText("Karin Söderström");
  await page.keyboard.press("Escape");
  await open("/recent");
  await expect(page.getByRole("main").getByRole("link").first()).toContainText("Karin Söderström");
});

test("the list of all keys", async ({ page, signIn }) => {
  await signIn();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Kortkommandon" });
  await expect(keys).toContainText("Kommandopaletten");
  await expect(keys).toContainText("Nästa och föregående träff");
});

test("a number is copied, and it is said", async ({ page, signIn, open, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn();
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
  const card = page.getByRole("article");
  await card.getByRole("button", { name: "Kopiera 070-174 06 12" }).click();
  await expect(card.getByRole("status").filter({ hasText: "Kopierat" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("070-174 06 12");
});

test("a contact is taken along: as a vCard, as a code, and found in the palette", async ({ page, signIn, open, accessible }) => {
  await signIn();
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Hämta vCard" }).click();
  expect((await download).suggestedFilename()).toBe("karin-soderstrom.vcf");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("qr-kod");
  const act = page.getByRole("group", { name: "På Karin Söderström" }).getByRole("option", { name: "Visa QR-kod" });
  await expect(act).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  const code = page.getByRole("dialog", { name: "Till telefonens adressbok" }).getByRole("img");
  await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await accessible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("an address is copied as it is written on one line, from a contact and from a company", async ({ page, signIn, open, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn();
  await open(await newContact(page, { last_name: unique(), addresses: [{ street: "Tallstigen 9", postcode: "79331", city: "Leksand" }] }));
  await page.getByRole("button", { name: "Kopiera Tallstigen 9, 793 31 Leksand" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("Tallstigen 9, 793 31 Leksand");
  await open("/companies?q=norrsken+fastigheter");
  await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Norrsken Fastigheter AB" })).toBeVisible();
  const copy = page.getByRole("article").getByRole("button", { name: /^Kopiera / });
  const value = ((await copy.last().getAttribute("aria-label")) ?? "").replace("Kopiera ", "");
  await copy.last().click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(value);
});

test("whoever only reads takes a contact along, and prints a company", async ({ page, signIn, open, accessible }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await signIn("reader");
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  const menu = page.getByRole("menu", { name: "Fler åtgärder" });
  await expect(menu.getByRole("menuitem")).toHaveText([/Hämta vCard/, /Visa QR-kod/, /Skriv ut/]);
  await accessible();
  const download = page.waitForEvent("download");
  await menu.getByRole("menuitem", { name: "Hämta vCard" }).click();
  expect((await download).suggestedFilename()).toBe("karin-soderstrom.vcf");
  await open("/companies?q=norrsken+fastigheter");
  await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Norrsken Fastigheter AB" })).toBeVisible();
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Skriv ut" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "");
});
