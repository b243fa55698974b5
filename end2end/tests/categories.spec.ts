import { expect, test } from "../fixtures/test.js";
import { saveContacts, unique } from "../fixtures/people.js";

// Both languages: another test changes the administrator's.
test("the administrator adds, recolours, retires and merges categories", async ({ page, signIn, open, accessible }) => {
  const [name, other] = [unique("Kategori"), unique("Annan")];
  await signIn("administrator", "/settings/categories");
  const add = async (what: string) => {
    await page.locator("#new-name").fill(what);
    await page.getByRole("button", { name: /Lägg till kategori|Add category/ }).click();
    await expect(page.getByRole("listitem").filter({ has: page.locator(".category", { hasText: what }) })).toBeVisible();
    await expect(page.locator("#new-name")).toBeFocused();
    await expect(page.locator("#new-name")).toHaveValue("");
  };
  await add(name);
  await add(other);
  await page.locator("#new-name").fill(name);
  await page.getByRole("button", { name: /Lägg till kategori|Add category/ }).click();
  await expect(page.getByText(/Det finns redan en kategori|There is already a category/)).toBeVisible();
  await expect(page.locator("#new-name")).toHaveValue(name);
  await accessible();

  const row = page.getByRole("listitem").filter({ has: page.locator(".category", { hasText: name }) });
  await row.locator("summary").click();
  await row.getByRole("radio", { name: /^(Ljung|Heather)$/ }).check();
  await accessible();
  await row.getByRole("button", { name: /^(Spara|Save)$/ }).click();
  await expect(row.locator(".manage-head .dot.ljung")).toBeVisible();

  await row.locator("summary").click();
  await row.getByRole("button", { name: /Sluta använda|Retire/ }).click();
  await expect(row).toContainText(/används inte längre|retired/);
  await open("/contacts/new");
  await page.getByRole("combobox", { name: /Kategorier|Categories/ }).fill(name);
  await expect(page.getByRole("option", { name })).toHaveCount(0);

  await open("/settings/categories");
  await row.locator("summary").click();
  await row.getByRole("button", { name: /Använd igen|Use again/ }).click();
  await expect(row).not.toContainText(/används inte längre|retired/);
  await row.locator("summary").click();
  await row.getByLabel(/Slå ihop med|Merge into/).selectOption({ label: other });
  await row.getByRole("button", { name: /^(Slå ihop|Merge)$/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: /Ångra|Undo/ }).last().click();
  await expect(row).toHaveCount(1);
});

test("nobody else manages categories", async ({ page, signIn }) => {
  test.info().annotations.push({ type: "expected", description: "403 for whoever is no administrator" });
  await signIn("seller", "/settings/categories");
  await expect(page.getByText("Bara en administratör kan ändra kategorierna.")).toBeVisible();
});

test("how many cards carry a category is counted", async ({ page, signIn, open }) => {
  const name = unique("Raknad");
  await signIn("administrator", "/settings/categories");
  await page.locator("#new-name").fill(name);
  await page.getByRole("button", { name: /Lägg till kategori|Add category/ }).click();
  const row = page.getByRole("listitem").filter({ has: page.locator(".category", { hasText: name }) });
  await expect(row).toContainText(/Inga kort|No cards/);
  await saveContacts(page, name, ["Ada"]);
  await open(`/contacts?q=${name}`);
  await page.getByRole("option").first().focus();
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: /Fler åtgärder|More acts/ }).click();
  await page.getByRole("menuitem", { name: /Lägg till kategori|Add category/ }).click();
  await page.getByRole("dialog").locator("select").selectOption({ label: name });
  await page.getByRole("dialog").getByRole("button", { name: /Lägg till kategori|Add category/ }).click();
  await expect(page.getByRole("status").getByText(/har nu kategorin|Category added/)).toBeVisible();
  await open("/settings/categories");
  await expect(row).toContainText(/1 kontakt|1 contact/);
});
