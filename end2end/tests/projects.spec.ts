import { colleague, newContact, unique } from "../fixtures/card.js";
import { book } from "../fixtures/meeting.js";
import { inDays, newTask, row } from "../fixtures/task.js";
import { expect, test } from "../fixtures/test.js";
import type { Page } from "@playwright/test";

/** Saves a project as whoever is signed in, and gives its address. */
async function newProject(page: Page, name: string): Promise<string> {
  await page.goto("/projects/new");
  await page.waitForSelector("html[data-hydrated]", { state: "attached" });
  await page.getByRole("textbox", { name: "Namn" }).fill(name);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

test("a project is created, changed where it stands, found, thrown away and taken back", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const name = unique();
  await page.getByRole("navigation", { name: "Huvudmeny" }).getByRole("link", { name: "Projekt" }).click();
  await expect(page.getByRole("heading", { name: "Projekt", level: 1 })).toBeFocused();
  await page.getByRole("link", { name: "Nytt projekt" }).first().click();
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("textbox", { name: "Namn" })).toHaveAccessibleDescription(/Fyll i/);
  await page.getByRole("textbox", { name: "Namn" }).fill(name);
  await page.getByLabel("Status").selectOption("Pågår");
  await page.getByLabel("Börjar").fill("2026-12-01");
  await page.getByRole("searchbox", { name: "Sök företag" }).fill("norrsken");
  await page.getByRole("radio", { name: /Norrsken/ }).first().check();
  await accessible();
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.getByText(/Projektet är skapat, med nummer \d+\./)).toBeVisible();
  await expect(page.getByText("från 1 dec 2026").first()).toBeVisible();
  await accessible();
  const address = new URL(page.url()).pathname;

  // In its place, with a way back.
  await page.getByRole("button", { name: "Ändra status: Pågår" }).click();
  await page.getByRole("combobox", { name: "Status" }).selectOption("Vilande");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Ändra status: Vilande" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Ändra status: Pågår" })).toBeVisible();
  await page.getByRole("button", { name: /^Ändra period/ }).click();
  await page.getByLabel("Till", { exact: true }).fill("2026-11-01");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.locator("#card-period-ends_on-error")).toHaveText("Det slutar innan det börjar. Ändra slutet.");
  await page.getByLabel("Till", { exact: true }).fill("2027-02-28");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("button", { name: /^Ändra period: 1 dec 2026 – 28 feb 2027/ })).toBeVisible();

  await open(`/projects?q=${name}`);
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("Norrsken");
  await accessible();
  await page.getByRole("link", { name: "Avslutat" }).click();
  await expect(page.getByRole("heading", { name: "Inget projekt stämmer" })).toBeVisible();
  await open(address);
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).click();
  await expect(page).toHaveURL(/\/projects$/);
  await open(`/projects?q=${name}&trash=1`);
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Återställ" }).click();
  await expect(page.getByText("Kortet är återställt.")).toBeVisible();
  await open(`${address}?tab=history&on=${inDays(0)}`);
  const stood = page.getByRole("region", { name: /^Kortet den/ });
  await expect(stood).toContainText(name);
  await accessible();
  for (const said of ["lade upp kortet", "flyttade kortet till papperskorgen", "återställde kortet"]) {
    await expect(page.getByRole("listitem").filter({ hasText: said })).toHaveCount(1);
  }
});

test("whoever takes part has the project and its notes on their card, hidden ones for others too", async ({ page, browser, baseURL, signIn, open, accessible }) => {
  await signIn();
  const name = unique();
  const contact = await newContact(page, { last_name: name });
  await open("/projects/new");
  await page.getByRole("textbox", { name: "Namn" }).fill(`P-${name}`);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: `P-${name}`, level: 1 })).toBeVisible();
  const project = new URL(page.url()).pathname;
  await page.getByRole("searchbox", { name: "Sök kontakt eller kollega" }).fill(name);
  await page.getByRole("radio", { name }).check();
  await page.getByRole("textbox", { name: "Roll" }).fill("Beställare");
  await page.getByRole("button", { name: "Lägg till", exact: true }).click();
  const part = page.getByRole("row").filter({ hasText: name });
  await expect(part).toContainText("Beställare");
  await page.getByRole("searchbox", { name: "Sök kontakt eller kollega" }).fill("maryam");
  await page.getByRole("radio", { name: "Maryam Haddad · Kollega" }).check();
  await page.getByRole("button", { name: "Lägg till", exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "Maryam Haddad" })).toContainText("Kollega");
  await part.getByRole("button", { name: "Ändra roll: Beställare" }).click();
  await page.getByRole("textbox", { name: "Roll" }).first().fill("Byggherre");
  await page.keyboard.press("Enter");
  await expect(part).toContainText("Byggherre");
  await accessible();

  await page.getByRole("link", { name: /^Anteckningar/ }).click();
  await page.keyboard.press("a");
  await page.getByRole("textbox", { name: "Anteckning", exact: true }).fill("Bygglovet är klart");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Bygglovet är klart" })).toBeVisible();
  await open(`${project}?tab=tasks&new`);
  await page.getByLabel("Vad ska göras?").fill("Skicka ritning");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Skicka ritning" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Uppgifter/ }).last()).toContainText("1");

  await open(`${contact}?tab=notes`);
  const note = page.getByRole("listitem").filter({ hasText: "Bygglovet är klart" });
  await expect(note.getByRole("link", { name: new RegExp(`P-${name}`) })).toBeVisible();
  await page.getByRole("link", { name: "Projekt", exact: true }).last().click();
  await expect(note).toBeVisible();
  await page.getByRole("navigation", { name: "Delar av kontakten" }).getByRole("link", { name: /^Projekt/ }).click();
  await expect(page.getByRole("row").filter({ hasText: `P-${name}` })).toContainText("Byggherre");
  await accessible();

  // A colleague sees the project, until it is known who may know of the contact.
  const other = await colleague(browser, baseURL, "reader", project);
  await expect(other.getByRole("row").filter({ hasText: name })).toBeVisible();
  await open(contact);
  await page.getByRole("switch", { name: /Privat/ }).click();
  await expect(page.getByRole("switch", { name: /Privat/ })).toBeChecked();
  await expect(other.getByRole("row").filter({ hasText: name })).toHaveCount(0);

  await open(project);
  await part.getByRole("button", { name: /Ta bort ur projektet/ }).click();
  await expect(part).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(part).toBeVisible();
});

test("a task and a meeting on somebody's card name a project, and each card says where else they stand", async ({ page, browser, baseURL, signIn, open, accessible }) => {
  await signIn();
  const name = unique();
  const contact = await newContact(page, { last_name: name });
  const project = await newProject(page, `P-${name}`);
  await open(`${contact}?tab=tasks&new`);
  await page.getByLabel("Vad ska göras?").fill("Beställ skyltar");
  const choice = page.getByRole("combobox", { name: "Projekt" });
  await expect(choice.locator("option").first()).toHaveText("Inget projekt");
  const number = await choice.locator("option", { hasText: `P-${name}` }).textContent();
  await choice.selectOption(number);
  await accessible();
  await page.getByRole("button", { name: "Spara" }).click();
  const task = row(page, "Beställ skyltar");
  await expect(task.getByRole("link", { name: number ?? "" })).toBeVisible();
  await accessible();
  await book(page, contact, { subject: "Genomgång", starts_on: inDays(3), starts_time: "10:00", project_id: project.split("/").pop() ?? "" });
  await open(`${contact}?tab=meetings`);
  await expect(page.getByRole("row").filter({ hasText: "Genomgång" }).getByRole("link", { name: `P-${name}` })).toBeVisible();

  // In the project's tabs they say whose they are; what stands on the project alone says nothing.
  await newTask(page, project, { subject: "Bara projektets" });
  await open(`${project}?tab=meetings`);
  await expect(page.getByRole("row").filter({ hasText: "Genomgång" }).getByRole("link", { name, exact: true })).toBeVisible();
  await open(`${project}?tab=tasks`);
  await expect(row(page, "Bara projektets").locator(".origin")).toHaveCount(0);
  await task.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

  // Away from the project again, with a way back.
  await open(`${contact}?tab=tasks`);
  await task.getByRole("link", { name: "Beställ skyltar" }).click();
  await expect(choice).toHaveValue(project.split("/").pop() ?? "");
  await choice.selectOption("Inget projekt");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Uppgiften är ändrad.")).toBeVisible();
  await expect(task.locator(".origin")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(task.locator(".origin")).toBeVisible();

  // A colleague has the project open: what is of a contact goes when the contact is hidden.
  const other = await colleague(browser, baseURL, "reader", project);
  await other.goto(`${project}?tab=tasks`);
  await other.waitForSelector("html[data-hydrated][data-live]", { state: "attached" });
  await expect(row(other, "Beställ skyltar")).toContainText(name);
  await open(contact);
  await page.getByRole("switch", { name: /Privat/ }).click();
  await expect(page.getByRole("switch", { name: /Privat/ })).toBeChecked();
  await expect(row(other, "Beställ skyltar")).toHaveCount(0);
  await expect(row(other, "Bara projektets")).toBeVisible();
  await other.context().close();
});
