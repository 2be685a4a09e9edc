import type { Clock } from "../kernel/index.ts";

/** A clock that stands still until it is told to move. Backing off still takes real time: others need to run. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  set(at: number): void;
}

export function manualClock(start = Date.parse("2026-11-02T09:00:00.000Z")): ManualClock {
  let now = start;
  return {
    now: () => now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    advance: (ms) => {
      now += ms;
    },
    set: (at) => {
      now = at;
    },
  };
}
