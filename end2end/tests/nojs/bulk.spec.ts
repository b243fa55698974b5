import { expect, test } from "../../fixtures/test.js";
import { saveContacts, unique } from "../../fixtures/people.js";

test("ticks hits, changes their owner and undoes it without JavaScript", async ({ page, signIn }) => {
  const name = unique("Utanbulk");
  await signIn();
  await saveContacts(page, name, ["Ada", "Bo", "Cia"]);
  await page.goto(`/contacts?q=${name}`);
  await page.getByRole("checkbox", { name: `Markera Ada ${name}` }).check();
  await page.getByRole("checkbox", { name: `Markera Bo ${name}` }).check();
  await page.getByRole("button", { name: "Ändra markerade …" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ändra markerade" })).toBeVisible();
  await expect(page.getByText("2 kontakter", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Byt ägare" }).click();
  await expect(page.getByText("Fyll i det här fältet.")).toBeVisible();
  await page.getByLabel("Ny ägare").selectOption({ label: "Maryam Haddad" });
  await page.getByRole("button", { name: "Byt ägare" }).click();
  await expect(page.getByText("2 kontakter har ny ägare.")).toBeVisible();
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(page).toHaveURL(new RegExp(`/contacts\\?q=${name}&undone=`));
  await page.getByRole("option", { name: new RegExp(`Ada ${name}`) }).click();
  await expect(page.getByText("Johan Ek").first()).toBeVisible();
});

test("saves, pins and removes a selection without JavaScript", async ({ page, signIn }) => {
  const name = unique("Utanurval");
  await signIn("seller", "/companies?q=norrsken");
  await page.getByText("Spara sökningen").click();
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page).toHaveURL(/\/selections\?saved=/);
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: /^Lägg först/ }).click();
  await expect(row).toContainText("Ligger först");
  await row.getByRole("link", { name }).click();
  await expect(page).toHaveURL(/\/companies\?q=norrsken&selection=/);
  await page.goto("/selections");
  await row.getByRole("button", { name: /^Ta bort/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(row).toHaveCount(1);
});

test("adds a category without JavaScript; a name that is taken comes back as it was typed", async ({ page, signIn }) => {
  const name = unique("Utankategori");
  await signIn("administrator", "/settings/categories");
  for (const taken of [false, true]) {
    await page.locator("#new-name").fill(name);
    await page.getByRole("radio", { name: /^(Lingon|Lingonberry)$/ }).first().check();
    await page.getByRole("button", { name: /Lägg till kategori|Add category/ }).click();
    if (taken) {
      await expect(page.getByText(/Det finns redan en kategori|There is already a category/)).toBeVisible();
      await expect(page.locator("#new-name")).toHaveValue(name);
    } else {
      await expect(page.getByRole("listitem").filter({ has: page.locator(".category", { hasText: name }) })).toBeVisible();
    }
  }
});
