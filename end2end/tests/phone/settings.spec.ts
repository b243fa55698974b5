import { expect, test } from "../../fixtures/test.js";

test("on a phone the settings are a list, and each section a page of its own", async ({ page, signIn, accessible }) => {
  await signIn("administrator", "/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Mitt konto" })).toBeHidden();
  await accessible();
  await page.getByRole("link", { name: "Användare" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Användare" })).toBeVisible();
  await page.getByRole("link", { name: "Inställningar" }).filter({ visible: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
});

test("no settings page scrolls sideways, down to 320 pixels", async ({ page, signIn, open }) => {
  await signIn("administrator");
  await page.setViewportSize({ width: 320, height: 700 });
  for (const section of ["", "/account", "/appearance", "/security", "/users", "/firm", "/series"]) {
    await open(`/settings${section}`);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(wide, section).toBeLessThanOrEqual(room);
  }
});
