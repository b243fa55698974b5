import { newContact, unique } from "../../fixtures/card.js";
import { expect, test } from "../../fixtures/test.js";

test("a note is written on the phone, and the tab says how many there are", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(`${address}?tab=notes`);
  await page.getByRole("link", { name: "Ny anteckning" }).click();
  await page.getByRole("textbox", { name: "Anteckning", exact: true }).fill("Från bilen");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.locator(".feed").getByRole("listitem").filter({ hasText: "Från bilen" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Anteckningar/ })).toHaveText(/1$/);
  await accessible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
