const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ZONES: Record<string, number> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};
const DAY_MS = 86_400_000;

/** Two-digit years as RFC 5322 section 4.3 reads them. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length >= 4) return number;
  return year.length === 3 || number >= 50 ? number + 1_900 : number + 2_000;
}

function zoneMinutes(zone: string): number {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (offset === null) return ZONES[zone.toLowerCase()] ?? 0;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return offset[1] === "-" ? -minutes : minutes;
}

/** RFC 5322 dates: the weekday is not looked at, it is often wrong. */
function mailDateMs(value: string): number {
  const match =
    /(\d{1,2})[ -]([a-z]{3})[a-z]{0,6}\.?[ -](\d{2,4})[ ,]{1,3}(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d{1,9})?\s{0,3}([+-]\d{2}:?\d{2}|[a-z]{1,5})?/i.exec(
      value,
    );
  if (match === null) return Number.NaN;
  const [, day = "", month = "", year = "", hour = "", minute = "", second = "0", zone = ""] = match;
  const index = MONTHS.indexOf(month.toLowerCase());
  if (index < 0) return Number.NaN;
  const local = Date.UTC(fullYear(year), index, Number(day), Number(hour), Number(minute), Number(second));
  return local - zoneMinutes(zone) * 60_000;
}

/** Other forms; one without a zone is taken as UTC, never as the zone of this machine. */
function otherDateMs(value: string): number {
  const hasZone = /(?:[+-]\d{2}:?\d{2}|[a-z]{1,4})\)?$/i.test(value) && /\d{2}:\d{2}/.test(value);
  return Date.parse(hasZone ? value : `${value}Z`);
}

function pad(value: number, size: number): string {
  return String(value).padStart(size, "0");
}

/** Days since 1970 to a civil date (proleptic Gregorian). */
function civilDate(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function isoOf(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const rest = ms - days * DAY_MS;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1_000) % 60;
  return `${civilDate(days)}T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.000Z`;
}

/** As old programs print it: `Sat Aug 9 11:22:33 EDT 2014`. */
const ASCTIME = /^([a-z]{3}),? ([a-z]{3}) (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?) ([a-z]{1,4}|[+-]\d{4}) (\d{4})$/i;

/**
 * Reads a Date field.
 *
 * @param value the field's value; comments are ignored
 * @returns ISO 8601 in UTC, or null when it is no date between the years 0 and 9999
 * @example
 * readDate("Mon, 2 Apr 2012 20:21:52 +0400 (MSD)"); // "2012-04-02T16:21:52.000Z"
 */
export function readDate(value: string): string | null {
  const plain = value
    .slice(0, 200)
    .replace(/\([^()]{0,100}\)/g, " ")
    .replace(/\s{1,20}/g, " ")
    .replace(/ ?: ?/g, ":")
    .replace(ASCTIME, "$3 $2 $6 $4 $5")
    .replace(/(?:gmt|utc)(?=[+-]\d)/i, "")
    .trim();
  const exact = mailDateMs(plain);
  const ms = Number.isNaN(exact) ? otherDateMs(plain) : exact;
  const isInRange = ms >= Date.UTC(0, 0) - 1_900 * 366 * DAY_MS && ms < Date.UTC(10_000, 0);
  return isInRange ? isoOf(ms) : null;
}
