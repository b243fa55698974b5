import { expect, field, test } from "../../fixtures/test.js";

test("on a phone: a new contact is linked in a sheet", async ({ page, signIn }) => {
  const name = `Mobil${Date.now().toString(36)}`;
  await signIn();
  await page.getByRole("link", { name: /Ny kontakt/ }).click();
  await field(page, "Efternamn").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: /^Spara(?! som)/ }).click();
  const window = page.getByRole("dialog", { name: "Koppla till företag" });
  await window.getByRole("searchbox").fill("norrsken");
  await window.getByRole("checkbox", { name: /^Norrsken Fastigheter AB/ }).first().check();
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide).toBeLessThanOrEqual(room);
  await window.getByRole("button", { name: "Lägg till" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Norrsken Fastigheter AB" })).toContainText("Huvudföretag");
});
