import { expect } from "vitest";
import { type AnyAggregate, canonical } from "../../src/kernel/index.ts";
import { fold, history, load, sideOf, verifyChain } from "../../src/table/index.ts";
import type { Fixture } from "./desk.ts";

/** The law of every aggregate: state and sides are folds of the stored events, whose chain verifies. */
export async function expectFold(f: Fixture, agg: AnyAggregate, id: string): Promise<void> {
  const events = await history(f.system, id);
  const stored = await load(f.system, agg, id);
  expect(stored).not.toBeNull();
  expect(canonical(fold(agg, events))).toBe(canonical(stored?.state));
  for (const side of agg.sides ?? []) {
    const folded = events.reduce((value, event) => side.evolve(id, value, event), side.empty);
    expect(canonical(await sideOf(f.system, side, id)), side.row).toBe(canonical(folded));
  }
  expect(events.map((event) => event.sequence)).toEqual(events.map((_, i) => i + 1));
  expect(events.every((event, i) => event.at >= (events[i - 1]?.at ?? 0))).toBe(true);
  expect(await verifyChain(f.system, agg, id)).toMatchObject({ valid: true, length: events.length });
}
