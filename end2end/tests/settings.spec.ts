import { expect, test } from "../fixtures/test.js";

// One user for both: what is changed here is put back, and no other test uses the administrator's settings.
test.describe.configure({ mode: "serial" });

test("the theme is the user's own and comes with the page", async ({ page, signIn, open }) => {
  await signIn("administrator", "/settings");
  await page.getByLabel("Alltid mörkt").check();
  await page.getByRole("button", { name: "Byt utseende" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await open("/settings");
  await page.getByLabel("Som datorn är inställd").check();
  await page.getByRole("button", { name: "Byt utseende" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

test("the language is the user's own", async ({ page, signIn, open }) => {
  await signIn("administrator", "/settings");
  await page.getByLabel("English").check();
  await page.getByRole("button", { name: "Byt språk" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await open("/contacts/new");
  await expect(page.getByRole("heading", { name: "New contact" })).toBeVisible();
  await open("/settings");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search for a contact, company or command" })).toBeFocused();
  await expect(page.getByRole("option", { name: "Go to Contacts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByLabel("Svenska").check();
  await page.getByRole("button", { name: "Change language" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
});
