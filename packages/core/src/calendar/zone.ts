import { DAY, MINUTE } from "../kernel/index.ts";

/** A stretch of time, ms, through which the clocks of a zone are one and the same offset ahead of UTC. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Wall time is the instant and this, ms. */
  readonly offset: number;
}

/**
 * What a zone's clocks did and will do is asked of `Intl` once per zone and year, then remembered. Business time only
 * ever asks "what does the wall say at this instant", never the other way round, so a library of dates would add its
 * weight to every function that is deployed and answer nothing that is asked here.
 */
const zones = new Map<string, Zone>();

interface Zone {
  readonly clock: Intl.DateTimeFormat;
  readonly years: Map<number, readonly Stretch[]>;
}

/** The shortest that any zone since 1970 had another offset was seven days, Boa Vista in October 2000. */
const STEP = 4 * DAY;

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const zone: Zone = { clock, years: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

/** How far ahead of UTC the clocks are at a time, ms. */
function askedOffset({ clock }: Zone, at: number): number {
  const second = Math.floor(at / 1_000) * 1_000;
  const part = new Map(clock.formatToParts(second).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - second;
}

/** The first ms of a change between two times whose offsets differ. */
function changeBetween(zone: Zone, from: number, to: number): number {
  const before = askedOffset(zone, from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (askedOffset(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

export const yearOf = (at: number): number => new Date(at).getUTCFullYear();
export const yearStart = (year: number): number => Date.UTC(year, 0, 1);

/** The stretches of one year, UTC, in order and without holes. */
function stretchesOf(timeZone: string, year: number): readonly Stretch[] {
  const zone = zoneOf(timeZone);
  const known = zone.years.get(year);
  if (known) return known;
  const end = yearStart(year + 1);
  const stretches: Stretch[] = [];
  let [from, offset] = [yearStart(year), askedOffset(zone, yearStart(year))];
  for (let at = from; at < end - 1; at = Math.min(at + STEP, end - 1)) {
    const next = Math.min(at + STEP, end - 1);
    const there = askedOffset(zone, next);
    if (there === offset) continue;
    const to = changeBetween(zone, at, next);
    stretches.push({ from, to, offset });
    [from, offset] = [to, there];
  }
  stretches.push({ from, to: end, offset });
  zone.years.set(year, stretches);
  return stretches;
}

/** Every stretch between two times, cut to them; mostly there is one, which is found at once. */
export function stretches(timeZone: string, from: number, to: number): Iterable<Stretch> {
  const whole = stretchesOf(timeZone, yearOf(from)).find((one) => one.from <= from && to <= one.to);
  if (whole && from < to) return [{ from, to, offset: whole.offset }];
  return severalStretches(timeZone, from, to);
}

function* severalStretches(timeZone: string, from: number, to: number): Generator<Stretch> {
  for (let year = yearOf(from); yearStart(year) < to; year++) {
    for (const one of stretchesOf(timeZone, year)) {
      if (one.to <= from || one.from >= to) continue;
      yield { from: Math.max(one.from, from), to: Math.min(one.to, to), offset: one.offset };
    }
  }
}

/** What the wall says at an instant: ms of a day that begins at its midnight, days counted from 1970-01-01. */
export function wallTime(timeZone: string, at: number): number {
  const [here] = stretches(timeZone, at, at + 1);
  return at + (here?.offset ?? 0);
}

/** The day of a wall time. */
export const dayOf = (wall: number): number => Math.floor(wall / DAY);
/** From Monday, 0; the epoch was a Thursday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;
export const msOf = (minutes: number): number => minutes * MINUTE;
