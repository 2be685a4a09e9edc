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
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const Interval = z
  .object({
    day: z.enum(DAYS),
    from: z.string().regex(CLOCK, "Give a time of day in whole minutes, 00:00 to 23:59."),
    to: z
      .string()
      .refine(
        (value) => CLOCK.test(value) || value === MIDNIGHT,
        "Give a time of day in whole minutes, 00:01 to 24:00.",
      ),
  })
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), {
    error: "This ends before it begins; over midnight takes two intervals, one on each day.",
    path: ["to"],
    when: ({ issues }) => issues.length === 0,
  });

/** When somebody works, week by week, on the clock of a place. */
export const WorkingHours = z.object({
  timeZone: TimeZone,
  intervals: z
    .array(Interval)
    .max(DAYS.length * MAX_INTERVALS, `A week has at most ${DAYS.length * MAX_INTERVALS} intervals.`)
    .superRefine((intervals, found) => {
      for (const [i, message] of clashes(intervals)) found.addIssue({ code: "custom", message, path: [i] });
    })
    .transform((intervals) => [...intervals].sort(byWeek)),
});
export type WorkingHours = z.infer<typeof WorkingHours>;
type Interval = z.infer<typeof Interval>;

/** The same as an event keeps it: what was written can always be read. */
export const StoredHours = z.object({
  timeZone: z.string(),
  intervals: z.array(z.object({ day: z.enum(DAYS), from: z.string(), to: z.string() })),
});

const byWeek = (a: Interval, b: Interval): number =>
  DAYS.indexOf(a.day) - DAYS.indexOf(b.day) || minutesOf(a.from) - minutesOf(b.from);

/** What is wrong between the intervals of a day, each with its place in the list. */
function* clashes(intervals: readonly Interval[]): Generator<readonly [number, string]> {
  for (const day of DAYS) {
    const own = [...intervals.entries()].filter(([, one]) => one.day === day).sort(([, a], [, b]) => byWeek(a, b));
    const [surplus] = own.slice(MAX_INTERVALS);
    if (surplus) yield [surplus[0], `A day has at most ${MAX_INTERVALS} intervals.`];
    for (const [place, [i, one]] of own.entries()) {
      const before = own[place - 1]?.[1];
      if (before && minutesOf(one.from) < minutesOf(before.to)) {
        yield [i, `This overlaps with ${before.from} to ${before.to} on ${day}.`];
      }
    }
  }
}

/** Making one costs more than using it a hundred times; a process meets few zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * Whether a time (ms) lies in somebody's working hours: from the first minute of an interval up to its end, by the
 * clock on the wall there. So an hour that summer time leaves out is nobody's, and one that it gives twice counts twice.
 *
 * @example
 * const hours = { timeZone: "Europe/Berlin", intervals: [{ day: "MON", from: "09:00", to: "17:00" }] } as const;
 * isWithinHours(hours, Date.parse("2026-11-02T08:00:00Z")); // true: it is nine o'clock in Berlin
 */
export function isWithinHours({ timeZone, intervals }: Readonly<WorkingHours>, at: number): boolean {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = String(parts.get("weekday")).toUpperCase();
  const minute = Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
  return intervals.some((one) => one.day === day && minutesOf(one.from) <= minute && minute < minutesOf(one.to));
}
