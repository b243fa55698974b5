import { saveContacts, unique } from "../../fixtures/people.js";
import { expect, test } from "../../fixtures/test.js";

test("a meeting is booked, changed, handed over and taken back without JavaScript", async ({ page, signIn }) => {
  await signIn();
  const name = unique("Mötesson");
  await saveContacts(page, name, ["Eva"]);
  await page.goto(`/contacts?q=${name}`);
  await page.getByRole("link", { name: new RegExp(name) }).first().click();
  await page.getByRole("link", { name: "Möten" }).click();
  await page.getByRole("link", { name: "Nytt möte" }).click();
  await page.getByRole("textbox", { name: "Ämne" }).fill("Besiktning");
  await page.getByLabel("Börjar").fill("2129-11-26");
  await page.getByRole("textbox", { name: "Klockslag", exact: true }).fill("13:00");
  await page.getByRole("textbox", { name: "Klockslag för slutet" }).fill("12:00");
  // What does not pass comes back as it was typed.
  await page.getByRole("button", { name: "Spara mötet" }).click();
  await expect(page.getByRole("alert")).toContainText("Det slutar innan det börjar");
  await expect(page.getByRole("textbox", { name: "Ämne" })).toHaveValue("Besiktning");
  await page.getByRole("textbox", { name: "Klockslag för slutet" }).fill("15:00");
  // Somebody to invite, and the offset of that day.
  await page.getByRole("searchbox").last().fill("Söderström");
  await page.getByRole("button", { name: "Sök", exact: true }).last().click();
  await page.getByRole("checkbox", { name: /Söderström/ }).first().check();
  await page.getByRole("button", { name: "Kontrollera tiden" }).click();
  await expect(page.getByText("UTC+01:00")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /Söderström/ }).first()).toBeChecked();
  await page.getByRole("button", { name: "Spara mötet" }).click();
  const row = page.getByRole("row").filter({ hasText: "Besiktning" });
  await expect(row).toContainText("lör 26 nov 2129 13.00–15.00");
  await expect(row).toContainText("Söderström");
  await row.getByRole("link", { name: "Besiktning" }).click();
  await page.getByRole("textbox", { name: "Plats" }).fill("Hos oss");
  await page.getByRole("button", { name: "Spara mötet" }).click();
  await expect(row).toContainText("Hos oss");
  await page.getByRole("button", { name: "Ångra", exact: true }).click();
  await page.getByRole("link", { name: "Möten" }).click();
  await expect(row).not.toContainText("Hos oss");
  await row.getByRole("checkbox").check();
  await page.getByLabel("Ny ägare").selectOption({ label: "Maryam Haddad" });
  await page.getByRole("button", { name: "Byt ägare" }).click();
  await expect(row).toContainText("Maryam Haddad");
  await row.getByRole("link", { name: "Besiktning" }).click();
  await page.getByRole("button", { name: "Flytta till papperskorgen" }).last().click();
  await expect(page.getByRole("heading", { name: "Inga möten" })).toBeVisible();
});

test("a calendar is made and removed without JavaScript", async ({ page, signIn, request }) => {
  await signIn("administrator", "/settings/calendar");
  await page.getByRole("button", { name: /Skapa/ }).click();
  const link = new URL(await page.getByRole("textbox", { name: "Din kalenderadress" }).inputValue());
  expect((await request.get(link.pathname)).status()).toBe(200);
  await page.getByRole("button", { name: "Ta bort adressen" }).click();
  await expect(page.getByText("Du har ingen adress än.")).toBeVisible();
  expect((await request.get(link.pathname)).status()).toBe(404);
});
