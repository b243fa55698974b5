import { expect, test } from "../../fixtures/test.js";

test("on a phone: what one opened last is one press away", async ({ page, signIn, open, accessible }) => {
  await signIn();
  await open("/contacts?q=karin+s%C3%B6derstr%C3%B6m");
  const remembered = page.waitForResponse("**/api/note_opened");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await remembered;
  await page.getByRole("navigation", { name: "Meny" }).getByRole("link", { name: "Senaste" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Senast öppnade" })).toBeVisible();
  const first = page.getByRole("main").getByRole("link").first();
  await expect(first).toContainText("Karin Söderström");
  await accessible();
  await first.click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
});
