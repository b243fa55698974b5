import { newContact, unique } from "../fixtures/card.js";
import { accept, invite } from "../fixtures/invite.js";
import { expect, test } from "../fixtures/test.js";

const area = { name: "Anteckning", exact: true };

test("a colleague is named with the keyboard, hears of it, and opens the note", async ({ page, browser, signIn, open, accessible }) => {
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  const other = await accept(browser, invited);
  await other.waitForSelector("html[data-hydrated]", { state: "attached" });
  const last_name = unique();
  const address = await newContact(page, { last_name });
  await open(`${address}?tab=notes&new`);
  const text = page.getByRole("textbox", area);
  await text.fill("Fråga ");
  await page.getByRole("button", { name: "Nämn en kollega" }).click();
  await expect(page.getByRole("listbox", { name: "Kollegor som du kan nämna" })).toBeVisible();
  // Whoever is named has a name of this test's own; its second word will do.
  await page.keyboard.type(invited.name.slice(5));
  await expect(page.getByRole("option")).toHaveText([invited.name]);
  await accessible();
  await page.keyboard.press("Enter");
  await expect(text).toHaveValue(`Fråga @${invited.name} `);
  await page.keyboard.type("om priset.");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.locator(".mention")).toHaveText(`@${invited.name}`);

  const menu = other.getByRole("navigation", { name: "Huvudmeny" });
  await expect(menu.getByRole("link", { name: "Aviseringar 1 oläst" })).toBeVisible({ timeout: 15_000 });
  await menu.getByRole("link", { name: "Aviseringar" }).click();
  const notice = other.getByRole("link", { name: `Oläst: Maryam Haddad nämnde dig i en anteckning om ${last_name}` });
  await notice.click();
  await expect(other).toHaveURL(new RegExp(`${address}\\?tab=notes#note-`));
  await expect(other.locator(".feed li:target")).toContainText("om priset.");
  await expect(menu.getByRole("link", { name: "Aviseringar" })).toHaveAccessibleName("Aviseringar");
  await other.goBack();
  await expect(other.getByRole("link", { name: `nämnde dig i en anteckning om ${last_name}` })).not.toContainText("Oläst");
  await other.context().close();
});

test("whoever may not see the contact is not told, and the writer hears it", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique(), private: true });
  await open(`${address}?tab=notes&new`);
  await page.getByRole("textbox", area).pressSequentially("@lind");
  await expect(page.getByRole("option", { name: "Lisa Lindqvist" })).toContainText("får ingen avisering");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await page.getByRole("textbox", area).fill("@Lisa Lindqvist ska inte veta");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const said = "Lisa Lindqvist ser inte kontakten, som är privat, och får ingen avisering.";
  await expect(page.getByRole("status").filter({ hasText: said })).toBeVisible();
  await expect(page.locator(".feed").getByRole("listitem").filter({ hasText: "ska inte veta" })).toContainText(said);
});

test("a draft is said to go when its writer signs out", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(`${address}?tab=notes&new`);
  await page.getByRole("textbox", area).fill("Halvskrivet");
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: /ditt konto$/ }).click();
  await page.getByRole("menuitem", { name: "Logga ut" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("kundkort.note.")))).toEqual([]);
});
