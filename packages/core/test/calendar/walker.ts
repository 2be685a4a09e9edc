import type { BusinessCalendar } from "../../src/calendar/index.ts";
import { DAYS, minutesOf } from "../../src/calendar/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  clocks.set(timeZone, clock);
  return clock;
}

/** Whether a minute is open, asked of the clock on the wall and of nothing else. */
export function isOpenMinute(calendar: BusinessCalendar, at: number): boolean {
  const [date = "", time = ""] = clockOf(calendar.timeZone).format(at).split(" ");
  const minute = minutesOf(time);
  const day = DAYS[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7];
  const override = calendar.overrides.find((one) => one.date === date);
  const isHoliday = calendar.holidays.some(({ on }) => on === date.slice(5));
  const week = isHoliday ? [] : calendar.intervals.filter((one) => one.day === day);
  const intervals = override ? override.intervals : week;
  return intervals.some(({ from, to }) => minutesOf(from) <= minute && minute < minutesOf(to));
}

/** Walks minute by minute: `open[i]` says how many minutes were open before `start` and `i` minutes. */
export function walk(calendar: BusinessCalendar, start: number, minutes: number): readonly number[] {
  const open = [0];
  for (let i = 0; i < minutes; i++) {
    open.push((open[i] ?? 0) + (isOpenMinute(calendar, start + i * MINUTE) ? 1 : 0));
  }
  return open;
}
