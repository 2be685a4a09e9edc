import { expect, test } from "vitest";
import * as Routing from "../../src/routing/index.ts";
import { simulateRouting } from "../../src/routing/index.ts";
import { readHistory } from "../../src/routing/past/read.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { makeDesk, useEngine } from "../support/desk.ts";
import { hire, ownerOf, routed } from "../support/routes.ts";

useEngine();

const [ROUTERS, TICKETS, AGENTS, CAPACITY] = [6, 18, 3, 2];

test("what many routers decided at once comes out as it was, and with half the capacity otherwise", async () => {
  const f = await makeDesk();
  await routed(f);
  const agents = [];
  for (let i = 0; i < AGENTS; i++) agents.push(await hire(f, `agent${i}`, { units: CAPACITY }));
  const from = f.clock.now();
  const ids: string[] = [];
  for (let i = 0; i < TICKETS; i++) ids.push((await f.openTicket()).id);
  const waiting = [...ids];
  const router = async (i: number) => {
    const ctx = f.as({ kind: "system", workspaceId: "main", name: `router${i}` });
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      f.clock.advance(1_000);
      await Routing.follow(ctx, { ticketId: next });
      const agentId = await ownerOf(f, next);
      if (agentId === undefined) continue;
      f.clock.advance(5_000);
      if (ids.indexOf(next) % 2 === 0) await Ticket.resolve(f.admin, { ticketId: next });
      await Routing.follow(ctx, { ticketId: next });
      await Routing.fill(ctx, { agentId });
    }
  };
  await Promise.all(Array.from({ length: ROUTERS }, (_, i) => router(i)));
  const range = { from, to: f.clock.now() };

  const same = await Routing.simulate(f.admin, range);
  expect([same.different, same.withoutFacts, same.decisions.unneeded]).toEqual([0, 0, 0]);
  expect(same.decisions.same).toBe(same.decisions.count);
  expect(same.decisions.count).toBeGreaterThan(TICKETS / 2);
  for (const { ticketId, simulated } of same.tickets) {
    if (simulated) expect(await ownerOf(f, ticketId)).toBe(simulated.agentId);
  }
  const cut = await readHistory(f.admin, range, 1);
  expect([cut.isCut, cut.decisions.length > 0, cut.decisions.length < same.decisions.count]).toEqual([
    true,
    true,
    true,
  ]);
  expect(cut.until).toBeLessThan(range.to);
  expect(simulateRouting(cut, {}).different).toBe(0);
  const half = await Routing.simulate(f.admin, { ...range, capacityPercent: 50 });
  expect(half.different).toBeGreaterThan(0);
  expect(half.simulated.assigned).toBeLessThan(half.recorded.assigned);
});
