import { expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import type { Row, TablePort, Write } from "../../src/port/index.ts";
import * as Routing from "../../src/routing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { makeDesk, useEngine } from "../support/desk.ts";
import { hire, routed, routeOf } from "../support/routes.ts";

useEngine();

const [ROUTERS, TICKETS, AGENTS, CAPACITY] = [50, 500, 10, 5];

/** The table, and the highest load that any commit ever left behind, read back after each. */
function watching(table: TablePort, highest: Map<string, number>): TablePort {
  const loads = (writes: readonly Write[]) =>
    writes.flatMap((write) => (write.kind === "update" && write.key.pk.includes("#load#") ? [write.key] : []));
  const note = (row: Row | null) => {
    const [pk, units] = [String(row?.["pk"]), Number(row?.["n"] ?? 0)];
    highest.set(pk, Math.max(highest.get(pk) ?? 0, units));
  };
  return {
    ...table,
    transact: async (writes) => {
      const outcome = await table.transact(writes);
      if (outcome.done) for (const key of loads(writes)) note(await table.get(key, { consistent: true }));
      return outcome;
    },
  };
}

test("fifty routers at once give nothing twice, nobody more than they can carry, and leave no room unused", {
  timeout: 120_000,
}, async () => {
  const f = await makeDesk();
  await routed(f);
  const agents: { readonly id: string }[] = [];
  for (let i = 0; i < AGENTS; i++) agents.push(await hire(f, `agent${i}`, { units: CAPACITY }));
  const ids: string[] = [];
  const open = async () => {
    while (ids.length < TICKETS) ids.push((await f.openTicket()).id);
  };
  await Promise.all(Array.from({ length: 10 }, open));
  const highest = new Map<string, number>();
  const desk = f.over(watching(f.table, highest));
  const waiting = ids.slice(0, TICKETS);
  const router = async (name: string) => {
    const ctx = desk.as({ kind: "system", workspaceId: "main", name });
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await Routing.follow(ctx, { ticketId: next });
    }
    for (const { id: agentId } of agents) await Routing.fill(ctx, { agentId });
  };
  await Promise.all(Array.from({ length: ROUTERS }, (_, i) => router(`router${i}`)));

  const tickets = await Promise.all(ids.map((id) => Ticket.get(f.admin, id)));
  const owners = tickets.flatMap(({ assigneeId }) => assigneeId ?? []);
  expect(owners.length).toBe(AGENTS * CAPACITY);
  for (const { id } of agents) {
    const own = owners.filter((one) => one === id).length;
    expect((await Agent.loadOf(f.admin, id)).units).toBe(own);
    expect(own).toBe(CAPACITY);
  }
  expect(Math.max(...highest.values())).toBe(CAPACITY);
  const given = await Promise.all(ids.map(async (id) => (await Ticket.audit(f.admin, id)).edges));
  const assignments = given.map((edges) => edges.filter(({ node }) => node.type === "ticket.assigned").length);
  expect(Math.max(...assignments)).toBe(1);
  const states = await Promise.all(ids.map(async (id) => (await routeOf(f, id))?.state));
  expect(states.filter((one) => one === "WAITING").length).toBe(TICKETS - AGENTS * CAPACITY);
});
