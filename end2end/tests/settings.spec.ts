import { expect, test } from "../fixtures/test.js";

// One user for all: what is changed here is put back, and no other test uses the administrator's settings.
test.describe.configure({ mode: "serial" });

test("the theme is the user's own and comes with the page", async ({ page, signIn, open }) => {
  await signIn("administrator", "/settings/appearance");
  await page.getByLabel("Alltid mörkt").check();
  await page.getByRole("button", { name: "Byt utseende" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await open("/settings/appearance");
  await page.getByLabel("Som datorn är inställd").check();
  await page.getByRole("button", { name: "Byt utseende" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

test("the language is the user's own", async ({ page, signIn, open }) => {
  await signIn("administrator", "/settings/appearance");
  await page.getByLabel("English").check();
  await page.getByRole("button", { name: "Byt språk" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Appearance and language" })).toBeVisible();
  await open("/contacts/new");
  await expect(page.getByRole("heading", { name: "New contact" })).toBeVisible();
  await open("/settings/appearance");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search for a contact, company or command" })).toBeFocused();
  await expect(page.getByRole("option", { name: "Go to Contacts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByLabel("Svenska").check();
  await page.getByRole("button", { name: "Change language" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Utseende och språk" })).toBeVisible();
});

test("single-letter keys are turned off in this browser", async ({ page, signIn, open }) => {
  await signIn("administrator", "/settings/appearance");
  await page.getByRole("switch", { name: /Tangenter med en bokstav/ }).uncheck();
  await open("/settings/appearance");
  await expect(page.getByRole("switch", { name: /Tangenter med en bokstav/ })).not.toBeChecked();
});

test("settings are reached from the rail and left again", async ({ page, signIn }) => {
  await signIn("administrator");
  const rail = page.getByRole("navigation", { name: "Huvudmeny" });
  await rail.getByRole("link", { name: "Inställningar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
  await page.getByRole("link", { name: "Firman" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Firman" })).toBeVisible();
  await expect(page).toHaveTitle("Firman – Kundkort");
  await page.waitForSelector("html[data-hydrated]", { state: "attached" });
  await rail.getByRole("link", { name: "Kontakter" }).click();
  await expect(page.getByRole("searchbox")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Firman" })).toBeVisible();
});

test("what is wrong with the firm is told, and what was typed is kept", async ({ page, signIn, accessible }) => {
  await signIn("administrator", "/settings/firm");
  const giro = page.getByRole("textbox", { name: /^Bankgiro/ });
  await giro.fill("123-4567");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByText("Numret stämmer inte.")).toBeVisible();
  await expect(giro).toHaveValue("123-4567");
  await expect(giro).toHaveAttribute("aria-invalid", "true");
  await accessible();
  await giro.fill("50501055");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Sparat" })).toBeVisible();
  await expect(giro).toHaveValue("5050-1055");
  await giro.fill("");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Sparat" })).toBeVisible();
});

test("the number series cannot be lowered", async ({ page, signIn }) => {
  await signIn("administrator", "/settings/series");
  await page.getByRole("textbox", { name: "Nytt nästa nummer" }).fill("1");
  await page.getByRole("button", { name: "Höj serien" }).click();
  await expect(page.getByText(/Skriv ett heltal mellan/)).toBeVisible();
});

test("a seller is told that the firm's settings are for administrators", async ({ page, signIn }) => {
  test.info().annotations.push({ type: "expected", description: "403" });
  await signIn("seller", "/settings/users");
  await expect(page.getByRole("heading", { level: 1, name: "Bara för administratörer" })).toBeVisible();
  await page.getByRole("link", { name: "Till mina inställningar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Användare" })).toHaveCount(0);
});

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });
    for (const path of ["account", "appearance", "security", "users", "firm", "series"]) {
      test(`/settings/${path} is accessible`, async ({ page, signIn, accessible }) => {
        await signIn("administrator", `/settings/${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await accessible();
      });
    }
  });
}
