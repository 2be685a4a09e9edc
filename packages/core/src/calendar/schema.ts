import * as z from "zod";
import { Key, TimeZone, text } from "../kernel/index.ts";
import { DayIntervals, WeekIntervals } from "./week.ts";

export const MAX_OVERRIDES = 400;
export const MAX_HOLIDAYS = 100;

const label = text(100, 1).optional();

/** Whether a date is on the calendar of its year. */
const isDate = (value: string): boolean => {
  const at = Date.parse(value);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
};

/** A date by itself, `2026-12-24`, of the clock on the wall. */
export const LocalDate = z
  .string()
  .regex(/^(19[7-9]\d|2\d{3})-\d\d-\d\d$/, "Give a date from 1970 to 2999 as YYYY-MM-DD.")
  .refine(isDate, { error: "There is no such day.", when: ({ issues }) => issues.length === 0 });

/** A day of every year, `12-25`; that of leap years alone is `02-29`. */
const YearDay = z
  .string()
  .regex(/^\d\d-\d\d$/, "Give a day of the year as MM-DD.")
  .refine((value) => isDate(`2024-${value}`), {
    error: "There is no such day.",
    when: ({ issues }) => issues.length === 0,
  });

/** One date that is not as its week has it: other hours, or none. */
export const CalendarOverride = z.object({ date: LocalDate, intervals: DayIntervals, label });
export type CalendarOverride = z.infer<typeof CalendarOverride>;

/** A day that is closed every year. */
export const Holiday = z.object({ on: YearDay, label });
export type Holiday = z.infer<typeof Holiday>;

/** Refuses the second of two that say the same. */
const unique =
  <T>(of: (one: T) => string, at: string) =>
  (list: readonly T[], found: z.core.$RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [i, one] of list.entries()) {
      const value = of(one);
      if (seen.has(value)) found.addIssue({ code: "custom", message: `${value} is there twice.`, path: [i, at] });
      seen.add(value);
    }
  };

/**
 * When the desk works: hours of every week on the clock of a place, dates that are otherwise, and days that are
 * closed every year. A dated override beats a yearly holiday, and that beats the week.
 */
export const BusinessCalendar = z.object({
  key: Key,
  label: text(100, 1),
  timeZone: TimeZone,
  intervals: WeekIntervals,
  overrides: z
    .array(CalendarOverride)
    .max(MAX_OVERRIDES, `A calendar has at most ${MAX_OVERRIDES} dates of their own.`)
    .superRefine(unique(({ date }) => date, "date"))
    .default([]),
  holidays: z
    .array(Holiday)
    .max(MAX_HOLIDAYS, `A calendar has at most ${MAX_HOLIDAYS} yearly holidays.`)
    .superRefine(unique(({ on }) => on, "on"))
    .default([]),
});
export type BusinessCalendar = Readonly<z.infer<typeof BusinessCalendar>>;
