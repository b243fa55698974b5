import { newContact, unique } from "../../fixtures/card.js";
import { inDays, newTask, row } from "../../fixtures/task.js";
import { expect, test } from "../../fixtures/test.js";

test("on a phone: tasks are small cards, done with one press, and one's own are in the menu", async ({ page, signIn, open, accessible }) => {
  await signIn();
  const address = await newContact(page, { last_name: unique() });
  await newTask(page, address, { subject: "Skicka offert på frånluftsfilter", due_on: inDays(-3), priority: "high" });
  await newTask(page, address, { subject: "Ring om tillträde", due_on: inDays(0), status: "started" });
  await open(`${address}?tab=tasks`);
  await expect(row(page, "Ring om tillträde")).toContainText("i dag");
  await accessible();
  await page.setViewportSize({ width: 320, height: 700 });
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide).toBeLessThanOrEqual(room);
  await page.getByRole("button", { name: "Markera Ring om tillträde som klar" }).tap();
  await expect(row(page, "Ring om tillträde")).toHaveCount(0);
  await page.getByRole("button", { name: "Mer" }).tap();
  await page.getByRole("menuitem", { name: "Mina uppgifter" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Mina uppgifter" })).toBeVisible();
  await expect(row(page, "Skicka offert på frånluftsfilter").first()).toBeVisible();
  await accessible();
});
