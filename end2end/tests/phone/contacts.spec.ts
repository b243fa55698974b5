import { expect, field, test } from "../../fixtures/test.js";

test("on a phone: search, filter in a sheet, open a card, call", async ({ page, signIn }) => {
  await signIn();
  await page.getByRole("searchbox").fill("söder");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("träffar");
  await page.getByRole("button", { name: /^Filter/ }).click();
  await page.getByRole("button", { name: /^Urval/ }).click();
  await page.getByRole("radiogroup", { name: "Urval" }).getByRole("radio", { name: "Privatkunder" }).check();
  await expect(page).toHaveURL(/population=customers/);
  await page.keyboard.press("Escape");
  await page.getByRole("option", { name: /Karin Söderström/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ring", exact: true })).toHaveAttribute("href", "tel:+46701740612");
});

test("no page scrolls sideways on a phone, down to 320 pixels", async ({ page, signIn, open }) => {
  await signIn();
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of ["/contacts?q=s%C3%B6der", "/contacts/new", "/companies", "/settings", "/sign-in"]) {
    await open(path);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(wide, path).toBeLessThanOrEqual(room);
  }
});

test("the new-contact window fills the screen and saves", async ({ page, signIn }) => {
  const name = `Mobil${Date.now().toString(36)}`;
  await signIn();
  await page.getByRole("link", { name: /Ny kontakt/ }).click();
  await field(page, "Efternamn").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: /^Spara(?! som)/ }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});
