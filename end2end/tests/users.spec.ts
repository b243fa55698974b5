import { accept, invite, openUser, password } from "../fixtures/invite.js";
import { personalNumber } from "../fixtures/number.js";
import { expect, field, skipLinking, test } from "../fixtures/test.js";

test("whoever is invited comes in, works, and is out with a click when the account is closed", async ({ page, browser, signIn, accessible }) => {
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  await page.waitForSelector("html[data-hydrated]", { state: "attached" });
  await accessible();
  await page.getByRole("button", { name: "Kopiera" }).click();
  await expect(page.getByRole("button", { name: "Kopierad" })).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(invited.name) })).toContainText("Inbjuden");

  const theirs = await accept(browser, invited);
  const contact = `Arv${Date.now().toString(36)}`;
  await theirs.goto("/contacts/new");
  await theirs.waitForSelector("html[data-hydrated]", { state: "attached" });
  await theirs.getByRole("dialog").getByRole("textbox", { name: "Efternamn", exact: true }).fill(contact);
  await theirs.getByRole("button", { name: /^Spara(?! som)/ }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: contact })).toBeVisible();

  await openUser(page, invited.name);
  await accessible();
  await expect(page.getByText("1 kontakter och 0 företag").first()).toBeVisible();
  await page.getByRole("button", { name: "Inaktivera", exact: true }).click();
  await expect(page.getByText("Fyll i det här fältet.")).toBeVisible();
  await page.getByLabel(/Vem tar över/).selectOption({ label: "Johan Ek" });
  await page.getByRole("button", { name: "Inaktivera", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "har ny ägare" })).toBeVisible();

  await page.getByRole("button", { name: "Ångra överlämningen" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Överlämningen är ångrad" })).toBeVisible();
  await expect(page.getByText("1 kontakter och 0 företag").first()).toBeVisible();

  // Whatever they press next leads out.
  await theirs.goto("/contacts");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.getByLabel("E-postadress").fill(invited.email);
  await theirs.getByLabel("Lösenord").fill(password);
  await theirs.getByRole("button", { name: "Logga in", exact: true }).click();
  await expect(theirs.getByRole("alert")).toContainText("stämmer inte");

  await page.getByRole("button", { name: "Aktivera igen" }).click();
  await expect(page.getByRole("status").filter({ hasText: "aktivt igen" })).toBeVisible();
  await theirs.getByLabel("Lösenord").fill(password);
  await theirs.getByRole("button", { name: "Logga in", exact: true }).click();
  await expect(theirs).toHaveURL(/\/contacts$/);
  await theirs.context().close();
});

test("a link works once, and the one before not at all", async ({ page, browser, signIn }) => {
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  await openUser(page, invited.name);
  await page.getByRole("button", { name: "Skapa ny länk" }).click();
  const again = await page.getByLabel("Länk", { exact: true }).inputValue();
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(invited.link);
  await expect(stranger.getByRole("heading", { level: 1, name: "Länken fungerar inte" })).toBeVisible();
  await context.close();
  const theirs = await accept(browser, { ...invited, link: again });
  await theirs.goto(again);
  await expect(theirs.getByRole("heading", { level: 1, name: "Länken fungerar inte" })).toBeVisible();
  await theirs.context().close();
});

test("another role counts at once, and one's own cannot be changed", async ({ page, browser, signIn }) => {
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  const theirs = await accept(browser, invited);
  await openUser(page, invited.name);
  await page.getByRole("radio", { name: /Läser bara/ }).check();
  await page.getByRole("button", { name: "Spara behörighet" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Behörigheten är ändrad" })).toBeVisible();
  await theirs.goto("/settings/account");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.context().close();
  await openUser(page, "Maryam Haddad");
  await expect(page.getByText("Det här är ditt eget konto.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Inaktivera", exact: true })).toHaveCount(0);
});

test("one changes one's password, and sees and ends one's sessions", async ({ page, browser, signIn, accessible }) => {
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  const first = await accept(browser, invited);
  const context = await browser.newContext();
  const second = await context.newPage();
  await second.goto("/sign-in");
  await second.getByLabel("E-postadress").fill(invited.email);
  await second.getByLabel("Lösenord").fill(password);
  await second.getByRole("button", { name: "Logga in", exact: true }).click();
  await expect(second).toHaveURL(/\/contacts$/);

  await first.goto("/settings/security");
  const sessions = first.getByRole("region", { name: "Här är du inloggad" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.first()).toContainText(/Chrome på .*Den här/s);
  await sessions.last().getByRole("button", { name: /^Logga ut/ }).click();
  await expect(sessions).toHaveCount(1);
  await second.goto("/contacts");
  await expect(second).toHaveURL(/\/sign-in/);
  await context.close();

  await first.getByLabel("Nuvarande lösenord").fill(password);
  await first.getByLabel("Nytt lösenord", { exact: true }).fill("kort");
  await first.getByLabel("Nytt lösenord en gång till").fill("kort");
  await first.getByRole("button", { name: "Byt lösenord" }).click();
  await expect(first.getByText(/minst 12 tecken/)).toBeVisible();
  await first.getByLabel("Nuvarande lösenord").fill(password);
  await first.getByLabel("Nytt lösenord", { exact: true }).fill("korv med mos");
  await first.getByLabel("Nytt lösenord en gång till").fill("korv med mos");
  await first.getByRole("button", { name: "Byt lösenord" }).click();
  await expect(first.getByRole("status").filter({ hasText: "Lösenordet är bytt" })).toBeVisible();
  await first.getByRole("button", { name: "Logga ut överallt" }).click();
  await expect(first).toHaveURL(/\/sign-in/);
  await first.context().close();
  await page.goto("/settings/security");
  await accessible();
});

test("the right to see personal numbers is given and taken by an administrator", async ({ page, browser, signIn, accessible }) => {
  const number = personalNumber();
  const name = `Nummer${Date.now().toString(36)}`;
  await signIn("administrator", "/settings/users");
  const invited = await invite(page);
  const theirs = await accept(browser, invited);
  await theirs.goto("/contacts/new");
  await theirs.waitForSelector("html[data-hydrated]", { state: "attached" });
  await field(theirs, "Efternamn").fill(name);
  await field(theirs, "Gatuadress").fill("Tallstigen 9");
  await field(theirs, "Postnummer").fill("793 31");
  await field(theirs, "Ort").fill("Leksand");
  await theirs.getByLabel(/^Personnummer/).fill(number);
  await theirs.getByRole("button", { name: "Spara som privatkund" }).click();
  await skipLinking(theirs);
  const show = theirs.getByRole("button", { name: "Visa personnummer" });
  await expect(theirs.getByRole("article")).toContainText("••••");
  await expect(show).toHaveCount(0);

  await openUser(page, invited.name);
  await page.getByRole("button", { name: "Ge rätt att se personnummer" }).click();
  await expect(page.getByRole("status").filter({ hasText: "får se kunders hela personnummer" })).toBeVisible();
  await accessible();
  await theirs.reload();
  await theirs.waitForSelector("html[data-hydrated]", { state: "attached" });
  await show.click();
  await expect(theirs.getByRole("article")).toContainText(number);

  await page.getByRole("button", { name: "Ta bort rätten att se personnummer" }).click();
  await expect(page.getByRole("status").filter({ hasText: "ser inte längre" })).toBeVisible();
  await theirs.reload();
  await theirs.waitForSelector("html[data-hydrated]", { state: "attached" });
  await expect(theirs.getByRole("article")).not.toContainText(number);
  await expect(show).toHaveCount(0);
  await theirs.context().close();
});
