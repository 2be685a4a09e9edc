import { DAY } from "../kernel/index.ts";
import type { BusinessCalendar } from "./schema.ts";
import { DAYS, minutesOf } from "./week.ts";
import { dayOf, msOf, weekday, yearOf, yearStart } from "./zone.ts";

/** Why a day is as it is. */
export type DayReason = "WEEK" | "HOLIDAY" | "OVERRIDE";

/** One day by the clock on the wall; times in ms since its midnight. */
export interface DayPlan {
  readonly shifts: readonly { readonly from: number; readonly to: number }[];
  /** How much of it is open, ms. */
  readonly open: number;
  readonly reason: DayReason;
  readonly label?: string | undefined;
}

/** A year's days: what is open before each of them, ms; `sums` has one place more than there are days. */
interface Year {
  readonly first: number;
  readonly sums: Float64Array;
  readonly holidays: ReadonlyMap<number, DayPlan>;
}

interface Plan {
  readonly week: readonly DayPlan[];
  readonly overrides: ReadonlyMap<number, DayPlan>;
  readonly calendar: BusinessCalendar;
  readonly years: Map<number, Year>;
}

/** By the object of a calendar: a configuration in force is one object for as long as it is in force. */
const plans = new WeakMap<BusinessCalendar, Plan>();

const CLOSED = { shifts: [], open: 0 } as const;

type Spans = readonly { readonly from: string; readonly to: string }[];

function dayPlan(spans: Spans, reason: DayReason, label?: string): DayPlan {
  const shifts = spans.map(({ from, to }) => ({ from: msOf(minutesOf(from)), to: msOf(minutesOf(to)) }));
  const open = shifts.reduce((sum, shift) => sum + shift.to - shift.from, 0);
  return { shifts, open, reason, label };
}

function planOf(calendar: BusinessCalendar): Plan {
  const known = plans.get(calendar);
  if (known) return known;
  const plan: Plan = {
    week: DAYS.map((day) =>
      dayPlan(
        calendar.intervals.filter((one) => one.day === day),
        "WEEK",
      ),
    ),
    overrides: new Map(
      calendar.overrides.map(({ date, intervals, label }) => [
        dayOf(Date.parse(date)),
        dayPlan(intervals, "OVERRIDE", label),
      ]),
    ),
    calendar,
    years: new Map(),
  };
  plans.set(calendar, plan);
  return plan;
}

function holidaysIn({ holidays }: BusinessCalendar, year: number): ReadonlyMap<number, DayPlan> {
  const days = holidays.flatMap(({ on, label }) => {
    const at = Date.UTC(year, Number(on.slice(0, 2)) - 1, Number(on.slice(3)));
    // The 29th of February of a year that has none would be the 1st of March.
    const isThere = new Date(at).getUTCDate() === Number(on.slice(3));
    return isThere ? [[dayOf(at), { ...CLOSED, reason: "HOLIDAY", label }] as const] : [];
  });
  return new Map(days);
}

function yearTable(plan: Plan, year: number): Year {
  const known = plan.years.get(year);
  if (known) return known;
  const first = dayOf(yearStart(year));
  const sums = new Float64Array(dayOf(yearStart(year + 1)) - first + 1);
  const table: Year = { first, sums, holidays: holidaysIn(plan.calendar, year) };
  for (let i = 1; i < sums.length; i++) sums[i] = (sums[i - 1] ?? 0) + planIn(plan, table, first + i - 1).open;
  plan.years.set(year, table);
  return table;
}

/** A dated override beats a yearly holiday, which beats the week. */
const planIn = (plan: Plan, { holidays }: Year, day: number): DayPlan =>
  plan.overrides.get(day) ?? holidays.get(day) ?? plan.week[weekday(day)] ?? { ...CLOSED, reason: "WEEK" };

/** What a day is by the clock on the wall. */
export function planOn(calendar: BusinessCalendar, day: number): DayPlan {
  const plan = planOf(calendar);
  return planIn(plan, yearTable(plan, yearOf(day * DAY)), day);
}

const total = ({ sums }: Year): number => sums[sums.length - 1] ?? 0;

/** How much of a year is open before a wall time in it. */
function before(plan: Plan, year: Year, wall: number): number {
  const day = dayOf(wall);
  const time = wall - day * DAY;
  let open = year.sums[day - year.first] ?? 0;
  for (const { from, to } of planIn(plan, year, day).shifts) open += Math.max(0, Math.min(time, to) - from);
  return open;
}

/** How much is open between two wall times, ms: sums of whole years, and two looks into one. */
export function openBetween(calendar: BusinessCalendar, from: number, to: number): number {
  const plan = planOf(calendar);
  const [first, last] = [yearOf(from), yearOf(to)];
  let open = -before(plan, yearTable(plan, first), from);
  for (let year = first; year < last; year++) open += total(yearTable(plan, year));
  return open + before(plan, yearTable(plan, last), to);
}

/** The first wall time by which so much is open since another, ms; the caller knows that there is so much. */
export function reach(calendar: BusinessCalendar, from: number, ms: number): number {
  const plan = planOf(calendar);
  let year = yearOf(from);
  let left = ms + before(plan, yearTable(plan, year), from);
  while (left > total(yearTable(plan, year))) left -= total(yearTable(plan, year++));
  const table = yearTable(plan, year);
  const day = firstBy(table.sums, left);
  left -= table.sums[day] ?? 0;
  for (const shift of planIn(plan, table, table.first + day).shifts) {
    if (left <= shift.to - shift.from) return (table.first + day) * DAY + shift.from + left;
    left -= shift.to - shift.from;
  }
  throw new RangeError("a day is shorter than its sum");
}

/** The first day by whose end so much is open. */
function firstBy(sums: Float64Array, ms: number): number {
  let [low, high] = [0, sums.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle + 1] ?? 0) >= ms) high = middle;
    else low = middle + 1;
  }
  return low;
}
