import { unique } from "../../fixtures/card.js";
import { saveContacts } from "../../fixtures/people.js";
import { inDays, row } from "../../fixtures/task.js";
import { expect, test } from "../../fixtures/test.js";

test("tasks are made, done, postponed, handed over and taken back without JavaScript", async ({ page, signIn }) => {
  await signIn();
  const name = unique();
  await saveContacts(page, name, ["Eva"]);
  await page.goto(`/contacts?q=${name}`);
  await page.getByRole("link", { name: new RegExp(name) }).first().click();
  await page.getByRole("navigation", { name: "Delar av kontakten" }).getByRole("link", { name: /^Uppgifter/ }).click();
  await page.getByRole("link", { name: "Ny uppgift" }).click();
  // A faulty one comes back as it was typed.
  await page.getByLabel("Beskrivning").fill("Rad ett\nrad två");
  await page.getByLabel("Klart, procent").fill("30");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Fyll i det här fältet.").first()).toBeVisible();
  await expect(page.getByLabel("Beskrivning")).toHaveValue("Rad ett\nrad två");
  await page.getByLabel("Vad ska göras?").fill("Skicka offert");
  await page.getByLabel("Klar senast").fill(inDays(-2));
  await page.getByRole("button", { name: "Spara" }).click();
  const task = row(page, "Skicka offert");
  await expect(task).toContainText("2\u00a0dagar sen");
  // Changed, with several lines in it.
  await row(page, "Skicka offert").getByRole("link").click();
  await expect(page.getByLabel("Beskrivning")).toHaveValue("Rad ett\nrad två");
  await page.getByLabel("Status").selectOption("Pågår");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(task).toContainText("Pågår");
  await page.getByRole("button", { name: "Val för Skicka offert" }).click();
  await page.getByRole("menuitem", { name: /nästa vecka/ }).click();
  await expect(task).not.toContainText("sen");
  await page.getByRole("checkbox", { name: "Markera Skicka offert" }).check();
  await page.getByLabel("Ny ansvarig").selectOption("Maryam Haddad");
  await page.getByRole("button", { name: "Byt ägare" }).click();
  await expect(task).toContainText("Maryam Haddad");
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(task).toContainText("Johan Ek");
  await page.goto("/tasks");
  await expect(row(page, "Skicka offert").filter({ hasText: name })).toBeVisible();
  await row(page, "Skicka offert").getByRole("link", { name: new RegExp(name) }).click();
  await page.getByRole("button", { name: "Markera Skicka offert som klar" }).click();
  await expect(task).toHaveCount(0);
  await expect(page.getByText("Sparat.")).toBeVisible();
});
