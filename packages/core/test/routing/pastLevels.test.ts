import { expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import * as Sla from "../../src/sla/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { arrive, hire, ownerOf, routed } from "../support/routes.ts";

useEngine();

const target = (minutes: number) => ({ metric: "FIRST_RESPONSE" as const, minutes, time: "CALENDAR" as const });
const policy = (minutes: number) => ({ key: "all", label: "All", targets: [target(minutes)] });

async function answer(f: Fixture, ticketId: string): Promise<void> {
  await Ticket.reply(f.agent, { ticketId, text: "Done." });
  const agentId = await ownerOf(f, ticketId);
  await Ticket.resolve(f.admin, { ticketId });
  await Routing.follow(f.system, { ticketId });
  if (agentId) await Routing.fill(f.system, { agentId });
  await Sla.follow(f.system, { ticketId });
}

/** One who carries two gets two within an hour's promise, answers one after 30 minutes and one after 90. */
async function afternoon() {
  const f = await makeDesk();
  await routed(f);
  await Workspace.configureRouting(f.admin, { slaPolicies: [policy(60)] });
  await hire(f, "bo", { units: 2 });
  const from = f.clock.now();
  const open = () => arrive(f);
  const [first, second] = [(await open()).id, (await open()).id];
  for (const ticketId of [first, second]) await Sla.follow(f.system, { ticketId });
  f.clock.advance(30 * MINUTE);
  await answer(f, first);
  f.clock.advance(HOUR);
  await answer(f, second);
  f.clock.advance(HOUR);
  return { f, first, second, from, to: f.clock.now() };
}

test("what was missed stands beside what would have been, by other promises and by later work", async () => {
  const { f, first, second, from, to } = await afternoon();
  const late = { metric: "FIRST_RESPONSE", cycle: 1, policy: "all" };
  const one = { ...late, at: from + HOUR };

  const same = await Routing.simulate(f.admin, { from, to });
  expect(same.breaches).toEqual([{ ticketId: second, recorded: [one], simulated: [one] }]);

  const easy = await Routing.simulate(f.admin, { from, to, configuration: { slaPolicies: [policy(120)] } });
  expect(easy.breaches).toEqual([{ ticketId: second, recorded: [one], simulated: [] }]);

  const hard = await Routing.simulate(f.admin, { from, to, configuration: { slaPolicies: [policy(20)] } });
  expect(hard.breaches.map(({ ticketId, recorded, simulated }) => [ticketId, recorded.length, simulated])).toEqual([
    [first, 0, [{ ...late, at: from + 20 * MINUTE }]],
    [second, 1, [{ ...late, at: from + 20 * MINUTE }]],
  ]);

  // With half the capacity the second begins when the first is done, and is answered as much later.
  const half = await Routing.simulate(f.admin, {
    from,
    to,
    capacityPercent: 50,
    configuration: { slaPolicies: [policy(100)] },
  });
  expect(half.tickets[1]?.simulated?.waitMs).toBe(30 * MINUTE);
  expect(half.breaches).toEqual([
    { ticketId: second, recorded: [one], simulated: [{ ...late, at: from + 100 * MINUTE }] },
  ]);
});
