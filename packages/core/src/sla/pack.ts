import { SLA_METRICS } from "../workspace/index.ts";
import { CLOCK_STATES, type Clock, type Promised } from "./engine/schema.ts";

/**
 * Clocks as a state keeps them: what they promise once each, and of every clock a row of numbers. Spelled out they would
 * be four times as long, and a ticket with many of them wider than a state row may be.
 */
export interface Packed {
  readonly promises: readonly Promised[];
  /** Metric, cycle, start, state, promise, due, warning; then when it was warned of, breached and met, 0 for never. */
  readonly rows: readonly (readonly (number | null)[])[];
}

export const NO_CLOCKS: Packed = { promises: [], rows: [] };

const isSame = (a: Promised, b: Promised): boolean =>
  a.policy === b.policy &&
  a.version === b.version &&
  a.minutes === b.minutes &&
  a.time === b.time &&
  a.calendar === b.calendar &&
  a.warnMinutes === b.warnMinutes;

export function pack(clocks: readonly Clock[]): Packed {
  const promises: Promised[] = [];
  const place = (promised: Promised): number => {
    const known = promises.findIndex((one) => isSame(one, promised));
    return known >= 0 ? known : promises.push(promised) - 1;
  };
  const rows = clocks.map((clock) => [
    SLA_METRICS.indexOf(clock.metric),
    clock.cycle,
    clock.startedAt,
    CLOCK_STATES.indexOf(clock.state),
    place(clock.promised),
    clock.dueAt,
    clock.warnAt,
    ...trimmed([clock.warnedAt ?? 0, clock.breachedAt ?? 0, clock.metAt ?? 0]),
  ]);
  return { promises, rows };
}

const trimmed = (times: readonly number[]): readonly number[] =>
  times.slice(0, times.findLastIndex((at) => at > 0) + 1);

export const unpack = ({ promises, rows }: Packed): readonly Clock[] =>
  rows.map(([metric, cycle, startedAt, state, promise, dueAt, warnAt, warnedAt, breachedAt, metAt]) => ({
    metric: SLA_METRICS[metric ?? 0] ?? "FIRST_RESPONSE",
    cycle: cycle ?? 1,
    startedAt: startedAt ?? 0,
    state: CLOCK_STATES[state ?? 0] ?? "PENDING",
    promised: promises[promise ?? 0] as Promised,
    dueAt: dueAt ?? null,
    warnAt: warnAt ?? null,
    ...(warnedAt ? { warnedAt } : {}),
    ...(breachedAt ? { breachedAt } : {}),
    ...(metAt ? { metAt } : {}),
  }));
