import { invalid } from "../kernel/index.ts";
import { type DayEvent, dayEvents } from "./icalEvent.ts";
import { type CalendarOverride, type Holiday, MAX_HOLIDAYS, MAX_OVERRIDES } from "./schema.ts";

/** An entry of a file that became nothing, and why. */
export interface CalendarProblem {
  /** Where the entry begins in the file, from 1. */
  readonly line: number;
  readonly label?: string | undefined;
  readonly message: string;
}

/** What a file of holidays comes to, ready to be put into a calendar. */
export interface ImportedHolidays {
  readonly overrides: readonly CalendarOverride[];
  readonly holidays: readonly Holiday[];
  readonly problems: readonly CalendarProblem[];
}

/** Characters: some thousand entries. */
const MAX_TEXT = 1_000_000;
const MAX_PROBLEMS = 100;

/**
 * Reads the holidays of an iCalendar file (RFC 5545): events of whole days become dates that are closed, one day at a
 * time, and those that repeat every year become yearly holidays. Whatever else the file has is named as a problem, so
 * that nobody believes in a holiday that is not there; what is cancelled is passed over.
 *
 * @throws VALIDATION when the text is no iCalendar, or longer than a million characters.
 * @example
 * const { overrides, holidays, problems } = holidaysFromICalendar(await readFile("bavaria.ics", "utf8"));
 */
export function holidaysFromICalendar(text: string): ImportedHolidays {
  if (text.length > MAX_TEXT) throw invalid(`Give a file of at most ${MAX_TEXT} characters.`, ["text"]);
  if (!/^\uFEFF?BEGIN:VCALENDAR\r?$/im.test(text)) throw invalid("This is no iCalendar file.", ["text"]);
  const overrides = new Map<string, CalendarOverride>();
  const holidays = new Map<string, Holiday>();
  const problems: CalendarProblem[] = [];
  for (const event of dayEvents(text)) {
    const message = "problem" in event ? event.problem : take(event, overrides, holidays);
    if (message && problems.length < MAX_PROBLEMS) problems.push({ line: event.line, label: event.label, message });
  }
  const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
  return {
    overrides: [...overrides].sort(byKey).map(([, one]) => one),
    holidays: [...holidays].sort(byKey).map(([, one]) => one),
    problems,
  };
}

/** Takes the days of an event, each once: the first that names a day gives it its label. Says what did not fit. */
function take(
  { days, yearly, label }: DayEvent,
  overrides: Map<string, CalendarOverride>,
  holidays: Map<string, Holiday>,
): string | undefined {
  for (const date of days) {
    const on = date.slice(5);
    if (yearly) {
      if (!holidays.has(on) && holidays.size === MAX_HOLIDAYS) return `Only ${MAX_HOLIDAYS} yearly holidays fit.`;
      if (!holidays.has(on)) holidays.set(on, { on, label });
      continue;
    }
    if (!overrides.has(date) && overrides.size === MAX_OVERRIDES) return `Only ${MAX_OVERRIDES} dates fit.`;
    if (!overrides.has(date)) overrides.set(date, { date, intervals: [], label });
  }
  return undefined;
}
