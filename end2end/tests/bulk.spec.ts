import { expect, test } from "../fixtures/test.js";
import { saveContacts, unique } from "../fixtures/people.js";

const bar = "Markerade";

test("ticks hits with the pointer, a range with Shift, and changes their owner in one act that is undone as one", async ({
  page,
  signIn,
  open,
  accessible,
}) => {
  const name = unique("Bulk");
  await signIn();
  await saveContacts(page, name, ["Ada", "Bo", "Cia", "Dan"]);
  await open(`/contacts?q=${name}`);
  const row = (first: string) => page.getByRole("option", { name: new RegExp(`${first} ${name}`) });
  await expect(row("Dan")).toBeVisible();
  await row("Ada").hover();
  await page.locator(".hit-row").filter({ has: row("Ada") }).locator("input").click();
  await expect(row("Ada")).toHaveAttribute("aria-checked", "true");
  await page.locator(".hit-row").filter({ has: row("Cia") }).locator("input").click({ modifiers: ["Shift"] });
  await expect(row("Bo")).toHaveAttribute("aria-checked", "true");
  const group = page.getByRole("group", { name: bar });
  await expect(group).toContainText("3 markerade");
  await accessible();
  await group.getByRole("button", { name: "Markera alla 4 träffar" }).click();
  await expect(group).toContainText("Alla 4 träffar är markerade");
  await group.getByRole("button", { name: "Byt ägare" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading")).toHaveText("Byt ägare: 4 kontakter");
  await accessible();
  await dialog.getByLabel("Ny ägare").selectOption({ label: "Maryam Haddad" });
  await dialog.getByRole("button", { name: "Byt ägare" }).click();
  await expect(page.getByRole("status").getByText("4 kontakter har ny ägare.")).toBeVisible();
  await expect(group).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Förhandsvisning" })).toContainText("Maryam Haddad");
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(page.getByRole("region", { name: "Förhandsvisning" })).toContainText("Johan Ek");
});

test("by keyboard alone: Space ticks, the trash takes them, focus and place stay, Ctrl+Z brings them back", async ({
  page,
  signIn,
  open,
}) => {
  const name = unique("Tangent");
  await signIn();
  await saveContacts(page, name, ["Ada", "Bo", "Cia"]);
  await open(`/contacts?q=${name}`);
  const row = (first: string) => page.getByRole("option", { name: new RegExp(`${first} ${name}`) });
  await expect(row("Cia")).toBeVisible();
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("ArrowDown");
  await expect(row("Ada")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await expect(row("Bo")).toHaveAttribute("aria-checked", "true");
  const group = page.getByRole("group", { name: bar });
  await group.getByRole("button", { name: "Fler åtgärder" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").getByText("1 kontakt flyttades till papperskorgen.")).toBeVisible();
  await expect(row("Bo")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("2 träffar");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Control+z");
  await expect(row("Bo")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("3 träffar");
});

test("says how many could not be changed, and a category is put on what is ticked", async ({ page, signIn, open }) => {
  const name = unique("Rad");
  await signIn("administrator");
  await saveContacts(page, name, ["Ada"]);
  await page.context().clearCookies();
  await signIn();
  await saveContacts(page, name, ["Bo"]);
  await open(`/contacts?q=${name}`);
  await page.getByRole("option", { name: new RegExp(`Ada ${name}`) }).focus();
  await page.keyboard.press(" ");
  const group = page.getByRole("group", { name: bar });
  await group.getByRole("button", { name: "Markera alla 2 träffar" }).click();
  await group.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: /Gör privata/ }).click();
  await expect(page.getByRole("status").getByText("1 kunde inte ändras: du har inte rätt till den.")).toBeVisible();
  await expect(page.getByRole("option", { name: new RegExp(`Bo ${name}`) })).toContainText("Privat");

  await page.getByRole("option", { name: new RegExp(`Bo ${name}`) }).focus();
  await page.keyboard.press(" ");
  await group.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Lägg till kategori" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kategori").selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "Lägg till kategori" }).click();
  await expect(page.getByRole("status").getByText("1 kontakt har nu kategorin.")).toBeVisible();
});

test("whoever only reads has nothing to tick", async ({ page, signIn, open }) => {
  await signIn("reader");
  await open("/contacts?q=s%C3%B6der");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expect(page.locator(".tick")).toHaveCount(0);
  await expect(page.getByText("Spara sökningen")).toHaveCount(0);
});
