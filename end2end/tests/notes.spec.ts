import { colleague, newContact, unique } from "../fixtures/card.js";
import { signInEnglish } from "../fixtures/invite.js";
import { expect, test } from "../fixtures/test.js";

const write = { name: "Ny anteckning" };
const area = { name: "Anteckning", exact: true };

test("a note is written, edited, pinned and deleted, and each act is taken back", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(`${address}?tab=notes`);
  await expect(page.getByRole("heading", { name: "Inga anteckningar ännu" })).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByRole("textbox", area)).toBeFocused();
  await page.keyboard.type("Ring **före nio**.");
  await page.getByRole("button", { name: "Visa hur det blir" }).click();
  await expect(page.getByRole("region", { name: "Så här blir det" }).locator("strong")).toHaveText("före nio");
  await accessible();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const note = page.getByRole("listitem").filter({ hasText: "Ring före nio." });
  await expect(note.locator("strong")).toHaveText("före nio");
  await expect(note).toContainText("Johan Ek");
  await expect(page.getByRole("textbox", area)).toHaveCount(0);

  await note.getByRole("button", { name: "Fler val för anteckningen" }).click();
  await note.getByRole("menuitem", { name: "Fäst överst" }).click();
  await expect(note.getByText("Fäst", { exact: true })).toBeVisible();
  await note.getByRole("button", { name: "Fler val för anteckningen" }).click();
  await note.getByRole("menuitem", { name: "Redigera" }).click();
  await page.getByRole("textbox", area).fill("Ring efter nio.");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const edited = page.getByRole("listitem").filter({ hasText: "Ring efter nio." });
  await expect(edited).toContainText("redigerad");
  await edited.getByRole("button", { name: "Fler val för anteckningen" }).click();
  await edited.getByRole("menuitem", { name: "Ta bort" }).click();
  await expect(edited).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(edited).toBeVisible();
  await page.getByRole("link", { name: "Historik" }).click();
  for (const said of ["skrev en anteckning", "fäste en anteckning överst", "ändrade en anteckning", "tog bort en anteckning"]) {
    await expect(page.getByRole("listitem").filter({ hasText: said })).toHaveCount(1);
  }
});

test("a draft survives a closed tab, and is gone when it is saved", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(`${address}?tab=notes&new`);
  await page.getByRole("textbox", area).fill("Halvskrivet");
  await page.goto("/contacts");
  await open(`${address}?tab=notes&new`);
  await expect(page.getByRole("textbox", area)).toHaveValue("Halvskrivet");
  await expect(page.getByText("Ditt utkast från sist är kvar.")).toBeVisible();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Halvskrivet" })).toBeVisible();
  await page.getByRole("link", write).click();
  await expect(page.getByRole("textbox", area)).toHaveValue("");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByRole("textbox", area)).toHaveAccessibleDescription(/Fyll i/);
});

test("what a colleague changes meanwhile is shown, and nothing that was typed is lost", { annotation: { type: "expected", description: "409: somebody else was first" } }, async ({ page, browser, baseURL, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(`${address}?tab=notes&new`);
  await page.getByRole("textbox", area).fill("Ett");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const note = (on: typeof page, text: string) => on.getByRole("listitem").filter({ hasText: text });
  const edit = async (on: typeof page, text: string) => {
    await note(on, text).getByRole("button", { name: "Fler val för anteckningen" }).click();
    await note(on, text).getByRole("menuitem", { name: "Redigera" }).click();
  };
  const other = await colleague(browser, baseURL, "administrator", address);
  await other.goto(`${address}?tab=notes`);
  await other.waitForSelector("html[data-hydrated]", { state: "attached" });
  await edit(page, "Ett");
  await edit(other, "Ett");
  await other.getByRole("textbox", area).fill("Två");
  await other.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(note(page, "Två")).toBeVisible();
  await page.getByRole("textbox", area).fill("Tre");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByText("har ändrat anteckningen medan du skrev")).toContainText("Maryam Haddad");
  await expect(page.getByRole("textbox", area)).toHaveValue("Tre");
  await page.getByRole("button", { name: "Spara ändå" }).click();
  await expect(note(other, "Tre")).toBeVisible();
  await other.context().close();
});

test("hostile notes are text", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  const id = address.split("/").pop();
  await page.evaluate(async (id) => {
    for (const body of ["<img src=x onerror=\"document.title='hit'\">", "<script>document.title='hit'</script>", "[k](javascript:document.title='hit')", "</textarea><script>document.title='hit'</script>"]) {
      await fetch("/api/create_note", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ holder: { contact: id }, body, key: crypto.randomUUID() }) });
    }
  }, id);
  await open(`${address}?tab=notes`);
  const notes = page.getByRole("region", { name: "Delar av kontakten" }).getByRole("listitem");
  await expect(notes).toHaveCount(4);
  await expect(notes.locator("img, script, a[href^=javascript]")).toHaveCount(0);
  await notes.first().getByRole("button", { name: "Fler val för anteckningen" }).click();
  await notes.first().getByRole("menuitem", { name: "Redigera" }).click();
  await expect(page.getByRole("textbox", area)).toHaveValue("</textarea><script>document.title='hit'</script>");
  await expect(page).not.toHaveTitle("hit");
});

test("in English, on a company, and found by what it says", async ({ page, signIn, open }) => {
  await signInEnglish(page, signIn);
  await open("/companies?q=Norrsken");
  await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).first().click();
  await page.getByRole("link", { name: /^Notes/ }).click();
  await page.getByRole("link", { name: "New note" }).click();
  const words = unique();
  await page.getByRole("textbox", { name: "Note", exact: true }).fill(`- ${words}`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const note = page.locator(".feed").getByRole("listitem").filter({ hasText: words });
  await expect(note.first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Search the notes" }).fill(words.toUpperCase());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/text=/);
  await expect(note.first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Search the notes" }).fill("qqqq");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No notes match" })).toBeVisible();
});
