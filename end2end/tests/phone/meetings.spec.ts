import { newContact, unique } from "../../fixtures/card.js";
import { expect, test } from "../../fixtures/test.js";

test("on a phone: a meeting is booked, and the list is cards", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(`${address}?tab=meetings`);
  await page.getByRole("link", { name: "Nytt möte" }).click();
  await page.getByRole("textbox", { name: "Ämne" }).fill("Genomgång av serviceavtal för fastigheterna");
  await page.getByRole("textbox", { name: "Plats" }).fill("Hamngatan 14, Stockholm");
  await page.getByLabel("Börjar").fill("2127-11-26");
  await accessible();
  await page.getByRole("button", { name: "Spara mötet" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Genomgång" })).toContainText("Johan Ek");
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide).toBeLessThanOrEqual(room);
  const box = await page.getByRole("checkbox", { name: /^Markera Genomgång/ }).locator("xpath=..").boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  await accessible();
});
