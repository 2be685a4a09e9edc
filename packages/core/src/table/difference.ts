import { type AnyAggregate, canonical, type StoredEvent } from "../kernel/index.ts";
import { lifted } from "./history.ts";

/** One field of a state before and after; null where it was not there. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What each event of a history made different in the state it is folded into. */
export function* differences(agg: AnyAggregate, events: readonly StoredEvent[]) {
  let before: unknown;
  for (const event of events) {
    const after = next(agg, before, event);
    yield { event, fields: differing(before, after) };
    before = after;
  }
}

/** What another release wrote, or what somebody spoilt, makes nothing different that this one could tell. */
function next(agg: AnyAggregate, before: unknown, event: StoredEvent): unknown {
  if (!Object.hasOwn(agg.events, event.type) || event.payload === null) return before;
  return agg.evolve(before as never, lifted(agg, event) as never);
}

function differing(before: unknown, after: unknown): readonly FieldChange[] {
  const [was, is] = [before ?? {}, after ?? {}] as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => name !== "id");
  return names
    .filter((field) => canonical(was[field]) !== canonical(is[field]))
    .map((field) => ({ field, before: was[field] ?? null, after: is[field] ?? null }));
}
