import type { Clock } from "../kernel/index.ts";

/** A clock that stands still until it is told to move. Backing off takes no time with it. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  set(at: number): void;
}

export function manualClock(start = Date.parse("2026-11-02T09:00:00.000Z")): ManualClock {
  let now = start;
  return {
    now: () => now,
    // Lets others run, as real sleep would, without making tests slow.
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    advance: (ms) => {
      now += ms;
    },
    set: (at) => {
      now = at;
    },
  };
}
