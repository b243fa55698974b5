import { readByIcalJs, readByNodeIcal } from "../fixtures/calendar.js";
import { newContact, unique } from "../fixtures/card.js";
import { signInEnglish } from "../fixtures/invite.js";
import { book } from "../fixtures/meeting.js";
import { expect, test } from "../fixtures/test.js";

/** What would end a line, a property or the whole calendar, were it written as it is. */
const lines = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT";
const hostile = ["x\u2028END:VCALENDAR", "C:\\Temp; a, b: \"c\"", "<script>alert(1)</script>", "🧊åäö𐍈".repeat(20)];
const until = new Date("2028-01-01");

test("two calendars of others read the feed alike: hostile names, whole days, other zones, repeats over the change of clocks", async ({ page, signIn, open, request }) => {
  await signInEnglish(page, signIn);
  const name = unique();
  const mail = `${name.toLowerCase()}@ek.example`;
  const address = await newContact(page, { last_name: `"${name}": ^; \\`, emails: [{ value: mail }] });
  for (const subject of hostile) await book(page, address, { subject, description: lines, place: subject, starts_on: "2027-05-04", starts_time: "09:00" });
  await book(page, address, { subject: "In Tokyo", starts_on: "2027-05-05", starts_time: "09:00", time_zone: "Asia/Tokyo" });
  await book(page, address, { subject: "All day", starts_on: "2027-05-06", ends_on: "2027-05-07", all_day: "true" });
  // Tuesdays at one: summer time ends on the 31st. One is skipped, one is moved.
  const weekly = { subject: "Weekly", starts_on: "2027-10-19", starts_time: "13:00", ends_time: "14:00" };
  const id = await book(page, address, { ...weekly, repeat: "week", every: "1", weekday: "TU", repeat_times: "5" });
  await book(page, address, { act: "skip", id, on: "2027-10-26" });
  await book(page, address, { ...weekly, id, on: "2027-11-09", subject: "Moved", starts_on: "2027-11-10", ends_on: "2027-11-10" });
  await open("/settings/calendar");
  await page.getByRole("button", { name: "Make an address" }).click();
  const link = new URL(await page.getByRole("textbox", { name: "Your calendar address" }).inputValue());
  const text = await (await request.get(link.pathname, { headers: { cookie: "" } })).text();

  const read = readByIcalJs(text, until);
  expect(readByNodeIcal(text, until)).toEqual(read);
  const of = (summary: string) => read.filter((time) => time.summary === summary).map((time) => time.starts);
  // A separator of lines is written as the end of one.
  for (const subject of hostile.map((subject) => subject.replace("\u2028", "\n"))) {
    const [time] = read.filter((time) => time.summary === subject);
    expect(time?.place).toBe(subject);
    expect(time?.description).toContain(lines.replaceAll("\r", ""));
  }
  const [days] = read.filter((time) => time.summary === "All day");
  expect([days?.starts, days?.ends].map((day) => new Date(day ?? 0).toLocaleDateString("sv-SE"))).toEqual(["2027-05-06", "2027-05-08"]);
  expect(of("In Tokyo")).toEqual(["2027-05-05T00:00:00.000Z"]);
  expect(of("Weekly")).toEqual(["2027-10-19T11:00:00.000Z", "2027-11-02T12:00:00.000Z", "2027-11-16T12:00:00.000Z"]);
  expect(of("Moved")).toEqual(["2027-11-10T12:00:00.000Z"]);
  expect(read).toHaveLength(hostile.length + 6);
  for (const name of hostile.slice(1)) expect(of(name)).toEqual(["2027-05-04T07:00:00.000Z"]);

  // The invitation has the same times, and whoever is invited, whatever they are called.
  const invitation = await (await page.request.get(`/meetings/${id}/invitation.ics`)).text();
  const invited = readByIcalJs(invitation, until);
  expect(readByNodeIcal(invitation, until)).toEqual(invited);
  expect(invited.filter((time) => time.summary === "Weekly").map((time) => time.starts)).toEqual(of("Weekly"));
  for (const time of invited) expect(time.guests).toContain(mail);
});
