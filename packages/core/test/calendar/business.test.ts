import { describe, expect, test } from "vitest";
import type * as z from "zod";
import {
  addBusiness,
  BusinessCalendar,
  businessBetween,
  businessProof,
  DAYS,
  MAX_SPANS,
  neverOpens,
  nextOpening,
} from "../../src/calendar/index.ts";
import { DAY, iso, MINUTE } from "../../src/kernel/index.ts";
import { codeOf } from "../support/desk.ts";

const at = (time: string): number => Date.parse(time);

type Input = Partial<z.input<typeof BusinessCalendar>>;

const calendar = (timeZone: string, from: string, to: string, rest: Input = {}): BusinessCalendar =>
  BusinessCalendar.parse({
    key: "office",
    label: "Office",
    timeZone,
    intervals: DAYS.slice(0, 5).map((day) => ({ day, from, to })),
    ...rest,
  });
const daily = (from: string, to: string) => ({ intervals: DAYS.map((day) => ({ day, from, to })) });

const newYork = calendar("America/New_York", "09:00", "17:00");
const berlin = calendar("Europe/Berlin", "09:00", "18:00", {
  holidays: [{ on: "12-25", label: "Christmas Day" }, { on: "12-26" }, { on: "01-01" }],
});
const nights = calendar("Europe/Berlin", "00:00", "24:00", daily("01:00", "02:30"));

describe("a deadline in business minutes", () => {
  test.each([
    ["over a weekend", newYork, "2026-11-06T21:55Z", 1440, "2026-11-11T21:55Z"],
    ["of two days", newYork, "2026-11-09T14:00Z", 960, "2026-11-10T22:00Z"],
    ["that ends at closing is due at closing", newYork, "2026-11-09T14:00Z", 480, "2026-11-09T22:00Z"],
    ["from closing on counts from the next opening", newYork, "2026-11-09T22:00Z", 1, "2026-11-10T14:01Z"],
    ["steps over yearly holidays and the weekend", berlin, "2026-12-24T16:30Z", 120, "2026-12-28T09:30Z"],
    ["of no minutes is due at once, also outside hours", newYork, "2026-11-07T12:00Z", 0, "2026-11-07T12:00Z"],
    ["of half a minute has 30 seconds", newYork, "2026-11-09T14:00Z", 0.5, "2026-11-09T14:00:30Z"],
    ["that begins before opening", newYork, "2026-11-09T09:00Z", 1, "2026-11-09T14:01Z"],
    ["ends where a gap does that its hours end in", nights, "2026-03-29T00:00Z", 60, "2026-03-29T01:00Z"],
    ["goes on the next night after such a gap", nights, "2026-03-29T00:00Z", 61, "2026-03-29T23:01Z"],
    ["counts both passes of an hour given twice", nights, "2026-10-24T23:00Z", 120, "2026-10-25T01:30Z"],
  ] as const)("%s", (...[, of, start, minutes, due]) => {
    expect(iso(addBusiness(of, at(start), minutes))).toBe(iso(at(due)));
    expect(businessBetween(of, at(start), at(due))).toBe(minutes);
  });

  test("steps over a date that a whole country skipped", () => {
    const apia = calendar("Pacific/Apia", "09:00", "17:00");
    // Thursday the 29th, then Saturday the 31st: the Friday never was.
    expect(iso(addBusiness(apia, at("2011-12-29T19:00Z"), 481))).toBe("2012-01-01T19:01:00.000Z");
  });

  test("on a date of its own follows that date, also where it is a holiday of every year", () => {
    const open = { ...berlin, overrides: [{ date: "2026-12-25", intervals: [{ from: "10:00", to: "12:00" }] }] };
    expect(iso(addBusiness(open, at("2026-12-24T17:00Z"), 60))).toBe("2026-12-25T10:00:00.000Z");
    expect(iso(addBusiness(open, at("2027-12-24T17:00Z"), 60))).toBe("2027-12-27T09:00:00.000Z");
  });

  test("knows the holiday of leap years in leap years alone", () => {
    const leap = calendar("UTC", "09:00", "17:00", { ...daily("09:00", "17:00"), holidays: [{ on: "02-29" }] });
    expect(businessBetween(leap, at("2028-02-28T00:00Z"), at("2028-03-02T00:00Z"))).toBe(960);
    expect(businessBetween(leap, at("2027-02-28T00:00Z"), at("2027-03-02T00:00Z"))).toBe(960);
  });

  test("is refused where it would never come, or lie before its start", async () => {
    const closed = { ...newYork, intervals: [] };
    expect(await codeOf(Promise.resolve().then(() => addBusiness(closed, at("2026-11-09T14:00Z"), 1)))).toBe(
      "VALIDATION",
    );
    expect(await codeOf(Promise.resolve().then(() => addBusiness(newYork, at("2026-11-09T14:00Z"), -1)))).toBe(
      "VALIDATION",
    );
    expect(await codeOf(Promise.resolve().then(() => addBusiness(newYork, Number.NaN, 1)))).toBe("VALIDATION");
    expect(await codeOf(Promise.resolve().then(() => businessBetween(newYork, 0, 9e15)))).toBe("VALIDATION");
  });
});

describe("a calendar", () => {
  test("that opens on one date of the next 400 days opens; a day later it never does", () => {
    const now = at("2026-11-09T00:00Z");
    const date = iso(now + 399 * DAY).slice(0, 10);
    const once = calendar("UTC", "09:00", "17:00", {
      intervals: [],
      overrides: [{ date, intervals: [{ from: "09:00", to: "09:01" }] }],
    });
    expect(neverOpens(once, now)).toBe(false);
    expect(nextOpening(once, now)).toBe(at(`${date}T09:00Z`));
    expect(neverOpens(once, now + 400 * DAY)).toBe(true);
    expect(neverOpens(once, now - 2 * DAY)).toBe(true);
  });

  test("says when it opens next, and at once while it is open", () => {
    expect(nextOpening(newYork, at("2026-11-07T12:00Z"))).toBe(at("2026-11-09T14:00Z"));
    expect(nextOpening(newYork, at("2026-11-09T14:00:01Z"))).toBe(at("2026-11-09T14:00:01Z"));
    expect(nextOpening(newYork, at("2026-11-09T22:00Z"))).toBe(at("2026-11-10T14:00Z"));
  });
});

describe("the proof of a span", () => {
  test("names what counts and what does not, and why", () => {
    const open = { ...berlin, overrides: [{ date: "2026-12-24", intervals: [{ from: "09:00", to: "12:00" }] }] };
    const { minutes, spans } = businessProof(open, at("2026-12-23T16:00Z"), at("2026-12-28T08:30Z"));
    expect(minutes).toBe(60 + 180 + 30);
    expect(spans.map(({ from, counted, why, label }) => [iso(from), counted, why, label])).toEqual([
      ["2026-12-23T16:00:00.000Z", true, "OPEN", undefined],
      ["2026-12-23T17:00:00.000Z", false, "CLOSED", undefined],
      ["2026-12-23T23:00:00.000Z", false, "OVERRIDE", undefined],
      ["2026-12-24T08:00:00.000Z", true, "OVERRIDE", undefined],
      ["2026-12-24T11:00:00.000Z", false, "OVERRIDE", undefined],
      ["2026-12-24T23:00:00.000Z", false, "HOLIDAY", "Christmas Day"],
      ["2026-12-25T23:00:00.000Z", false, "HOLIDAY", undefined],
      ["2026-12-26T23:00:00.000Z", false, "CLOSED", undefined],
      ["2026-12-28T08:00:00.000Z", true, "OPEN", undefined],
    ]);
  });

  test("over years says where it was cut, and still counts everything", () => {
    const [from, to] = [at("2026-01-01T00:00Z"), at("2036-01-01T00:00Z")];
    const { minutes, spans, cutAt } = businessProof(berlin, from, to);
    expect(spans).toHaveLength(MAX_SPANS);
    expect(cutAt).toBe(spans.at(-1)?.to);
    expect(minutes).toBe(businessBetween(berlin, from, to));
    expect(businessProof(berlin, to, from)).toEqual({ minutes: 0, spans: [], cutAt: null });
    expect(businessProof(berlin, from, from + MINUTE).cutAt).toBeNull();
  });
});
