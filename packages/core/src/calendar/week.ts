import * as z from "zod";
import { TimeZone } from "../kernel/index.ts";

/** The days of a week, in the order that ISO 8601 gives them. */
export const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;
export type Day = (typeof DAYS)[number];

/** So many on one day: a shift that is split for lunch and once more has three. */
export const MAX_INTERVALS = 5;

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const MIDNIGHT = "24:00";

/** `09:30` as minutes since the day began. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const Begin = z.string().regex(CLOCK, "Give a time of day in whole minutes, 00:00 to 23:59.");
const End = z
  .string()
  .refine((value) => CLOCK.test(value) || value === MIDNIGHT, "Give a time of day in whole minutes, 00:01 to 24:00.");

interface Span {
  readonly from: string;
  readonly to: string;
}

const isForward = ({ from, to }: Span): boolean => minutesOf(from) < minutesOf(to);
const BACKWARD = {
  error: "This ends before it begins; over midnight takes two intervals, one on each day.",
  path: ["to"],
  when: ({ issues }: z.core.ParsePayload): boolean => issues.length === 0,
};

/** One stretch of a day by the clock on the wall: from its first minute up to its end, which is no part of it. */
export const DayInterval = z.object({ from: Begin, to: End }).refine(isForward, BACKWARD);
export type DayInterval = z.infer<typeof DayInterval>;

/** The same on a day of the week. */
export const Interval = z.object({ day: z.enum(DAYS), from: Begin, to: End }).refine(isForward, BACKWARD);
export type Interval = z.infer<typeof Interval>;

/** What is open in every week; in the order of the week, whatever the order it was given in. */
export const WeekIntervals = z
  .array(Interval)
  .max(DAYS.length * MAX_INTERVALS, `A week has at most ${DAYS.length * MAX_INTERVALS} intervals.`)
  .superRefine((intervals, found) => {
    for (const day of DAYS) {
      const own = [...intervals.entries()].filter(([, one]) => one.day === day);
      for (const [i, message] of clashes(own, ` on ${day}`)) found.addIssue({ code: "custom", message, path: [i] });
    }
  })
  .transform((intervals) => [...intervals].sort(byWeek));

/** What is open on one day; sorted, and nothing at all for a day that is closed. */
export const DayIntervals = z
  .array(DayInterval)
  .superRefine((intervals, found) => {
    for (const [i, message] of clashes([...intervals.entries()], "")) {
      found.addIssue({ code: "custom", message, path: [i] });
    }
  })
  .transform((intervals) => [...intervals].sort(byTime));

/** When somebody works, week by week, on the clock of a place. */
export const WorkingHours = z.object({
  timeZone: TimeZone,
  intervals: WeekIntervals,
});
export type WorkingHours = z.infer<typeof WorkingHours>;

/** The same as an event keeps it: what was written can always be read. */
export const StoredHours = z.object({
  timeZone: z.string(),
  intervals: z.array(z.object({ day: z.enum(DAYS), from: z.string(), to: z.string() })),
});

const byTime = (a: Span, b: Span): number => minutesOf(a.from) - minutesOf(b.from);

const byWeek = (a: Interval, b: Interval): number => DAYS.indexOf(a.day) - DAYS.indexOf(b.day) || byTime(a, b);

/** What is wrong between the intervals of one day, each with its place in the list it was given in. */
function* clashes(day: readonly (readonly [number, Span])[], on: string): Generator<readonly [number, string]> {
  const own = [...day].sort(([, a], [, b]) => byTime(a, b));
  const [surplus] = own.slice(MAX_INTERVALS);
  if (surplus) yield [surplus[0], `A day has at most ${MAX_INTERVALS} intervals.`];
  for (const [place, [i, one]] of own.entries()) {
    const before = own[place - 1]?.[1];
    if (before && minutesOf(one.from) < minutesOf(before.to)) {
      yield [i, `This overlaps with ${before.from} to ${before.to}${on}.`];
    }
  }
}
