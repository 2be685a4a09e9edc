import { describe, expect, test } from "vitest";
import { BusinessCalendar } from "../../src/calendar/index.ts";
import { isRefusal, parse } from "../../src/kernel/index.ts";

const office = {
  key: "office",
  label: "Office",
  timeZone: "Europe/Berlin",
  intervals: [{ day: "MON", from: "09:00", to: "17:00" }],
};

function refused(input: object): readonly (readonly (string | number)[])[] {
  try {
    parse(BusinessCalendar, { ...office, ...input });
  } catch (e) {
    if (isRefusal(e) && e.code === "VALIDATION") return e.issues.map(({ path }) => path);
    throw e;
  }
  return [];
}

const dates = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    date: new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10),
    intervals: [],
  }));

describe("a calendar is refused, and told where", () => {
  test.each<[string, object, (string | number)[]]>([
    ["an unknown zone", { timeZone: "Europe/Atlantis" }, ["timeZone"]],
    ["an offset for a zone", { timeZone: "+02:00" }, ["timeZone"]],
    ["a key with a space", { key: "my office" }, ["key"]],
    [
      "hours that end before they begin",
      { intervals: [{ day: "MON", from: "17:00", to: "09:00" }] },
      ["intervals", 0, "to"],
    ],
    ["hours of no length", { intervals: [{ day: "MON", from: "09:00", to: "09:00" }] }, ["intervals", 0, "to"]],
    [
      "hours that overlap",
      { intervals: [...office.intervals, { day: "MON", from: "16:59", to: "18:00" }] },
      ["intervals", 1],
    ],
    [
      "a time that no clock shows",
      { intervals: [{ day: "MON", from: "09:60", to: "17:00" }] },
      ["intervals", 0, "from"],
    ],
    ["a day that is not there", { overrides: [{ date: "2027-02-29", intervals: [] }] }, ["overrides", 0, "date"]],
    [
      "a date that is there twice",
      { overrides: [...dates(2), { date: "2027-01-01", intervals: [] }] },
      ["overrides", 2, "date"],
    ],
    [
      "overlapping hours of a date",
      {
        overrides: [
          {
            date: "2027-01-01",
            intervals: [
              { from: "09:00", to: "12:00" },
              { from: "11:00", to: "13:00" },
            ],
          },
        ],
      },
      ["overrides", 0, "intervals", 1],
    ],
    [
      "reversed hours of a date",
      { overrides: [{ date: "2027-01-01", intervals: [{ from: "12:00", to: "09:00" }] }] },
      ["overrides", 0, "intervals", 0, "to"],
    ],
    ["more dates than 400", { overrides: dates(401) }, ["overrides"]],
    ["a holiday of no day", { holidays: [{ on: "02-30" }] }, ["holidays", 0, "on"]],
    ["a holiday that is there twice", { holidays: [{ on: "12-25" }, { on: "12-25" }] }, ["holidays", 1, "on"]],
  ])("%s", (_, input, path) => {
    expect(refused(input)).toEqual([path]);
  });

  test("and taken with split shifts that touch, up to midnight, in any order", () => {
    const intervals = [
      { day: "TUE", from: "00:00", to: "24:00" },
      { day: "MON", from: "12:00", to: "24:00" },
      { day: "MON", from: "09:00", to: "12:00" },
    ];
    const overrides = [
      {
        date: "2028-02-29",
        intervals: [
          { from: "13:00", to: "14:00" },
          { from: "09:00", to: "10:00" },
        ],
      },
    ];
    const calendar = BusinessCalendar.parse({ ...office, intervals, overrides, holidays: [{ on: "02-29" }] });
    expect(calendar.intervals.map(({ day, from }) => `${day} ${from}`)).toEqual([
      "MON 09:00",
      "MON 12:00",
      "TUE 00:00",
    ]);
    expect(calendar.overrides[0]?.intervals[0]?.from).toBe("09:00");
  });
});
