import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.js";

/** Types, and waits until the server has answered what was typed. */
async function answered(page: Page, text: string): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().postData()?.includes(`"${text}"`) ?? false);
  await page.keyboard.type(text);
  await answer;
}

test.beforeEach(async ({ signIn }) => {
  await signIn();
});

test("the keyboard alone: find a contact and open it", async ({ page, accessible }) => {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Sök kontakt, företag eller kommando" });
  await expect(field).toBeFocused();
  await page.keyboard.type("karin söderström");
  const found = page.getByRole("group", { name: "Kontakter" }).getByRole("option", { name: /Karin Söderström/ });
  await expect(found).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await found.getAttribute("id")) ?? "");
  await accessible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeFocused();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("arrows go round, Escape closes, and focus goes back to where it was", async ({ page }) => {
  const search = page.getByRole("searchbox");
  await search.focus();
  await page.keyboard.press("Control+k");
  const options = page.getByRole("dialog").getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(search).toBeFocused();
});

test("commands are found by their words, and done", async ({ page }) => {
  await page.getByRole("button", { name: "Kommando" }).click();
  await answered(page, "inställ");
  await expect(async () => {
    // The page that comes is loaded anew, and may take its time.
    if (!page.url().includes("/settings")) await page.getByRole("option", { name: /Gå till Inställningar/ }).click({ timeout: 1000 });
    await expect(page).toHaveURL(/\/settings/, { timeout: 5000 });
  }).toPass();
  await page.waitForSelector("html[data-hydrated]", { state: "attached" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ny kontakt");
  await expect(page.getByRole("option", { name: "Ny kontakt", exact: true })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Ny kontakt" })).toBeVisible();
});

test("a superseded answer never stands", async ({ page }) => {
  let release = () => {};
  const goneOn = new Promise<void>((resolve) => (release = resolve));
  let late: Promise<unknown> = Promise.resolve();
  await page.route("**/api/read_palette", async (route) => {
    if (!route.request().postData()?.includes('"karin"')) return route.continue();
    late = goneOn.then(() => route.fetch()).then((response) => route.fulfill({ response }).catch(() => undefined));
    await late;
  });
  await page.keyboard.press("Control+k");
  const asked = page.waitForRequest((request) => request.postData()?.includes('"karin"') ?? false);
  const field = page.getByRole("combobox", { name: /Sök kontakt/ });
  await field.fill("karin");
  await asked;
  await field.fill("norrsken");
  const companies = page.getByRole("group", { name: "Företag" });
  await expect(companies.getByRole("option", { name: /Norrsken Fastigheter AB/ })).toBeVisible();
  release();
  await late;
  await expect(companies.getByRole("option", { name: /Norrsken Fastigheter AB/ })).toBeVisible();
  await expect(page.getByRole("option", { name: /Karin Söderström/ })).toHaveCount(0);
});

test("Ctrl+Enter opens in a tab of its own", async ({ page, context }) => {
  await page.keyboard.press("Control+k");
  await answered(page, "karin söderström");
  await expect(page.getByRole("dialog").getByRole("option", { name: /Karin Söderström/ })).toHaveAttribute("aria-selected", "true");
  const opened = context.waitForEvent("page");
  await page.keyboard.press("Control+Enter");
  await expect((await opened).getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
