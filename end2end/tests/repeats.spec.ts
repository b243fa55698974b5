import { newContact, unique } from "../fixtures/card.js";
import { expect, test } from "../fixtures/test.js";
import type { Page } from "@playwright/test";

const rows = (page: Page) => page.getByRole("row").filter({ has: page.getByRole("rowheader") });

test("a meeting repeats; one time is changed by itself, one is skipped, and both are taken back", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(`${address}?tab=meetings&new`);
  const form = page.getByRole("form", { name: "Nytt möte" });
  await form.getByRole("textbox", { name: "Ämne" }).fill("Avstämning");
  await form.getByLabel("Börjar").fill("2127-06-26");
  await form.getByRole("textbox", { name: "Klockslag", exact: true }).fill("13:00");
  await expect(form.getByLabel("Hur ofta")).toBeHidden();
  await form.getByLabel("Upprepas", { exact: true }).selectOption({ label: "Veckovis" });
  await form.getByRole("checkbox", { name: "måndag" }).check();
  await form.getByRole("spinbutton", { name: "Antal gånger" }).fill("4");
  await accessible();
  await form.getByRole("button", { name: "Spara mötet" }).click();
  const said = "upprepas varje måndag och torsdag, 4 gånger";
  await expect(rows(page)).toHaveText([/tors\s26\sjuni\s2127\s13.00/, /mån\s30\sjuni\s2127\s13.00/, /tors\s3\sjuli\s2127\s13.00/, /mån\s7\sjuli\s2127\s13.00/].map((day) => new RegExp(`${day.source}.*${said}`)));
  await accessible();

  await rows(page).nth(1).getByRole("link", { name: "Avstämning" }).click();
  const once = page.getByRole("form", { name: "Ändra bara den här gången" });
  await expect(once).toContainText("Du ändrar bara mötet den här dagen.");
  await once.getByRole("textbox", { name: "Klockslag", exact: true }).fill("15:30");
  await once.getByRole("textbox", { name: "Klockslag för slutet" }).fill("16:00");
  await once.getByRole("button", { name: "Spara mötet" }).click();
  await expect(rows(page).nth(1)).toHaveText(/mån\s30\sjuni\s2127\s15.30–16.00Avstämning(?!.*upprepas)/);
  await rows(page).nth(1).getByRole("link", { name: "Avstämning" }).click();
  await expect(page.getByText("Står i stället för 30 juni 2127.")).toBeVisible();
  await page.getByRole("link", { name: "Visa mötet som upprepas" }).click();
  await expect(page.getByRole("form", { name: "Ändra mötet" })).toContainText("Ändringen gäller alla gånger.");
  await page.getByRole("link", { name: "Till mötena" }).click();

  await rows(page).first().getByRole("link", { name: "Avstämning" }).click();
  await page.getByRole("button", { name: "Hoppa över den här gången" }).click();
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("Control+z");
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press("Control+z");
  await expect(rows(page).nth(1)).toContainText(said);
  await page.getByRole("link", { name: "Historik" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "ändrade en gång av ett möte som upprepas" })).toHaveCount(1);
});
