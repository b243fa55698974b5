import { expect, test } from "../fixtures/test.js";

test("signs in with e-mail and password, and out again everywhere", async ({ page, context, open }) => {
  await open("/sign-in");
  await page.getByLabel("E-postadress").fill("johan.ek@bergslagensvarme.example");
  await page.getByLabel("Lösenord").fill("hjortron-2026");
  await page.getByRole("button", { name: "Logga in", exact: true }).click();
  await expect(page).toHaveURL(/\/contacts$/);

  const other = await context.newPage();
  await other.goto("/settings");
  await expect(other.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
  await other.getByRole("main").getByRole("button", { name: "Logga ut" }).click();
  await expect(other).toHaveURL(/\/sign-in$/);

  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("says the same for an unknown user and a wrong password, and keeps the e-mail", async ({ page, open }) => {
  const said: (string | null)[] = [];
  // Names of their own, so that the limits of one test are not another's.
  for (const email of [`nobody-${Date.now()}@bergslagensvarme.example`, "ebba.malm@bergslagensvarme.example"]) {
    await open("/sign-in");
    await page.getByLabel("E-postadress").fill(email);
    await page.getByLabel("Lösenord").fill("not the password");
    await page.getByRole("button", { name: "Logga in", exact: true }).click();
    const refusal = page.getByRole("alert");
    await expect(refusal).toContainText("stämmer inte");
    said.push(await refusal.textContent());
    await expect(page.getByLabel("E-postadress")).toHaveValue(email);
    await expect(page.getByLabel("Lösenord")).toHaveAttribute("aria-invalid", "true");
  }
  expect(said[0]).toBe(said[1]);
});

test("shows the three demo users, each signed in with one click", async ({ page, open, signIn }) => {
  await open("/sign-in");
  const demo = page.getByRole("form", { name: "Demofirman" });
  await expect(demo.getByRole("button")).toHaveText([/Maryam Haddad\s*Administratör/, /Johan Ek\s*Säljare/, /Lisa Lindqvist\s*Läser bara/]);
  await signIn("reader");
  await expect(page.getByRole("button", { name: /Lisa Lindqvist/ })).toBeVisible();
});

test("a stranger is led to the sign-in page and back to where they were going", async ({ page, signIn }) => {
  await page.goto("/companies?q=norrsken");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn("seller", "/companies?q=norrsken");
  await expect(page).toHaveURL(/\/companies\?q=norrsken$/);
  await expect(page.getByRole("option", { name: /Norrsken Fastigheter AB/ })).toBeVisible();
});

test("speaks English when asked to, and Swedish again", async ({ page, open }) => {
  await open("/sign-in");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Svenska" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Logga in" })).toBeVisible();
});
