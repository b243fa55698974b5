import { unique } from "../../fixtures/card.js";
import { accept, invite } from "../../fixtures/invite.js";
import { expect, field, skipLinking, test } from "../../fixtures/test.js";

test("a name that is typed is a mention, which is read and marked", async ({ page, browser, signIn }) => {
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  const other = await accept(browser, invited, false);
  await page.goto("/contacts/new");
  await field(page, "Efternamn").fill(unique());
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  await skipLinking(page);
  await page.goto(`${new URL(page.url()).pathname}?tab=notes&new`);
  await page.getByRole("textbox", { name: "Anteckning", exact: true }).fill(`Fråga @${invited.name.toLowerCase()}!`);
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.locator(".mention")).toHaveText(`@${invited.name.toLowerCase()}`);
  await other.goto("/contacts");
  await other.getByRole("link", { name: "Aviseringar 1 oläst" }).click();
  await other.getByRole("button", { name: "Markera alla som lästa" }).click();
  await expect(other.getByRole("link", { name: /^Aviseringar/ }).first()).toHaveAccessibleName("Aviseringar");
  await other.getByRole("link", { name: /nämnde dig/ }).click();
  await expect(other.locator(".feed").getByRole("listitem")).toContainText("Fråga");
  await other.context().close();
});
