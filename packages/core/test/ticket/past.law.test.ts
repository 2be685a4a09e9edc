import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fold, history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { RUNS, step, walk } from "../support/random.ts";

useEngine();

/** Takes steps one by one, and remembers what the ticket was after each. */
async function remembered(f: Fixture, steps: Parameters<typeof walk>[2]) {
  const { id } = await f.openTicket();
  const seen: { at: number; state: object }[] = [];
  for (const one of steps) {
    await walk(f, id, [one]);
    const { version: _, ...state } = await Ticket.get(f.admin, id);
    seen.push({ at: f.clock.now(), state });
    f.clock.advance(1);
  }
  return { id, seen };
}

test("a ticket as of each of its events, of each step and between is what it was then: the fold up to there", async () => {
  const f = await makeDesk();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const { id, seen } = await remembered(f, steps);
      const events = await history(f.system, id);
      const isBlanked = events.some(({ type }) => type === "ticket.redacted");
      for (const at of new Set(events.flatMap((event) => [event.at, event.at + 1]))) {
        const { version: _, ...then } = await Ticket.getAsOf(f.admin, id, at);
        expect(then).toEqual(
          fold(
            Ticket.ticket,
            events.filter((event) => event.at <= at),
          ),
        );
      }
      for (const { at, state } of seen) {
        const { version: _, ...then } = await Ticket.getAsOf(f.admin, id, at);
        // What was blanked since is blank there too.
        if (!isBlanked) expect(then).toEqual(state);
      }
    }),
    { numRuns: Math.ceil(RUNS / 6) },
  );
}, 3_600_000);

test("the changes told one after the other lead from the first state to the last", async () => {
  const f = await makeDesk();
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, first) => {
        const start = f.clock.now();
        const { id } = await remembered(f, steps);
        const state: Record<string, unknown> = {};
        let after: string | undefined;
        do {
          const { edges, pageInfo } = await Ticket.changes(
            f.admin,
            id,
            { from: start, to: f.clock.now() },
            { first, after },
          );
          for (const { field, before, after: now } of edges.flatMap(({ node }) => node.fields)) {
            expect(state[field] ?? null).toEqual(before);
            state[field] = now;
          }
          after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
        } while (after !== undefined);
        const { version: _, activityAt: __, id: ___, ...is } = await Ticket.get(f.admin, id);
        expect(Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null))).toEqual(is);
      },
    ),
    { numRuns: Math.ceil(RUNS / 20) },
  );
}, 3_600_000);
