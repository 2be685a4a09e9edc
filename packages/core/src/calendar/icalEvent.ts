import { DAY } from "../kernel/index.ts";

/** An event of whole days, with each of them. */
export interface DayEvent {
  readonly line: number;
  readonly label?: string | undefined;
  /** `2026-12-24`. */
  readonly days: readonly string[];
  readonly yearly: boolean;
}

interface Refused {
  readonly line: number;
  readonly label?: string | undefined;
  readonly problem: string;
}

interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

const MAX_DAYS = 60;
const MAX_LABEL = 100;

/** The lines of a file as they were before they were folded, with the number of their first. */
function* unfolded(text: string): Generator<readonly [number, string]> {
  let [start, whole] = [1, ""];
  for (const [i, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (/^[ \t]/.test(line)) {
      whole += line.slice(1);
      continue;
    }
    if (whole !== "") yield [start, whole];
    [start, whole] = [i + 1, line];
  }
  if (whole !== "") yield [start, whole];
}

/** `NAME;PARAMETER="a:b":value`: the colon that ends the name is the first outside quotes. */
function propertyOf(line: string): Property | null {
  const found = /^([A-Za-z0-9-]+)((?:;[^:;="]+=(?:"[^"]*"|[^:;"])*)*):(.*)$/s.exec(line);
  if (!found) return null;
  const [, name = "", parameters = "", value = ""] = found;
  return { name: name.toUpperCase(), parameters: parameters.toUpperCase(), value };
}

interface Read {
  readonly line: number;
  readonly own: Map<string, Property>;
}

/** Every VEVENT by its properties; what lies within one, as an alarm does, is not its own. */
function* eventsIn(text: string): Generator<Read> {
  let event: Read | null = null;
  let depth = 0;
  for (const [line, words] of unfolded(text)) {
    const property = propertyOf(words);
    if (property && !event && isBegin(property)) [event, depth] = [{ line, own: new Map() }, 1];
    else if (property && event) depth += keep(event, property, depth);
    if (!event || depth > 0) continue;
    yield event;
    event = null;
  }
}

const isBegin = ({ name, value }: Property): boolean => name === "BEGIN" && value.trim().toUpperCase() === "VEVENT";

/** Keeps what an event says of itself, the first time; and how much deeper the next line lies. */
function keep({ own }: Read, property: Property, depth: number): number {
  if (property.name === "BEGIN") return 1;
  if (property.name === "END") return -1;
  if (depth === 1 && !own.has(property.name)) own.set(property.name, property);
  return 0;
}

const ESCAPES: Readonly<Record<string, string>> = { n: " ", N: " ", ",": ",", ";": ";", "\\": "\\" };

/** One line of text, as short as a label is. */
const labelOf = (property: Property | undefined): string | undefined =>
  property?.value
    .toWellFormed()
    .replace(/\\([nN,;\\])/g, (_, c: string) => ESCAPES[c] ?? c)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must go.
    .replace(/[\u0000-\u001f\u007f\s]+/g, " ")
    .trim()
    .slice(0, MAX_LABEL)
    .trim()
    .toWellFormed() || undefined;

/** The midnight of a day that is written `20261224`, ms; null when it is none, or has a time. */
function midnightOf(property: Property | undefined): number | null {
  const [, year, month, day] = /^(19[7-9]\d|2\d{3})(\d\d)(\d\d)$/.exec(property?.value.trim() ?? "") ?? [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isThere = new Date(at).getUTCMonth() + 1 === Number(month) && new Date(at).getUTCDate() === Number(day);
  return isThere ? at : null;
}

/** How many days one lasts; null when that cannot be told. */
function lengthOf(own: ReadonlyMap<string, Property>, start: number): number | null {
  const [end, duration] = [own.get("DTEND"), own.get("DURATION")];
  if (end) {
    const at = midnightOf(end);
    return at === null ? null : (at - start) / DAY;
  }
  if (!duration) return 1;
  const [, weeks, days] = /^\+?P(?:(\d{1,3})W|(\d{1,3})D)$/.exec(duration.value.trim()) ?? [];
  return weeks || days ? Number(weeks ?? 0) * 7 + Number(days ?? 0) : null;
}

/** `FREQ=YEARLY` and nothing that makes it another day, or lets it end. */
const isYearly = (rule: string): boolean => {
  const parts = rule.trim().toUpperCase().split(";").filter(Boolean);
  const known = parts.every((part) => part === "FREQ=YEARLY" || part === "INTERVAL=1" || part.startsWith("WKST="));
  return known && parts.includes("FREQ=YEARLY");
};

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

function eventOf(line: number, own: ReadonlyMap<string, Property>): DayEvent | Refused {
  const label = labelOf(own.get("SUMMARY"));
  const refused = (problem: string): Refused => ({ line, label, problem });
  const start = midnightOf(own.get("DTSTART"));
  if (start === null) return refused("Only events of whole days can be holidays: this begins on no day from 1970 on.");
  const length = lengthOf(own, start);
  if (length === null || length < 1) return refused("This does not end on a day after the one it begins on.");
  if (length > MAX_DAYS) return refused(`This lasts longer than ${MAX_DAYS} days.`);
  const rule = own.get("RRULE")?.value;
  if (rule !== undefined && !isYearly(rule))
    return refused("Of what repeats, only the same day of every year is read.");
  if (["RDATE", "EXDATE", "RECURRENCE-ID"].some((name) => own.has(name))) {
    return refused("Dates besides the rule, or left out of it, are not read.");
  }
  const days = Array.from({ length }, (_, i) => isoDay(start + i * DAY));
  return { line, label, days, yearly: rule !== undefined };
}

/** Every event of a file, or why it is no holiday; without those that were cancelled. */
export function* dayEvents(text: string): Generator<DayEvent | Refused> {
  for (const { line, own } of eventsIn(text)) {
    if (own.get("STATUS")?.value.trim().toUpperCase() !== "CANCELLED") yield eventOf(line, own);
  }
}
