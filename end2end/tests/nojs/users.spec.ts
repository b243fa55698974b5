import { accept, invite, openUser } from "../../fixtures/invite.js";
import { expect, test } from "../../fixtures/test.js";

test("invites, changes a role and closes an account without JavaScript", async ({ page, browser, signIn }) => {
  await signIn("administrator", "/settings/users");
  const form = page.getByRole("form", { name: "Bjud in en kollega" });
  await form.getByRole("textbox", { name: "Namn" }).fill("Nils Ny");
  await form.getByRole("textbox", { name: "E-post" }).fill("nils");
  await form.getByRole("radio", { name: /Läser bara/ }).check();
  await form.getByRole("button", { name: "Bjud in" }).click();
  await expect(page.getByText("Adressen är inte fullständig.")).toBeVisible();
  await expect(form.getByRole("textbox", { name: "Namn" })).toHaveValue("Nils Ny");
  await expect(form.getByRole("textbox", { name: "E-post" })).toHaveValue("nils");
  await expect(form.getByRole("radio", { name: /Läser bara/ })).toBeChecked();

  const invited = await invite(page);
  await expect(page.getByRole("button", { name: "Kopiera" })).toBeHidden();
  const theirs = await accept(browser, invited, false);
  await openUser(page, invited.name);
  await page.getByRole("button", { name: "Inaktivera", exact: true }).click();
  await expect(page.getByText("Kontot är inaktivt och användaren är utloggad.")).toBeVisible();
  await theirs.goto("/contacts");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.context().close();
});
