import * as fc from "fast-check";
import { BusinessCalendar, DAYS } from "../../src/calendar/index.ts";
import { DAY, iso } from "../../src/kernel/index.ts";

const at = (time: string): number => Date.parse(time);

/** Zones with times around which their clocks change: both hemispheres, half hours, midnights, a day that never was. */
export const ZONES: Readonly<Record<string, readonly number[]>> = {
  "Europe/Berlin": [at("2026-03-29T01:00Z"), at("2026-10-25T01:00Z")],
  "Europe/London": [at("2026-03-29T01:00Z"), at("2026-10-25T01:00Z")],
  "Europe/Dublin": [at("2026-03-29T01:00Z"), at("2026-10-25T01:00Z")],
  "America/New_York": [at("2026-03-08T07:00Z"), at("2026-11-01T06:00Z")],
  "America/St_Johns": [at("2006-04-02T03:31Z"), at("2026-11-01T04:30Z")],
  "America/Sao_Paulo": [at("2017-10-15T03:00Z"), at("2018-02-18T02:00Z")],
  "America/Santiago": [at("2026-04-05T03:00Z"), at("2026-09-06T04:00Z")],
  "America/Havana": [at("2026-03-08T05:00Z"), at("2026-11-01T05:00Z")],
  "America/Boa_Vista": [at("2000-10-08T04:00Z"), at("2000-10-15T03:00Z")],
  "Africa/Casablanca": [at("2026-02-15T02:00Z"), at("2026-03-22T02:00Z")],
  "Africa/Cairo": [at("2010-08-10T21:00Z"), at("2010-09-09T22:00Z")],
  "Asia/Gaza": [at("2026-03-28T00:00Z"), at("2026-10-23T23:00Z")],
  "Asia/Tehran": [at("2022-03-21T20:30Z"), at("2022-09-21T19:30Z")],
  "Asia/Kolkata": [at("2026-06-15T00:00Z")],
  "Asia/Kathmandu": [at("1985-12-31T18:30Z")],
  "Asia/Pyongyang": [at("2015-08-14T15:00Z"), at("2018-05-04T15:00Z")],
  "Australia/Lord_Howe": [at("2026-04-04T15:00Z"), at("2026-10-03T15:30Z")],
  "Australia/Sydney": [at("2026-04-04T16:00Z"), at("2026-10-03T16:00Z")],
  "Pacific/Apia": [at("2011-12-30T10:00Z"), at("2011-09-24T14:00Z")],
  "Pacific/Chatham": [at("2026-04-04T14:00Z"), at("2026-09-26T14:00Z")],
  "Antarctica/Troll": [at("2026-03-29T01:00Z"), at("2026-10-25T01:00Z")],
};

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Any minutes, and often those that clocks jump over or come back to. */
const edge = fc.oneof(fc.nat({ max: 1440 }), fc.constantFrom(0, 30, 60, 90, 120, 150, 180, 1380, 1410, 1440));

const intervals = fc
  .uniqueArray(edge, { minLength: 2, maxLength: 6 })
  .map((edges) => [...edges].sort((a, b) => a - b))
  .map((edges) =>
    Array.from({ length: Math.floor(edges.length / 2) }, (_, i) => ({
      from: clock(edges[2 * i] ?? 0),
      to: clock(edges[2 * i + 1] ?? 0),
    })),
  );

const moments = Object.entries(ZONES).flatMap(([zone, times]) => times.map((time) => [zone, time] as const));

export interface Sample {
  readonly calendar: BusinessCalendar;
  /** A time at which something happens to the clocks of its zone. */
  readonly moment: number;
}

/** A calendar, with a change of its clocks, and with dates of their own and holidays near it. */
export const sample: fc.Arbitrary<Sample> = fc
  .record({
    place: fc.constantFrom(...moments),
    week: fc.array(fc.tuple(fc.constantFrom(...DAYS), intervals), { minLength: 1, maxLength: 7 }),
    days: fc.uniqueArray(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.oneof(intervals, fc.constant([]))), {
      selector: ([day]) => day,
      maxLength: 3,
    }),
    closed: fc.uniqueArray(fc.integer({ min: -4, max: 4 }), { maxLength: 2 }),
  })
  .map(({ place: [timeZone, moment], week, days, closed }) => ({
    moment,
    calendar: BusinessCalendar.parse({
      key: "any",
      label: "Any",
      timeZone,
      intervals: [...new Map(week)].flatMap(([day, spans]) => spans.map((span) => ({ day, ...span }))),
      overrides: days.map(([day, spans]) => ({ date: iso(moment + day * DAY).slice(0, 10), intervals: spans })),
      holidays: closed.map((day) => ({ on: iso(moment + day * DAY).slice(5, 10), label: "Closed" })),
    }),
  }));
