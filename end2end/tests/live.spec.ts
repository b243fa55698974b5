import { expect, test } from "../fixtures/test.js";
import type { Browser, Page } from "@playwright/test";

const unique = () => `Livesson${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

/** Another person at another computer. */
async function colleague(browser: Browser, baseURL: string | undefined, user: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "sv-SE", viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: user }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  return page;
}

/** From here on the page hears of everything. */
async function listening(page: Page): Promise<void> {
  await page.waitForSelector("html[data-hydrated][data-live]", { state: "attached" });
}

/** Saves a contact past the interface, whose language is the colleague's own business. */
async function create(page: Page, name: string, title: string): Promise<string> {
  const answer = await page.evaluate(
    async ([last_name, title]) => {
      const response = await fetch("/api/create_contact", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ draft: { last_name, title }, key: crypto.randomUUID(), as_customer: false }),
      });
      return await response.text();
    },
    [name, title],
  );
  return JSON.parse(answer).id;
}

/** Saves one field as the page itself would, past its interface. */
async function save(page: Page, id: string, name: string, was: string, value: string): Promise<void> {
  const answer = await page.evaluate(
    async ([id, field, was, value]) => {
      const edit = { target: { contact: id }, changes: [{ field, was, value }] };
      const response = await fetch("/api/save_edit", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ edit }),
      });
      return `${response.status} ${await response.text()}`;
    },
    [id, name, was, value],
  );
  expect(answer).toMatch(/^200/);
}

test("a hit list follows what a colleague saves: in place, without losing focus or scroll", async ({ page, signIn, open, browser, baseURL }) => {
  const name = unique();
  const other = await colleague(browser, baseURL, "Maryam Haddad");
  const ids = [];
  for (const n of ["A", "B", "C"]) ids.push(await create(other, `${name}${n}`, "Före"));
  await signIn();
  await open(`/contacts?q=${name}`);
  await listening(page);
  const rows = page.locator('[role="option"][id^="hit-"]');
  await expect(rows).toHaveCount(3);
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(`#hit-${ids[1]}`)).toBeFocused();
  // The element of a row that does not change stays the same one.
  await page.locator(`#hit-${ids[2]}`).evaluate((row) => row.setAttribute("data-same", ""));
  const began = Date.now();
  await save(other, ids[1], "title", "Före", "Efter");
  await expect(page.locator(`#hit-${ids[1]}`)).toContainText("Efter");
  test.info().annotations.push({ type: "seen after", description: `${Date.now() - began} ms` });
  await expect(page.locator(`#hit-${ids[1]}`)).toBeFocused();
  await expect(page.locator(`#hit-${ids[2]}`)).toHaveAttribute("data-same", "");
  await expect(page.locator(".detail-pane")).toContainText("Efter");
  // Out of the search: the list closes up, and says how many are left.
  await save(other, ids[0], "last_name", `${name}A`, "Nåtthelt-annat");
  await expect(rows).toHaveCount(2);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("2 träffar");
  await expect(page.locator(`#hit-${ids[1]}`)).toBeFocused();
  await expect(page.locator(`#hit-${ids[1]}`)).toHaveAttribute("aria-posinset", "1");
  await other.context().close();
});

test("an open card follows, and closes when it is hidden", async ({ page, signIn, open, browser, baseURL }) => {
  const name = unique();
  const other = await colleague(browser, baseURL, "Maryam Haddad");
  const id = await create(other, name, "Före");
  await signIn();
  await open(`/contacts/${id}`);
  await listening(page);
  await save(other, id, "title", "Före", "Efter");
  await expect(page.getByRole("article")).toContainText("Efter");
  await save(other, id, "private", "false", "true");
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText(name);
  await expect(page.getByText("Efter")).toHaveCount(0);
  await other.context().close();
});

test("what is typed in the search field meanwhile is not disturbed", async ({ page, signIn, open, browser, baseURL }) => {
  const name = unique();
  const other = await colleague(browser, baseURL, "Maryam Haddad");
  const id = await create(other, name, "Före");
  await signIn();
  await open(`/contacts?q=${name}`);
  await listening(page);
  const search = page.getByRole("searchbox");
  await search.focus();
  await search.press("End");
  const typing = search.pressSequentially("zzz", { delay: 150 });
  await save(other, id, "title", "Före", "Efter");
  await typing;
  await expect(search).toHaveValue(`${name}zzz`);
  await expect(search).toBeFocused();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("0 träffar");
  await other.context().close();
});

test("the stream ends when one signs out elsewhere, and the page goes on", async ({ page, signIn, open, context }) => {
  await signIn();
  await open("/contacts");
  await listening(page);
  test.info().annotations.push({ type: "expected", description: "401 after signing out" });
  const ended = page.waitForEvent("requestfinished", { predicate: (request) => request.url().includes("/events"), timeout: 15_000 });
  const second = await context.newPage();
  await second.goto("/settings");
  await second.waitForSelector("html[data-hydrated]", { state: "attached" });
  await second.evaluate(() => fetch("/sign-out", { method: "POST", redirect: "manual" }));
  await ended;
  await expect(page.getByRole("heading", { level: 1 })).toContainText("träffar");
});
