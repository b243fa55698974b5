import { test } from "../fixtures/test.js";
import { newContact, unique } from "../fixtures/card.js";
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
for (const [size, viewport] of Object.entries(sizes)) for (const colorScheme of ["light", "dark"] as const) {
  test(`shots ${size} ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(180000);
    const page = await (await browser.newContext({ viewport, colorScheme })).newPage();
    const shot = async (name: string) => { await page.waitForTimeout(300); await page.screenshot({ path: `/tmp/kk/shots/notes-${name}-${size}-${colorScheme}.png`, fullPage: false }); };
    const go = async (path: string) => { await page.goto(path); await page.waitForSelector("html[data-hydrated]", { state: "attached" }); };
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Maryam Haddad" }).click();
    await page.waitForURL(/contacts/);
    await go("/contacts?q=Karin");
    const href = await page.getByRole("option").first().getAttribute("href") ?? await page.getByRole("option").first().getByRole("link").first().getAttribute("href");
    const at = href!.split("?")[0];
    await go(at + "?tab=notes");
    await shot("demo");
    const mine = await newContact(page, { last_name: unique(), first_name: "Karin" });
    await go(mine + "?tab=notes"); await shot("empty");
    await go(mine + "?tab=notes&new");
    await page.locator("#note-body").fill("Vill samla **alla fastigheter** i ett avtal från årsskiftet.\n\n- Har budget\n- Styrelsen måste godkänna\n\n> citat\n\nSe [avtalet](https://ek.example)");
    await page.getByRole("button", { name: "Visa hur det blir" }).click();
    await page.locator(".note-preview").waitFor();
    await shot("form");
    await page.getByRole("button", { name: "Spara", exact: true }).click();
    await page.locator(".feed li").first().waitFor();
    await page.locator(".feed li button").first().click();
    await shot("menu");
    await page.context().close();
  });
}
