import { DAY, invalid, MINUTE } from "../kernel/index.ts";
import type { BusinessCalendar } from "./schema.ts";
import type { WorkingHours } from "./week.ts";
import { openBetween, planOn, reach } from "./year.ts";
import { dayOf, stretches, wallTime } from "./zone.ts";

/*
 * What "open" means, decided once: an instant is open when the clock on the wall of the calendar's zone then shows a
 * time that lies in an interval of that wall's date. So every minute is a real one: of an hour that summer time leaves
 * out nothing counts, and an hour that it gives twice counts twice, as people work through both. Where the edge of an
 * interval itself falls into such an hour it follows from the same sentence: what begins or ends in a gap begins or
 * ends where the gap does; and of an hour given twice both passes are cut at the same time of day. Everywhere else this
 * is what Temporal's "compatible" gives for the instants of both edges.
 *
 * It is counted without walking: between two changes of a zone's clocks the wall is the instant and a constant, so a
 * stretch of years is two looks into sums by wall time, and a deadline is one search in them.
 */

/** A deadline further away than this is none. */
const HORIZON = 100 * 366 * DAY;
/** Within so many days a calendar must open at least once. */
const OPENS_WITHIN = 400 * DAY;
/** Far more than anybody waits for, and few enough years to look at each. */
const [EARLIEST, LATEST] = [Date.UTC(1900, 0, 1), Date.UTC(2300, 0, 1)];

function assertTime(at: number, name: string): void {
  if (!(at >= EARLIEST && at <= LATEST)) throw invalid("Give a time between 1900 and 2300, in ms.", [name]);
}

function openMs(calendar: BusinessCalendar, from: number, to: number): number {
  let open = 0;
  for (const { from: a, to: b, offset } of stretches(calendar.timeZone, from, to)) {
    open += openBetween(calendar, a + offset, b + offset);
  }
  return open;
}

/** The first instant, before a horizon, by which so much was open since the start, ms; null when there is none. */
function whenOpen(calendar: BusinessCalendar, start: number, ms: number, horizon: number): number | null {
  let left = ms;
  for (const { from, to, offset } of stretches(calendar.timeZone, start, start + horizon)) {
    const open = openBetween(calendar, from + offset, to + offset);
    if (open >= left) return reach(calendar, from + offset, left) - offset;
    left -= open;
  }
  return null;
}

/**
 * The deadline so many business minutes after a start: the first instant by which they have elapsed. One that ends
 * exactly at closing is due at closing; a start outside hours counts from the next opening; no minutes at all are due
 * at the start itself. Times in ms; minutes may have fractions, and count to the ms.
 *
 * @throws VALIDATION when `minutes` is negative, or when no instant within a hundred years has so many before it.
 * @example
 * const office = BusinessCalendar.parse({
 *   key: "office", label: "Office", timeZone: "Europe/Berlin",
 *   intervals: [{ day: "MON", from: "09:00", to: "17:00" }],
 * });
 * addBusiness(office, Date.parse("2026-11-02T15:30:00Z"), 60); // the Monday after, 09:30 in Berlin
 */
export function addBusiness(calendar: BusinessCalendar, start: number, minutes: number): number {
  assertTime(start, "start");
  if (!(minutes >= 0)) throw invalid("Give how many minutes, zero or more.", ["minutes"]);
  const ms = Math.round(minutes * MINUTE);
  if (ms === 0) return start;
  const due = whenOpen(calendar, start, ms, HORIZON);
  if (due === null) throw invalid("The calendar is not open for so many minutes in a hundred years.", ["minutes"]);
  return due;
}

/**
 * How many business minutes elapsed between two times, ms; with fractions, exact to the ms, and 0 when `to` is not
 * after `from`. `businessBetween(c, s, addBusiness(c, s, n))` is `n`.
 *
 * @throws VALIDATION for a time that no calendar has.
 * @example businessBetween(office, openedAt, answeredAt) <= 60; // answered within one business hour
 */
export function businessBetween(calendar: BusinessCalendar, from: number, to: number): number {
  assertTime(from, "from");
  assertTime(to, "to");
  return to <= from ? 0 : openMs(calendar, from, to) / MINUTE;
}

/**
 * The first time, from one on, at which the calendar is open, ms: that time itself when it is; null when it does not
 * open within 400 days.
 *
 * @throws VALIDATION for a time that no calendar has.
 * @example nextOpening(office, Date.parse("2026-11-07T12:00:00Z")); // on a Saturday: Monday, 09:00 in Berlin
 */
export function nextOpening(calendar: BusinessCalendar, at: number): number | null {
  assertTime(at, "at");
  // Hours begin and clocks change on whole ms: the first open ms ends one later than it begins.
  const opened = whenOpen(calendar, at, 1, OPENS_WITHIN);
  return opened === null ? null : opened - 1;
}

/**
 * Whether a calendar is closed all through the 400 days from a time on, ms: nothing that is measured by it would ever
 * be due, so it is refused when it is saved.
 *
 * @throws VALIDATION for a time that no calendar has.
 * @example if (neverOpens(calendar, ctx.clock.now())) throw invalid("This calendar never opens.", ["intervals"]);
 */
export const neverOpens = (calendar: BusinessCalendar, now: number): boolean => nextOpening(calendar, now) === null;

/** Whether an instant is open, by the clock on the calendar's wall. */
export function isOpen(calendar: BusinessCalendar, at: number): boolean {
  const wall = wallTime(calendar.timeZone, at);
  const time = wall - dayOf(wall) * DAY;
  return planOn(calendar, dayOf(wall)).shifts.some(({ from, to }) => from <= time && time < to);
}

/** Somebody's hours as a calendar without a day of its own; by their object, as everything about a calendar is. */
const calendars = new WeakMap<Readonly<WorkingHours>, BusinessCalendar>();

function calendarOf(hours: Readonly<WorkingHours>): BusinessCalendar {
  const known = calendars.get(hours);
  if (known) return known;
  const calendar = { key: "hours", label: "Hours", ...hours, overrides: [], holidays: [] };
  calendars.set(hours, calendar);
  return calendar;
}

/**
 * Whether a time (ms) lies in somebody's working hours: from the first minute of an interval up to its end, by the
 * clock on the wall there. So an hour that summer time leaves out is nobody's, and one that it gives twice counts twice.
 *
 * @throws nothing
 * @example
 * const hours = { timeZone: "Europe/Berlin", intervals: [{ day: "MON", from: "09:00", to: "17:00" }] } as const;
 * isWithinHours(hours, Date.parse("2026-11-02T08:00:00Z")); // true: it is nine o'clock in Berlin
 */
export const isWithinHours = (hours: Readonly<WorkingHours>, at: number): boolean => isOpen(calendarOf(hours), at);

/** The next time, ms, at which somebody's working hours open, or the time itself within them; null when they never do. */
export const hoursOpen = (hours: Readonly<WorkingHours>, at: number): number | null =>
  nextOpening(calendarOf(hours), at);
