import { saveContacts, unique } from "../../fixtures/people.js";
import { expect, test } from "../../fixtures/test.js";

test("the history is read, searched and taken back without JavaScript", async ({ page, signIn }) => {
  await signIn();
  const name = unique("Testsson");
  await saveContacts(page, name, ["Eva"]);
  await page.goto(`/contacts?q=${name}`);
  await page.getByRole("link", { name: new RegExp(name) }).first().click();
  await page.getByRole("link", { name: "Redigera" }).click();
  await page.getByLabel("Titel").fill("Inköpare");
  await page.getByRole("button", { name: /^Spara/ }).click();
  await page.getByRole("link", { name: "Historik" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "ändrade 1 uppgift" })).toContainText("Inköpare");
  await page.getByRole("searchbox", { name: "Sök i historiken" }).fill("titel");
  await page.getByRole("button", { name: "Visa", exact: true }).click();
  const entry = page.getByRole("listitem").filter({ hasText: "Inköpare" });
  await entry.getByRole("button", { name: "Ångra det som gjordes" }).click();
  await expect(page.getByText("Ångrat.")).toBeVisible();
  await page.getByRole("link", { name: "Historik" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "ångrade en ändring" })).toBeVisible();
});
