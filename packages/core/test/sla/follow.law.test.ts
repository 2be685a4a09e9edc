import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "../../src/kernel/index.ts";
import * as Sla from "../../src/sla/index.ts";
import { history } from "../../src/table/index.ts";
import { tick } from "../../src/tick/index.ts";
import { configInForce, SLA_METRICS } from "../../src/workspace/index.ts";
import type { Fixture } from "../support/desk.ts";
import { useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { RUNS, step, walk } from "../support/random.ts";
import { sortable } from "../support/randomSorting.ts";
import { policy, served, stored } from "./service.ts";

useEngine();

/** Every metric, in business time and around the clock, by priority and by tag. */
async function everything(): Promise<Fixture> {
  const targets = SLA_METRICS.flatMap((metric, i) => [
    { metric, minutes: 240 + 60 * i, time: i % 2 ? ("CALENDAR" as const) : ("BUSINESS" as const), warnMinutes: 60 },
    { metric, priority: "URGENT" as const, minutes: 30 },
  ]);
  const f = await served(
    policy(targets.slice(0, 4), { key: "tagged", when: { tags: { any: ["a", "b", "!"] } }, calendar: "office" }),
    policy(targets, { calendar: "office" }),
  );
  await sortable(f);
  return f;
}

const seen = (clocks: readonly Sla.Clock[]): string => canonical(clocks);

test("following event by event comes to what following all at once does, and to what a replay of the history does", async () => {
  const f = await everything();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      const { id: ticketId } = await f.openTicket();
      for (const one of steps) {
        await walk(f, ticketId, [one]);
        await Sla.follow(f.system, { ticketId });
        // Again, it finds nothing.
        await Sla.follow(f.system, { ticketId });
      }
      await tick(f.desk);
      await Sla.follow(f.system, { ticketId });
      const followed = await stored(f, ticketId);
      const events = await history(f.system, ticketId);
      const rules = Sla.rulesOf(await configInForce(f.system));
      const replayed = Sla.clocksOver({ events, tier: "STANDARD", until: f.clock.now() }, rules);
      expect(seen(replayed.clocks)).toBe(seen(followed));
      // Reading folds what following does.
      const views = await Sla.clocksOf(f.admin, { ticketId });
      expect(views).toMatchObject(followed);
      if (followed.length > 0) await expectFold(f, Sla.sla, Sla.clocksIdOf(ticketId));
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
}, 3_600_000);
