import type { Locator, Page } from "@playwright/test";
import { colleague, newContact, unique } from "../fixtures/card.js";
import { accept, invite, openUser } from "../fixtures/invite.js";
import { expect, test } from "../fixtures/test.js";

/** The one input that is open on the card. */
const input = (page: Page, label: string): Locator => page.getByRole("article").getByLabel(label, { exact: true });

/** A toast that confirms it. */
const said = (page: Page, text: string | RegExp): Locator => page.getByRole("status", { name: "Meddelanden" }).getByText(text);

test("every line of text is changed where it stands, and is there after a reload", async ({ page, signIn, open }) => {
  await signIn();
  const last = unique();
  const address = await newContact(page, { first_name: "Agnes", last_name: last, title: "Säljare" });
  await open(address);
  await page.getByRole("button", { name: "Ändra titel: Säljare" }).click();
  await expect(input(page, "Titel")).toBeFocused();
  await page.keyboard.type("Säljchef");
  await page.keyboard.press("Enter");
  await expect(said(page, "Sparat: Titel")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ändra titel: Säljchef" })).toBeFocused();
  await page.getByRole("button", { name: "Fler uppgifter" }).click();
  for (const [label, typed, shown] of [
    ["Tilltalsnamn", "Agge", "Agge"],
    ["Födelsedag", "1985-04-23", /23\sapr 1985/],
    ["Webbsida", "leksand.example", "leksand.example"],
  ] as const) {
    await page.getByRole("button", { name: `Lägg till ${label.toLowerCase()}` }).click();
    await input(page, label).fill(typed);
    await input(page, label).press("Tab");
    await expect(page.getByRole("article")).toContainText(shown);
    await expect(said(page, `Sparat: ${label}`)).toBeVisible();
  }
  await page.getByRole("button", { name: "Lägg till kommentar" }).click();
  await page.keyboard.type("Rad ett");
  await page.keyboard.press("Enter");
  await page.keyboard.type("rad två");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: "Ändra kommentar: Rad ett rad två" })).toBeVisible();
  await page.getByRole("button", { name: "Lägg till språk" }).click();
  await input(page, "Språk").selectOption("en");
  await input(page, "Språk").press("Enter");
  await expect(page.getByRole("button", { name: "Ändra språk: Engelska" })).toBeVisible();
  await page.getByRole("button", { name: "Ändra namn" }).click();
  await input(page, "Förnamn").fill("Ågnes");
  await input(page, "Efternamn").fill(`${last}-Ek`);
  await input(page, "Efternamn").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Ågnes ${last}-Ek` })).toBeVisible();
  await expect(page).toHaveTitle(`Ågnes ${last}-Ek – Kundkort`);
  await open(address);
  const card = page.getByRole("article");
  for (const text of [`Ågnes ${last}-Ek`, "Säljchef", "Agge", "leksand.example", "Rad ett", "rad två", "Engelska", /23\sapr 1985/]) {
    await expect(card).toContainText(text);
  }
});

test("nothing moves when a field is opened", async ({ page, signIn, open }) => {
  await signIn();
  await open(await newContact(page, { last_name: unique(), title: "Säljare", nickname: "Agge" }));
  const article = page.getByRole("article");
  await expect(page.getByRole("button", { name: /Ändra titel/ })).toBeVisible();
  const before = await article.boundingBox();
  await page.getByRole("button", { name: /Ändra titel/ }).click();
  await expect(input(page, "Titel")).toBeFocused();
  expect(await article.boundingBox()).toEqual(before);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Ändra namn" }).click();
  await expect(input(page, "Förnamn")).toBeFocused();
  expect(await article.boundingBox()).toEqual(before);
});

test("what is typed right after the press that opens a field is not lost", async ({ page, signIn, open }) => {
  await signIn();
  await open(await newContact(page, { last_name: unique(), title: "Säljare" }));
  await expect(page.getByRole("button", { name: /Ändra titel/ })).toBeVisible();
  // Before the next frame: a key can come in the very next task.
  const focused = await page.evaluate(async () => {
    document.getElementById("card-title")?.click();
    await new Promise((resolve) => setTimeout(resolve));
    return document.activeElement?.getAttribute("data-field");
  });
  expect(focused).toBe("title");
  await page.keyboard.type("Säljchef");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Ändra titel: Säljchef" })).toBeFocused();
});

test("Escape restores, and what is wrong is said at the field while what was typed stays", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique(), title: "Säljare", birth_date: "1985-04-23" });
  await open(address);
  const title = page.getByRole("button", { name: "Ändra titel: Säljare" });
  await title.press("F2");
  await page.keyboard.type("något annat");
  await page.keyboard.press("Escape");
  await expect(title).toBeFocused();
  await page.getByRole("button", { name: /Ändra födelsedag/ }).click();
  await input(page, "Födelsedag").fill("23/4 1985");
  await input(page, "Födelsedag").press("Tab");
  await expect(page.getByRole("article").getByText("Skriv datumet som ÅÅÅÅ-MM-DD").first()).toBeVisible();
  await expect(input(page, "Födelsedag")).toHaveValue("23/4 1985");
  await expect(input(page, "Födelsedag")).toHaveAttribute("aria-invalid", "true");
  await input(page, "Födelsedag").fill("1985-04-24");
  await expect(input(page, "Födelsedag")).not.toHaveAttribute("aria-invalid");
  await input(page, "Födelsedag").press("Enter");
  await expect(page.getByRole("button", { name: /Ändra födelsedag: 24\sapr 1985/ })).toBeFocused();
});

test("what was typed stays when the server does not answer, and can be sent again", async ({ page, signIn, open }) => {
  test.info().annotations.push({ type: "expected", description: "one lost answer" });
  await signIn();
  await open(await newContact(page, { last_name: unique(), title: "Säljare" }));
  await page.route("**/api/save_edit", (route) => route.abort("connectionreset"), { times: 1 });
  await page.getByRole("button", { name: /Ändra titel/ }).click();
  await page.keyboard.type("Säljchef");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Servern svarar inte." })).toBeVisible();
  await expect(input(page, "Titel")).toHaveValue("Säljchef");
  await input(page, "Titel").press("Enter");
  await expect(page.getByRole("button", { name: "Ändra titel: Säljchef" })).toBeFocused();
});

test("numbers and addresses are added, changed, put first and taken away one at a time, with the way back", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(address);
  const card = page.getByRole("article");
  await page.getByRole("button", { name: "Lägg till telefon" }).click();
  await input(page, "Telefon").fill("12");
  await input(page, "Telefon").press("Enter");
  await expect(card.getByText("Numret går inte att ringa.").first()).toBeVisible();
  await input(page, "Telefon").fill("0046 70-174 06 58");
  await input(page, "Telefon").press("Enter");
  await expect(card.getByRole("link", { name: "070-174 06 58" })).toHaveAttribute("href", "tel:+46701740658");
  await expect(page.getByRole("button", { name: "Lägg till telefon" })).toBeFocused();
  await page.keyboard.press("Enter");
  await input(page, "Telefon").fill("0247-640 00");
  await input(page, "Slag").selectOption("switchboard");
  await input(page, "Slag").press("Enter");
  await expect(card.getByRole("link", { name: "0247-640 00" })).toBeVisible();
  await page.getByRole("button", { name: "Ändra telefon 0247-640 00" }).click();
  await card.getByRole("button", { name: "Gör till första" }).click();
  await expect(card.getByRole("link", { name: /^0/ }).first()).toHaveText("0247-640 00");
  await page.getByRole("button", { name: "Ändra telefon 070-174 06 58" }).click();
  await card.getByRole("button", { name: "Ta bort" }).click();
  await expect(card.getByRole("link", { name: "070-174 06 58" })).toHaveCount(0);
  await said(page, "Borttaget: 070-174 06 58").locator("..").getByRole("button", { name: "Ångra" }).click();
  await expect(card.getByRole("link", { name: "070-174 06 58" })).toBeVisible();
  await page.getByRole("button", { name: "Lägg till e-post" }).click();
  await input(page, "E-post").fill("agnes@Leksand.Example");
  await input(page, "E-post").press("Enter");
  await expect(card.getByRole("link", { name: "agnes@leksand.example" })).toBeVisible();
  await page.getByRole("button", { name: "Lägg till adress" }).click();
  await input(page, "Gatuadress").fill("Tallstigen 9");
  await input(page, "Postnummer").fill("79331");
  await input(page, "Ort").fill("Leksand");
  await input(page, "Ort").press("Enter");
  await expect(card).toContainText("Tallstigen 9, 793 31 Leksand");
  await page.getByRole("button", { name: /Ändra adress/ }).click();
  await input(page, "Ort").fill("Mora");
  await input(page, "Ort").press("Enter");
  await expect(card).toContainText("Tallstigen 9, 793 31 Mora");
  await open(address);
  await expect(card.getByRole("link", { name: /^0/ }).first()).toHaveText("0247-640 00");
  for (const text of ["070-174 06 58", "Växel", "agnes@leksand.example", "Tallstigen 9, 793 31 Mora"]) {
    await expect(card).toContainText(text);
  }
});

test("owner, visibility and categories are set on the card, each by itself", async ({ page, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await open(address);
  const card = page.getByRole("article");
  await page.getByRole("switch", { name: /Privat \(dold för kollegor\)/ }).check();
  await expect(said(page, "Privat (dold för kollegor)")).toBeVisible();
  await page.getByRole("button", { name: "Välj kategorier" }).click();
  await page.getByRole("combobox", { name: "Kategorier" }).fill("serv");
  await page.keyboard.press("Enter");
  await expect(said(page, "Kategori tillagd: Serviceavtal")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Välj kategorier" })).toBeFocused();
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Gör synlig för kollegor" }).click();
  await expect(page.getByRole("switch", { name: /Privat/ })).not.toBeChecked();
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Byt ägare" }).click();
  await expect(input(page, "Ägare")).toBeFocused();
  await input(page, "Ägare").selectOption({ label: "Maryam Haddad" });
  await input(page, "Ägare").press("Enter");
  await expect(page.getByRole("button", { name: /Ändra ägare:.*Maryam Haddad/ })).toBeVisible();
  // No longer one's own: only its owner and administrators hide it.
  await expect(page.getByRole("switch", { name: /Privat/ })).toHaveCount(0);
  await open(address);
  await expect(card).toContainText("Serviceavtal");
  await expect(card).toContainText("Maryam Haddad");
});

test("two people who change different fields of one card never meet", async ({ page, signIn, open, browser, baseURL }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique(), title: "Säljare", nickname: "Agge" });
  await open(address);
  const other = await colleague(browser, baseURL, "administrator", address);
  await page.getByRole("button", { name: /Ändra titel/ }).click();
  await page.keyboard.type("Säljchef");
  await other.getByRole("button", { name: /Ändra tilltalsnamn/ }).click();
  await other.keyboard.type("Ängla");
  await other.keyboard.press("Enter");
  await expect(other.getByRole("button", { name: "Ändra tilltalsnamn: Ängla" })).toBeVisible();
  await expect(input(page, "Titel")).toHaveValue("Säljchef");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Ändra titel: Säljchef" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ändra tilltalsnamn: Ängla" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await other.context().close();
});

test("two people who change one field choose between mine, theirs and what stood there", async ({ page, signIn, open, browser, baseURL, accessible }) => {
  test.info().annotations.push({ type: "expected", description: "a conflict is 409" });
  await signIn();
  const address = await newContact(page, { last_name: unique(), title: "Säljare" });
  await open(address);
  const other = await colleague(browser, baseURL, "administrator", address);
  const change = async (value: string, was: string) => {
    await other.reload();
    await other.waitForSelector("html[data-hydrated]", { state: "attached" });
    await other.getByRole("button", { name: `Ändra titel: ${was}` }).click();
    await other.keyboard.type(value);
    await other.keyboard.press("Enter");
    await expect(other.getByRole("button", { name: `Ändra titel: ${value}` })).toBeVisible();
  };
  await page.getByRole("button", { name: /Ändra titel/ }).click();
  await change("Inköpare", "Säljare");
  await input(page, "Titel").fill("Säljchef");
  await input(page, "Titel").press("Enter");
  const dialog = page.getByRole("dialog", { name: "Någon annan har ändrat" });
  await expect(dialog).toContainText("Maryam Haddad");
  for (const value of ["Säljchef", "Inköpare", "Säljare"]) await expect(dialog.getByRole("table")).toContainText(value);
  await expect(dialog.getByRole("radio", { name: "Säljchef" })).toBeChecked();
  await expect(dialog.getByRole("radio", { name: "Säljchef" })).toBeFocused();
  await accessible();
  // Going on leaves everything as it was typed.
  await dialog.getByRole("button", { name: "Fortsätt redigera" }).click();
  await expect(input(page, "Titel")).toHaveValue("Säljchef");
  await input(page, "Titel").press("Enter");
  await dialog.getByRole("button", { name: "Spara sammanförd" }).click();
  await expect(page.getByRole("button", { name: "Ändra titel: Säljchef" })).toBeVisible();
  // Theirs can be chosen, too.
  await page.getByRole("button", { name: /Ändra titel/ }).click();
  await change("Ordförande", "Säljchef");
  await input(page, "Titel").fill("Kassör");
  await input(page, "Titel").press("Enter");
  await dialog.getByRole("radio", { name: "Ordförande" }).check();
  await dialog.getByRole("button", { name: "Spara sammanförd" }).click();
  await expect(page.getByRole("button", { name: "Ändra titel: Ordförande" })).toBeVisible();
  await other.context().close();
});

test("the form settles a conflict in the same way, and saves everything in one go", async ({ page, signIn, open, browser, baseURL }) => {
  test.info().annotations.push({ type: "expected", description: "a conflict is 409" });
  await signIn();
  const last = unique();
  const address = await newContact(page, {
    last_name: last, title: "Säljare", phones: [{ label: "mobile", value: "070-174 06 12" }, { label: "home", value: "0247-640 00" }],
  });
  await open(address);
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { level: 1, name: `Redigera ${last}` })).toBeVisible();
  const other = await colleague(browser, baseURL, "administrator", address);
  await other.getByRole("button", { name: /Ändra titel/ }).click();
  await other.keyboard.type("Inköpare");
  await other.keyboard.press("Enter");
  await expect(other.getByRole("button", { name: "Ändra titel: Inköpare" })).toBeVisible();
  const main = page.getByRole("main");
  await main.getByLabel("Titel", { exact: true }).fill("Säljchef");
  await main.getByLabel("Tilltalsnamn").fill("Agge");
  await main.getByLabel("Telefon", { exact: true }).first().fill("070-174 06 58");
  await main.getByLabel("Ta bort").nth(1).check();
  await main.getByLabel("Lägg till e-post", { exact: true }).fill("agnes@ek");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Rätta det här" })).toBeFocused();
  await main.getByLabel("Lägg till e-post", { exact: true }).fill("agnes@ek.example");
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Någon annan har ändrat" });
  await expect(dialog.getByRole("radio", { name: "Säljchef" })).toBeChecked();
  await dialog.getByRole("button", { name: "Spara sammanförd" }).click();
  const card = page.getByRole("article");
  await expect(card).toContainText("agnes@ek.example");
  for (const text of ["Säljchef", "Agge", "070-174 06 58"]) await expect(card).toContainText(text);
  await expect(card).not.toContainText("0247-640 00");
  await said(page, "Sparat").locator("..").getByRole("button", { name: "Ångra" }).click();
  await expect(card).toContainText("0247-640 00");
  await expect(card).toContainText("Inköpare");
  await other.context().close();
});

test("a form that is sent when the session has ended keeps everything", async ({ page, context, signIn, open }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique(), title: "Säljare" });
  await open(`${address}/edit`);
  await page.getByRole("main").getByLabel("Titel", { exact: true }).fill("Säljchef");
  await context.clearCookies({ name: "kundkort" });
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Du är inte inloggad längre.")).toBeVisible();
  await expect(page.getByRole("main").getByLabel("Titel", { exact: true })).toHaveValue("Säljchef");
});

test("a card goes to the trash from its menu and comes back with a press", async ({ page, signIn, open }) => {
  await signIn();
  const last = unique();
  const address = await newContact(page, { last_name: last });
  await open(`${address}?q=${last}`);
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).click();
  await expect(page).toHaveURL(new RegExp(`/contacts\\?q=${last}`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("0 träffar");
  await said(page, `${last} ligger i papperskorgen.`).locator("..").getByRole("button", { name: "Ångra" }).click();
  await expect(said(page, "Ångrat.")).toBeVisible();
  await open(address);
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toHaveCount(0);
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).click();
  await expect(page).toHaveURL(/\/contacts$/);
  await open(address);
  await expect(page.getByRole("button", { name: /Ändra/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Återställ" }).first().click();
  await expect(page.getByText("Kortet ligger i papperskorgen.")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Lägg till telefon" })).toBeVisible();
});

test("an administrator ends a card for good, and is told what goes", async ({ page, signIn, open }) => {
  test.info().annotations.push({ type: "expected", description: "the card is gone: 404" });
  await signIn("administrator");
  const last = unique();
  const address = await newContact(page, { last_name: last, phones: [{ value: "070-174 06 58" }] });
  await open(address);
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Flytta till papperskorgen" }).click();
  await expect(page).toHaveURL(/\/contacts$/);
  await open(address);
  await page.getByRole("button", { name: "Ta bort för gott" }).click();
  const dialog = page.getByRole("dialog", { name: "Ta bort för gott?" });
  await expect(dialog).toContainText("1 nummer och e-postadresser");
  await expect(dialog.getByRole("button", { name: "Avbryt" })).toBeFocused();
  await dialog.getByRole("button", { name: "Ta bort för gott" }).click();
  await expect(page).toHaveURL(/population=trash/);
  expect((await page.goto(address))?.status()).toBe(404);
});

test("who only reads sees plain values", async ({ page, signIn, open }) => {
  await signIn("reader");
  await open("/contacts?q=Karin+S%C3%B6derstr%C3%B6m");
  await page.getByRole("option", { name: /Karin Söderström/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
  await expect(page.getByRole("link", { name: "070-174 06 12" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Ändra|Lägg till|Fler uppgifter/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Redigera" })).toHaveCount(0);
});

test("the form and an open editor are accessible", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, {
    last_name: unique(), title: "Säljare", phones: [{ value: "070-174 06 58" }], addresses: [{ street: "Tallstigen 9" }],
  });
  await open(address);
  await page.getByRole("button", { name: "Ändra telefon 070-174 06 58" }).click();
  await expect(input(page, "Telefon")).toBeFocused();
  await accessible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Fler uppgifter" }).click();
  await accessible();
  await open(`${address}/edit`);
  await accessible();
});

test("categories have their colours, and the owner is chosen among those who have an account", async ({ page, browser, signIn, open }) => {
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  await (await accept(browser, invited)).context().close();
  await openUser(page, invited.name);
  await page.getByRole("button", { name: "Inaktivera", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "inaktivt" })).toBeVisible();
  const address = await newContact(page, { last_name: unique() });
  await open(address);
  const card = page.getByRole("article");
  await page.getByRole("button", { name: "Välj kategorier" }).click();
  const category = page.getByRole("combobox", { name: "Kategorier" });
  await category.fill("serv");
  await category.press("Enter");
  const badge = card.locator(".badge").filter({ hasText: /serv/i });
  await expect(badge).toHaveClass(/gran|hjortron|lingon|mossa|is|ljung/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Ändra ägare/ }).click();
  const owner = card.getByLabel("Ägare", { exact: true });
  await expect(owner.getByRole("option", { name: "Johan Ek" })).toHaveCount(1);
  await expect(owner.getByRole("option", { name: invited.name })).toHaveCount(0);
});
