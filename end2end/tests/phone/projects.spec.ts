import { expect, test } from "../../fixtures/test.js";

test("projects fit a phone: found from the menu, opened, nothing wider than the screen", async ({ page, signIn, accessible }) => {
  await signIn();
  await page.getByRole("button", { name: "Mer" }).click();
  await page.getByRole("menuitem", { name: "Projekt" }).click();
  await expect(page.getByRole("heading", { name: "Projekt", level: 1 })).toBeVisible();
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(await fits()).toBe(true);
  await accessible();
  await page.getByRole("table").getByRole("rowheader").first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Projekt", exact: true })).toHaveCount(0);
  expect(await fits()).toBe(true);
  await accessible();
});
