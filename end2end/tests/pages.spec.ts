import { expect, test } from "../fixtures/test.js";

const pages = ["/contacts", "/contacts?q=s%C3%B6der", "/contacts/new", "/companies", "/settings"];

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test("the sign-in page is accessible", async ({ open, accessible }) => {
      await open("/sign-in");
      await accessible();
    });

    for (const path of pages) {
      test(`${path} is accessible`, async ({ signIn, open, accessible, page }) => {
        await signIn();
        await open(path);
        await expect(page.locator("h1, dialog h2").first()).toBeVisible();
        await accessible();
      });
    }

    test("a contact's card is accessible", async ({ signIn, open, page, accessible }) => {
      await signIn();
      await open("/contacts?q=Karin+S%C3%B6derstr%C3%B6m");
      await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
      await accessible();
    });

    test("a company's card is accessible", async ({ signIn, open, page, accessible }) => {
      await signIn();
      await open("/companies?q=Norrsken");
      await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: "Norrsken Fastigheter AB" })).toBeVisible();
      await accessible();
    });

    test("every component is accessible", async ({ open, accessible }) => {
      await open("/dev/ui");
      await accessible();
    });
  });
}
