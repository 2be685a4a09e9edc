/** Where time comes from. Times are milliseconds since the epoch, UTC. */
export interface Clock {
  now(): number;
  /** Resolves after about `ms` of real time; used for backing off only, never for business time. */
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** RFC 3339 in UTC with milliseconds: the one spelling of a time that leaves the product. */
export const iso = (at: number): string => new Date(at).toISOString();
