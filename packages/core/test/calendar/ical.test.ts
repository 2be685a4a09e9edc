import { describe, expect, test } from "vitest";
import { BusinessCalendar, holidaysFromICalendar } from "../../src/calendar/index.ts";
import { codeOf } from "../support/desk.ts";

const file = (...events: readonly (readonly string[])[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    ...events.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const closed = (date: string, label?: string) => ({ date, intervals: [], label });

describe("holidays of an iCalendar file", () => {
  test.each<[string, string[], object]>([
    ["one day", ["DTSTART;VALUE=DATE:20261224", "SUMMARY:Half day"], { overrides: [closed("2026-12-24", "Half day")] }],
    [
      "several, the end not among them",
      ["DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270102"],
      { overrides: [closed("2026-12-30"), closed("2026-12-31"), closed("2027-01-01")] },
    ],
    [
      "by their length",
      ["DTSTART;VALUE=DATE:20270228", "DURATION:P2D"],
      { overrides: [closed("2027-02-28"), closed("2027-03-01")] },
    ],
    [
      "of every year",
      ["DTSTART;VALUE=DATE:20201225", "DTEND;VALUE=DATE:20201227", "RRULE:FREQ=YEARLY", "SUMMARY:Christmas"],
      {
        holidays: [
          { on: "12-25", label: "Christmas" },
          { on: "12-26", label: "Christmas" },
        ],
      },
    ],
    ["of leap years", ["DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY;INTERVAL=1"], { holidays: [{ on: "02-29" }] }],
    [
      "with a folded and escaped label",
      ["DTSTART;VALUE=DATE:20261003", "SUMMARY;LANGUAGE=en:Unity\\, and", "  more\\; a \\\\ too\\nhere"],
      { overrides: [closed("2026-10-03", "Unity, and more; a \\ too here")] },
    ],
    [
      "with an alarm inside, which is not its own",
      ["DTSTART;VALUE=DATE:20261003", "BEGIN:VALARM", "SUMMARY:Wake up", "END:VALARM", "SUMMARY:Unity"],
      { overrides: [closed("2026-10-03", "Unity")] },
    ],
    [
      "with a colon in a quoted parameter",
      ['DTSTART;X-A="b:c";VALUE=DATE:20261003'],
      { overrides: [closed("2026-10-03")] },
    ],
    ["that is cancelled", ["DTSTART;VALUE=DATE:20261003", "STATUS:CANCELLED"], {}],
  ])("%s", (_, lines, expected) => {
    expect(holidaysFromICalendar(file(lines))).toEqual({ overrides: [], holidays: [], problems: [], ...expected });
  });

  test.each<[string, string[]]>([
    ["a time of day", ["DTSTART:20261003T090000Z", "DTEND:20261003T100000Z"]],
    ["no day at all", ["SUMMARY:Some day"]],
    ["a day that is not there", ["DTSTART;VALUE=DATE:20270229"]],
    ["an end before its begin", ["DTSTART;VALUE=DATE:20261003", "DTEND;VALUE=DATE:20261003"]],
    ["a year and more of length", ["DTSTART;VALUE=DATE:20261003", "DTEND;VALUE=DATE:20271003"]],
    ["the last Monday of every May", ["DTSTART;VALUE=DATE:20260525", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO"]],
    ["every week", ["DTSTART;VALUE=DATE:20260525", "RRULE:FREQ=WEEKLY"]],
    ["a last time", ["DTSTART;VALUE=DATE:20260525", "RRULE:FREQ=YEARLY;COUNT=3"]],
    ["dates left out", ["DTSTART;VALUE=DATE:20260525", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20270525"]],
  ])("%s is a problem that names its line, and no holiday", (_, lines) => {
    const { overrides, holidays, problems } = holidaysFromICalendar(file(["DTSTART;VALUE=DATE:20260101"], lines));
    expect([overrides.length, holidays.length]).toEqual([1, 0]);
    expect(problems).toEqual([
      { line: 6, label: lines.includes("SUMMARY:Some day") ? "Some day" : undefined, message: expect.any(String) },
    ]);
  });

  test("fit a calendar as they come, however many the file has", () => {
    const events = Array.from({ length: 900 }, (_, i) => {
      const day = new Date(Date.UTC(2026, 0, 1 + (i % 450))).toISOString().slice(0, 10).replaceAll("-", "");
      return [`DTSTART;VALUE=DATE:${day}`, `SUMMARY:${"long ".repeat(60)}`, ...(i < 450 ? [] : ["RRULE:FREQ=YEARLY"])];
    });
    const { overrides, holidays, problems } = holidaysFromICalendar(file(...events));
    expect([overrides.length, holidays.length, problems.length]).toEqual([400, 100, 100]);
    const office = { key: "office", label: "Office", timeZone: "Europe/Berlin", intervals: [] };
    expect(BusinessCalendar.safeParse({ ...office, overrides, holidays }).success).toBe(true);
  });

  test("are refused as a whole when they are none, or too long", async () => {
    expect(await codeOf(Promise.resolve().then(() => holidaysFromICalendar("<html>")))).toBe("VALIDATION");
    expect(await codeOf(Promise.resolve().then(() => holidaysFromICalendar(file(["X".repeat(1_000_001)]))))).toBe(
      "VALIDATION",
    );
  });
});
