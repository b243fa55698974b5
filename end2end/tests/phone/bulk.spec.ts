import { expect, test } from "../../fixtures/test.js";
import { saveContacts, unique } from "../../fixtures/people.js";

test("on a phone: Välj, press to tick, change owner", async ({ page, signIn, open, accessible }) => {
  const name = unique("Mobilval");
  await signIn();
  await saveContacts(page, name, ["Ada", "Bo"]);
  await open(`/contacts?q=${name}`);
  await page.getByRole("button", { name: "Välj" }).click();
  await page.getByRole("option", { name: new RegExp(`Ada ${name}`) }).click();
  await expect(page.getByRole("option", { name: new RegExp(`Ada ${name}`) })).toHaveAttribute("aria-checked", "true");
  await expect(page).toHaveURL(/\/contacts\?q=/);
  await accessible();
  const group = page.getByRole("group", { name: "Markerade" });
  await group.getByRole("button", { name: "Byt ägare" }).click();
  await page.getByRole("dialog").getByLabel("Ny ägare").selectOption({ label: "Maryam Haddad" });
  await page.getByRole("dialog").getByRole("button", { name: "Byt ägare" }).click();
  await expect(page.getByRole("status").getByText("1 kontakt har ny ägare.")).toBeVisible();
  await page.getByRole("option", { name: new RegExp(`Ada ${name}`) }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Ada ${name}` })).toBeVisible();
});

test("on a phone saved searches come in a sheet", async ({ page, signIn }) => {
  await signIn();
  await page.getByRole("button", { name: "Sparade" }).click();
  const saved = page.getByRole("navigation", { name: "Sparade sökningar" });
  await saved.getByRole("link", { name: /^Privatkunder i Leksand/ }).click();
  await expect(page).toHaveURL(/q=Leksand/);
  await expect(saved).toBeHidden();
  await expect(page.getByRole("option").first()).toBeVisible();
});

test("the pages of this slice do not scroll sideways, down to 320 pixels", async ({ page, signIn, open }) => {
  await signIn("administrator");
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of ["/selections", "/settings/categories", "/bulk"]) {
    await open(path);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(wide, path).toBeLessThanOrEqual(room);
  }
});
