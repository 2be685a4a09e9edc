/** A bucket fills up in a minute, whatever its size. Times are whole microseconds: fine enough for the largest budget. */
export const FULL = 60_000_000;

/** One request at a bucket: when, and how much. */
export interface Taking {
  readonly now: number;
  readonly price: number;
  /** How far ahead the bucket may be, µs: a minute unless said. */
  readonly full?: number;
}

/** What one bucket says to one request. */
export interface Verdict {
  readonly admitted: boolean;
  /** When all that was taken is paid off, µs: the one number a bucket keeps. */
  readonly tat: number;
}

/** How long a budget of so many points a minute takes to pay for a cost, µs: rounded up, so it never pays too much. */
export const priceOf = (cost: number, budget: number): number => Math.ceil((cost * FULL) / budget);

/**
 * How far ahead of now a bucket may be and still take this price. One that is larger than the bucket fits a full
 * one alone, and is paid off before anything else: otherwise it would never fit.
 */
export const roomFor = (price: number, full = FULL): number => Math.max(0, full - price);

/** Takes from a bucket what fits. `tat` is undefined for one that was never used. */
export function take(tat: number | undefined, now: number, price: number, full = FULL): Verdict {
  const from = tat === undefined ? now : Math.max(tat, now);
  return from - now <= roomFor(price, full) ? { admitted: true, tat: from + price } : { admitted: false, tat: from };
}

/** What there is left in a bucket, and how long until it has room, or is full again. */
export interface Level {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsInSeconds: number;
}

const seconds = (us: number): number => Math.ceil(us / 1_000_000);

export function levelOf(tat: number, now: number, budget: number): Level {
  const ahead = Math.max(0, tat - now);
  const remaining = Math.max(0, Math.floor(((FULL - ahead) * budget) / FULL));
  return { limit: budget, remaining, resetsInSeconds: seconds(ahead) };
}

/** Whole seconds after which what was refused fits, if nobody else takes it; at least one. */
export const waitFor = (tat: number, now: number, price: number): number =>
  Math.max(1, seconds(tat - now - roomFor(price)));
