import { colleague, newContact, unique } from "../fixtures/card.js";
import { accept, invite } from "../fixtures/invite.js";
import { chips, inDays, newTask, row } from "../fixtures/task.js";
import { expect, test } from "../fixtures/test.js";

const open3 = ["Ej påbörjad", "Pågår", "Väntar på kund"];

test("a task is created with a key, completed with one press, and both are taken back", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(address);
  await page.keyboard.press("u");
  await expect(page.getByLabel("Vad ska göras?")).toBeFocused();
  await expect(page).toHaveURL(/tab=tasks&new/);
  await accessible();
  await page.keyboard.type("Skicka offert på frånluftsfilter");
  await page.getByLabel("Klar senast").fill(inDays(-3));
  await page.getByLabel("Prioritet").selectOption("Hög");
  await page.getByLabel("Beskrivning").fill("Två rader\noch en till");
  await page.keyboard.press("Control+Enter");
  const task = row(page, "Skicka offert på frånluftsfilter");
  await expect(task).toContainText(", 3\u00a0dagar sen");
  await expect(task).toContainText("Ej påbörjad");
  await expect(task).toContainText("Johan Ek");
  await expect(page).not.toHaveURL(/new/);
  await accessible();
  await page.keyboard.press("Control+z");
  await expect(task).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Inga uppgifter" })).toBeVisible();
  await newTask(page, address, { subject: "Ring om tillträde", due_on: inDays(0), percent: "40", status: "started" });
  const ring = row(page, "Ring om tillträde");
  await expect(ring).toContainText("i dag");
  await expect(ring).toContainText("40\u00a0%");
  const done = page.getByRole("button", { name: "Markera Ring om tillträde som klar" });
  await done.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Uppgiften är klar.")).toBeVisible();
  await expect(ring).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Ny uppgift" })).toBeFocused();
  await page.getByRole("button", { name: "Ångra" }).first().click();
  await expect(ring).toContainText("40\u00a0%");
});

test("what is changed in the form is saved field by field, and a conflict keeps what was typed", async ({ page, browser, baseURL, signIn, open }) => {
  test.info().annotations.push({ type: "expected", description: "the conflict: 409" });
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await newTask(page, address, { subject: "Förbered underlag", due_on: inDays(5) });
  await open(`${address}?tab=tasks`);
  await row(page, "Förbered underlag").getByRole("link").click();
  await expect(page.getByLabel("Vad ska göras?")).toHaveValue("Förbered underlag");
  // Nothing to do: said of its field.
  await page.getByLabel("Vad ska göras?").fill("");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("alert")).toContainText("Fyll i det här fältet.");
  // A colleague changes the same field, and another one, meanwhile.
  const other = await colleague(browser, baseURL, "administrator", address);
  await other.goto(`${address}?tab=tasks`);
  await row(other, "Förbered underlag").getByRole("link").click();
  await other.getByLabel("Vad ska göras?").fill("Förbered avtalet");
  await other.getByLabel("Status").selectOption("Pågår");
  await other.getByRole("button", { name: "Spara" }).click();
  await expect(row(other, "Förbered avtalet")).toContainText("Pågår");
  await other.context().close();
  await page.getByLabel("Vad ska göras?").fill("Förbered mötet");
  await page.getByLabel("Klart, procent").fill("20");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("alert")).toContainText("Maryam Haddad har ändrat det under tiden. Nu står det Förbered avtalet.");
  await expect(page.getByLabel("Vad ska göras?")).toHaveValue("Förbered mötet");
  await expect(page.getByLabel("Klart, procent")).toHaveValue("20");
  await page.getByRole("button", { name: "Spara" }).click();
  const task = row(page, "Förbered mötet");
  await expect(task).toContainText("Pågår");
  await expect(task).toContainText("20\u00a0%");
  await page.getByRole("link", { name: "Historik" }).click();
  const entry = page.getByRole("listitem").filter({ hasText: "Johan Ek" }).first();
  await expect(entry).toContainText("Förbered mötet");
  await expect(page.getByRole("listitem").filter({ hasText: "lade upp en uppgift" })).toHaveCount(1);
});

test("a task is postponed, removed and had back, and a colleague sees it at once", async ({ page, browser, baseURL, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await newTask(page, address, { subject: "Bekräfta fakturaadress", due_on: inDays(-1) });
  await open(`${address}?tab=tasks`);
  const other = await colleague(browser, baseURL, "administrator", address);
  await other.getByRole("navigation", { name: "Delar av kontakten" }).getByRole("link", { name: /^Uppgifter/ }).click();
  const task = row(page, "Bekräfta fakturaadress");
  await expect(task).toContainText("1\u00a0dag sen");
  await page.getByRole("button", { name: "Val för Bekräfta fakturaadress" }).click();
  await page.getByRole("menuitem", { name: /Skjut upp till i morgon/ }).click();
  await expect(task).not.toContainText("sen");
  await expect(row(other, "Bekräfta fakturaadress")).not.toContainText("sen");
  await page.getByRole("button", { name: "Val för Bekräfta fakturaadress" }).click();
  await page.getByRole("menuitem", { name: "Ta bort" }).click();
  await expect(task).toHaveCount(0);
  await expect(row(other, "Bekräfta fakturaadress")).toHaveCount(0);
  await page.locator(".toast").filter({ hasText: "borttagen" }).getByRole("button", { name: "Ångra" }).click();
  await expect(task).toHaveCount(1);
  await expect(row(other, "Bekräfta fakturaadress")).toHaveCount(1);
  await other.context().close();
  await page.getByRole("button", { name: "Val för Bekräfta fakturaadress" }).click();
  await page.getByRole("menuitem", { name: "Välj dag" }).click();
  await expect(page.getByLabel("Klar senast")).toBeFocused();
});

test("statuses are shown in any combination, as the address says, and remembered", async ({ page, browser, signIn }) => {
  await signIn("administrator", "/settings/users");
  const own = await accept(browser, await invite(page));
  const address = await newContact(own, { last_name: unique() });
  for (const [subject, status] of [["Ett", "not_started"], ["Två", "started"], ["Tre", "done"]] as const) {
    await newTask(own, address, { subject, status });
  }
  await own.goto(`${address}?tab=tasks`);
  await own.waitForSelector("html[data-hydrated]", { state: "attached" });
  await chips(own, open3);
  await own.getByRole("checkbox", { name: "Klar 1" }).check();
  await own.getByRole("checkbox", { name: "Ej påbörjad 1" }).uncheck();
  await expect(own).toHaveURL(/status=started&status=waiting&status=done/);
  await expect(row(own, "Ett")).toHaveCount(0);
  await expect(row(own, "Tre")).toContainText("Klar");
  await own.getByRole("button", { name: "Markera Tre som inte klar" }).click();
  await expect(row(own, "Tre")).toHaveCount(0);
  // Another card, with no word of it in its address.
  await own.goto(`${await newContact(own, { last_name: unique() })}?tab=tasks`);
  await chips(own, ["Pågår", "Väntar på kund", "Klar"]);
  await own.context().close();
});

test("the list is sorted by day, priority and whoever is to do it", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await newTask(page, address, { subject: "Bråttom", priority: "high", due_on: inDays(9) });
  await newTask(page, address, { subject: "Snart", priority: "low", due_on: inDays(1) });
  await newTask(page, address, { subject: "Någon gång" });
  await open(`${address}?tab=tasks`);
  const subjects = page.getByRole("rowheader");
  await expect(subjects).toHaveText(["Snart", "Bråttom", "Någon gång"]);
  await page.getByRole("link", { name: "Sortera efter Prioritet" }).click();
  await expect(subjects).toHaveText(["Bråttom", "Någon gång", "Snart"]);
  await expect(page).toHaveURL(/sort=priority/);
  await page.getByRole("link", { name: "Sortera efter Klar senast" }).click();
  await expect(subjects).toHaveText(["Snart", "Bråttom", "Någon gång"]);
  await page.getByRole("link", { name: "Sortera efter Klar senast" }).click();
  await expect(subjects).toHaveText(["Någon gång", "Bråttom", "Snart"]);
});

test("several tasks get another owner as one act", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  for (const subject of ["Ett", "Två", "Tre"]) await newTask(page, address, { subject });
  await open(`${address}?tab=tasks`);
  await expect(page.getByRole("button", { name: "Byt ägare" })).toBeHidden();
  await page.getByRole("checkbox", { name: "Markera Ett" }).check();
  await page.getByRole("checkbox", { name: "Markera Tre" }).check();
  await page.getByLabel("Ny ansvarig").selectOption("Maryam Haddad");
  await accessible();
  await page.getByRole("button", { name: "Byt ägare" }).click();
  await expect(row(page, "Ett")).toContainText("Maryam Haddad");
  await expect(row(page, "Två")).toContainText("Johan Ek");
  await expect(row(page, "Tre")).toContainText("Maryam Haddad");
  await expect(page.getByRole("button", { name: "Byt ägare" })).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(row(page, "Ett")).toContainText("Johan Ek");
  await expect(row(page, "Tre")).toContainText("Johan Ek");
});

test("one's own tasks stand together, from all cards, and are done there", async ({ page, browser, signIn, accessible }) => {
  await signIn("administrator", "/settings/users");
  const own = await accept(browser, await invite(page));
  const last = unique();
  const address = await newContact(own, { last_name: last });
  await newTask(own, address, { subject: "Ring Eva", due_on: inDays(-2) });
  await newTask(own, address, { subject: "Skriv offert", due_on: inDays(0) });
  await newTask(own, await newContact(own, { last_name: unique() }), { subject: "Boka tid", due_on: inDays(8) });
  await own.goto("/contacts");
  await own.waitForSelector("html[data-hydrated]", { state: "attached" });
  await own.getByRole("navigation", { name: "Huvudmeny" }).getByRole("link", { name: "Uppgifter" }).click();
  await expect(own.getByRole("heading", { level: 1, name: "Mina uppgifter" })).toBeVisible();
  await expect(own.getByRole("rowheader")).toHaveText(["Ring Eva", "Skriv offert", "Boka tid"]);
  for (const name of ["Försenade", "I dag", "Kommande"]) await expect(own.getByRole("heading", { name })).toBeVisible();
  await own.getByRole("button", { name: "Markera Ring Eva som klar" }).click();
  await expect(row(own, "Ring Eva")).toHaveCount(0);
  await own.getByRole("button", { name: "Ångra" }).first().click();
  await expect(row(own, "Ring Eva")).toHaveCount(1);
  await row(own, "Skriv offert").getByRole("link", { name: last }).click();
  await expect(own.getByRole("heading", { level: 1, name: last })).toBeVisible();
  await expect(row(own, "Skriv offert")).toBeVisible();
  await own.context().close();
  await page.context().clearCookies();
  await signIn("reader", "/tasks");
  await expect(page.getByRole("heading", { name: "Du har inget att göra" })).toBeVisible();
  await accessible();
});

test("a reminder that is due is counted in the menu until it is removed or the task is done", async ({ page, browser, signIn }) => {
  await signIn("administrator", "/settings/users");
  const own = await accept(browser, await invite(page));
  const address = await newContact(own, { last_name: unique() });
  for (const subject of ["Ring Eva", "Skriv offert"]) await newTask(own, address, { subject, remind_at: `${inDays(-1)}T08:00` });
  await newTask(own, address, { subject: "Boka tid", remind_at: `${inDays(2)}T08:00` });
  await own.goto("/tasks");
  await own.waitForSelector("html[data-hydrated]", { state: "attached" });
  const menu = own.getByRole("navigation", { name: "Huvudmeny" });
  await expect(menu.getByRole("link", { name: "Uppgifter 2 påminnelser" })).toBeVisible();
  await expect(row(own, "Ring Eva")).toContainText("Påminnelse");
  await expect(row(own, "Boka tid")).not.toContainText("Påminnelse");
  await own.getByRole("button", { name: "Val för Ring Eva" }).click();
  await own.getByRole("menuitem", { name: "Ta bort påminnelsen" }).click();
  await expect(menu.getByRole("link", { name: "Uppgifter 1 påminnelse" })).toBeVisible();
  await own.getByRole("button", { name: "Markera Skriv offert som klar" }).click();
  await expect(menu.getByRole("link", { name: "Uppgifter", exact: true })).toBeVisible();
  await own.context().close();
});

test("whoever only reads sees tasks and changes none; a company has them too; and the palette makes one", async ({ page, browser, baseURL, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await newTask(page, address, { subject: "Läs mig" });
  const reader = await colleague(browser, baseURL, "reader", address);
  await reader.getByRole("navigation", { name: "Delar av kontakten" }).getByRole("link", { name: /^Uppgifter/ }).click();
  await expect(row(reader, "Läs mig")).toBeVisible();
  await expect(reader.getByRole("link", { name: "Ny uppgift" })).toHaveCount(0);
  await expect(row(reader, "Läs mig").getByRole("button")).toHaveCount(0);
  await reader.context().close();
  await open("/companies?q=Norrsken");
  await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Norrsken Fastigheter AB" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Ny uppgift");
  await page.keyboard.press("Enter");
  const subject = `Boka besök ${unique()}`;
  await page.getByLabel("Vad ska göras?").fill(subject);
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(row(page, subject)).toBeVisible();
});
