import { expect, test } from "../fixtures/test.js";

test.beforeEach(async ({ signIn }) => {
  await signIn();
});

test("answers while typing, marks what matched, and counts", async ({ page }) => {
  await page.getByRole("searchbox", { name: "Sök kontakt" }).pressSequentially("söder", { delay: 30 });
  await expect(page).toHaveURL(/q=s%C3%B6der/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("träffar för ”söder”");
  const hits = page.getByRole("option");
  await expect(hits.first().locator("mark").first()).toHaveText(/söder/i);
  await expect(page.getByRole("option", { name: /Karin Söderström/ })).toBeVisible();
});

test("a superseded answer never overwrites a newer one", async ({ page }) => {
  // The first question is answered only when the person has gone on to the second.
  let release = () => {};
  const goneOn = new Promise<void>((resolve) => (release = resolve));
  let late: Promise<unknown> = Promise.resolve();
  await page.route("**/api/search_contacts", async (route) => {
    if (!route.request().postData()?.includes('"kar"')) return route.continue();
    late = goneOn.then(() => route.fetch()).then((response) => route.fulfill({ response }).catch(() => undefined));
    await late;
  });
  const field = page.getByRole("searchbox");
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/search_contacts"));
  await field.fill("kar");
  await asked;
  await field.fill("norrsken");
  await expect(page).toHaveURL(/q=norrsken$/);
  release();
  await late;
  await expect(page.getByRole("heading", { level: 1 })).toContainText("”norrsken”");
  await expect(field).toHaveValue("norrsken");
});

test("letters typed while an answer is on its way stay", async ({ page }) => {
  await page.route("**/api/search_contacts", async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  const field = page.getByRole("searchbox");
  await field.pressSequentially("karin söderström", { delay: 60 });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("”karin söderström”");
  await expect(field).toHaveValue("karin söderström");
});

test("Enter searches at once and back leads out of the window", async ({ page, open }) => {
  await open("/settings");
  await page.getByRole("link", { name: "Kontakter", exact: true }).first().click();
  await page.getByRole("searchbox").fill("lind");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("”lind”");
  await page.goBack();
  await expect(page).toHaveURL(/\/settings$/);
});

test("a name is found however it is spelt, the exact spelling first", async ({ page, open }) => {
  await open("/contacts?q=soderstrom");
  await expect(page.getByRole("option", { name: /Karin Söderström/ })).toBeVisible();
  await open("/contacts?q=s%C3%B6derstr%C3%B6m+karin");
  await expect(page.getByRole("option", { name: /Karin Söderström/ }).first()).toBeVisible();
});

test("a phone number is found however it is typed", async ({ page, open }) => {
  for (const typed of ["070-174 06 12", "0701740612", "+46 70 174 06 12", "0046701740612"]) {
    await open(`/contacts?q=${encodeURIComponent(typed)}&field=phone`);
    await expect(page.getByRole("option", { name: /Karin Söderström/ }), typed).toBeVisible();
  }
});

test("the keyboard alone: to the list, through it, into a card and back", async ({ page }) => {
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("söder");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("”söder”");
  await page.keyboard.press("ArrowDown");
  const options = page.getByRole("option");
  await expect(options.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toBeFocused();
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  const name = (await options.nth(1).locator("b").textContent()) ?? "";
  await expect(page.getByRole("region", { name: "Förhandsvisning" }).getByRole("heading", { level: 2, name })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
  await page.getByRole("link", { name: /Träfflistan/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("”söder”");
  await expect(page.getByRole("searchbox")).toHaveValue("söder");
});

test("urval, söktyp and kategori narrow the search and stand in the address", async ({ page }) => {
  await page.getByRole("button", { name: /^Urval/ }).click();
  await page.getByRole("radiogroup", { name: "Urval" }).getByRole("radio", { name: "Privatkunder" }).check();
  await expect(page).toHaveURL(/population=customers/);
  await expect(page.getByRole("option").first()).toContainText("Privatkund");
  await page.getByRole("button", { name: /^Söktyp/ }).click();
  await page.getByRole("radiogroup", { name: "Söktyp" }).getByRole("radio", { name: "E-post" }).check();
  await expect(page).toHaveURL(/field=email/);
  await page.getByRole("button", { name: /^Kategori/ }).click();
  await page.getByRole("group", { name: "Kategori" }).getByRole("checkbox", { name: "Serviceavtal" }).check();
  await expect(page).toHaveURL(/category=/);
  await page.reload();
  await expect(page.getByRole("button", { name: /Urval Privatkunder/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Rensa filter" }).first().click();
  await expect(page).toHaveURL(/\/contacts$/);
});

test("more hits come after the first page, none twice", async ({ page, open }) => {
  await open("/contacts?q=an");
  const options = page.locator('[role="option"][id^="hit-"]');
  await expect(options).toHaveCount(60);
  await page.getByText("Visa fler").click();
  await expect.poll(() => options.count()).toBeGreaterThan(60);
  const ids = await options.evaluateAll((rows) => rows.map((row) => row.id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("companies are searched and opened the same way", async ({ page }) => {
  await page.getByRole("navigation", { name: "Sök bland" }).getByRole("link", { name: "Företag" }).click();
  await page.getByRole("searchbox", { name: "Sök företag" }).fill("norrsken");
  await page.getByRole("option", { name: /Norrsken Fastigheter AB/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Norrsken Fastigheter AB" })).toBeVisible();
  await page.getByRole("link", { name: "Karin Söderström" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Karin Söderström" })).toBeVisible();
});

test("nothing found says so and gives a way on", async ({ page, open }) => {
  await open("/contacts?q=xqzxqz");
  await expect(page.getByRole("heading", { name: "Ingen kontakt stämmer med ”xqzxqz”" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("0 träffar");
});

test("hostile text in the address is only text", async ({ page, open }) => {
  const hostile = '"><img src=x onerror=alert(1)>%41%';
  await open(`/contacts?q=${encodeURIComponent(hostile)}`);
  await expect(page.getByRole("searchbox")).toHaveValue(hostile);
  await expect(page.locator("img")).toHaveCount(0);
});

test("a search that fails says so, keeps the text, and works again", async ({ page }) => {
  await page.route("**/api/search_contacts", (route) => route.fulfill({ status: 503, body: '"Busy"' }), { times: 1 });
  test.info().annotations.push({ type: "expected", description: "one 503" });
  await page.getByRole("searchbox").fill("karin");
  await expect(page.getByRole("heading", { name: "Sökningen gick inte att göra" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("karin");
  await page.getByRole("button", { name: "Försök igen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("”karin”");
});
