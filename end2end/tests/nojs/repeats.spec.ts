import { unique } from "../../fixtures/card.js";
import { expect, field, skipLinking, test } from "../../fixtures/test.js";

test("a meeting that repeats is booked, refused as it was typed, and skipped once", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/contacts/new");
  await field(page, "Efternamn").fill(unique());
  await page.getByRole("button", { name: /^Spara(?! som)/ }).click();
  await skipLinking(page);
  await page.goto(`${new URL(page.url()).pathname}?tab=meetings&new`);
  await page.getByRole("textbox", { name: "Ämne" }).fill("Avstämning");
  await page.getByLabel("Börjar").fill("2127-06-26");
  await page.getByRole("textbox", { name: "Klockslag", exact: true }).fill("13:00");
  await page.getByLabel("Upprepas", { exact: true }).selectOption({ label: "Dagligen" });
  await page.getByLabel("Hur ofta").selectOption({ label: "varannan" });
  await page.getByLabel("Till och med").fill("2127-06-01");
  await page.getByRole("button", { name: "Spara mötet" }).click();
  await expect(page.getByLabel("Till och med")).toHaveAccessibleDescription(/slutar innan/);
  await expect(page.getByLabel("Hur ofta")).toHaveValue("2");
  await page.getByLabel("Till och med").fill("2127-07-01");
  await page.getByRole("button", { name: "Spara mötet" }).click();
  const rows = page.getByRole("row").filter({ hasText: "upprepas varannan dag till och med 1 juli 2127" });
  await expect(rows).toHaveCount(3);
  await rows.nth(1).getByRole("link", { name: "Avstämning" }).click();
  await page.getByRole("button", { name: "Hoppa över den här gången" }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "Ångra", exact: true }).click();
});
