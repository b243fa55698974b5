import { expect, test } from "../fixtures/test.js";
import { unique } from "../fixtures/people.js";

test("a search is saved, counted, pinned, renamed and removed, and leads back to its own list", async ({
  page,
  signIn,
  open,
  accessible,
}) => {
  const name = unique("Urval");
  await signIn();
  await open("/companies?q=norrsken");
  await page.getByText("Spara sökningen").click();
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
  await accessible();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByText("Sökningen är sparad.")).toBeVisible();
  const saved = page.getByRole("navigation", { name: "Sparade sökningar" });
  await expect(saved.getByRole("link", { name: new RegExp(`^${name}.*träffar`) })).toBeVisible();

  await open("/contacts");
  await saved.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await expect(page).toHaveURL(/\/companies\?q=norrsken&selection=/);
  await expect(saved.getByRole("link", { name: new RegExp(`^${name}`) })).toHaveAttribute("aria-current", "page");

  await page.getByRole("link", { name: "Ordna sparade sökningar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sparade sökningar" })).toBeVisible();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: `Lägg först ${name}` }).click();
  await expect(row).toContainText("Ligger först");
  await row.getByText("Byt namn").click();
  await row.getByLabel("Namn").fill(`${name} igen`);
  await accessible();
  await row.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Sökningen har nytt namn.")).toBeVisible();
  await row.getByRole("button", { name: /^Ta bort/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Ångra" }).last().click();
  await expect(row).toHaveCount(1);
});

test("a name that is missing is asked for, and a shared one is seen by colleagues", async ({ page, signIn, open }) => {
  const name = unique("Delad");
  await signIn();
  await open("/contacts?q=s%C3%B6der&population=customers");
  await page.getByText("Spara sökningen").click();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByText("Fyll i det här fältet.")).toBeVisible();
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
  await page.getByLabel("Dela med alla på firman").check();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByText("Sökningen är sparad.")).toBeVisible();
  await page.context().clearCookies();
  await signIn("reader");
  const link = page.getByRole("navigation", { name: "Sparade sökningar" }).getByRole("link", { name: new RegExp(`^${name}`) });
  await link.click();
  await expect(page).toHaveURL(/\/contacts\?q=s%C3%B6der&population=customers&selection=/);
});

test("a selection whose category is gone still opens", async ({ page, signIn, open }) => {
  await signIn();
  await open("/contacts?category=0194f000-0000-7000-8000-00000000dead");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("0 träffar");
  await expect(page.getByRole("button", { name: /Kategori/ })).toContainText("Borttagen kategori");
  await page.getByRole("link", { name: "Rensa filter" }).first().click();
  await expect(page.getByRole("option").first()).toBeVisible();
});
