import * as fc from "fast-check";
import { expect, test } from "vitest";
import { connect } from "../../src/desk/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import { republish } from "../../src/republish/index.ts";
import { eventKeyOf } from "../../src/table/index.ts";
import { memoryBus } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { makeDesk, useEngine } from "../support/desk.ts";
import { RUNS } from "../support/random.ts";

useEngine();

test("any stretch, however it is cut, brings exactly the events written in it", async () => {
  const f = await makeDesk();
  const start = f.clock.now();
  const { id } = await f.openTicket();
  for (let i = 0; i < 120; i++) {
    f.clock.advance(((i * 7) % 13) * MINUTE);
    await Ticket.note(f.agent, { ticketId: id, text: `note ${i}` });
  }
  const end = f.clock.now();
  const publish = async (from: number, to: number) => {
    const bus = memoryBus();
    const ctx = connect({ table: f.table, clock: f.clock, ports: { bus } });
    const run = await republish(ctx.as({ kind: "system", workspaceId: "main", name: "operate" }), { from, to });
    expect(run.done).toBe(true);
    return bus.taken;
  };
  const all = await publish(start, end);
  expect(all.length).toBeGreaterThan(121);
  const times = all.map(({ detail }) => Number(detail["at"]));
  const at = fc.oneof(fc.integer({ min: start, max: end }), fc.constantFrom(...times));
  const keysOf = (events: typeof all) =>
    events.map(({ detail }) => eventKeyOf(detail as { aggregateId: string; sequence: number })).toSorted();
  await fc.assert(
    fc.asyncProperty(at, at, async (one, two) => {
      const [from, to] = [Math.min(one, two), Math.max(one, two)];
      const expected = all.filter((_, i) => (times[i] ?? 0) >= from && (times[i] ?? 0) <= to);
      expect(keysOf(await publish(from, to))).toEqual(keysOf(expected));
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
}, 3_600_000);
