import { HOUR } from "@switchboard/core/kernel";
import * as Sla from "@switchboard/core/sla";
import * as Workspace from "@switchboard/core/workspace";
import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);
const system = t.desk.as({ kind: "system", workspaceId: "main", name: "test" });
const targets = [
  { metric: "FIRST_RESPONSE" as const, minutes: 60, time: "CALENDAR" as const, warnMinutes: 15 },
  { metric: "AGENT_WORK" as const, minutes: 120, time: "CALENDAR" as const },
];
await Workspace.configureRouting(t.as("admin"), { slaPolicies: [{ key: "usual", label: "Usual", targets }] });

const iso = (at: number) => new Date(at).toISOString();
const CLOCKS = `query ($id: ID!) { ticket(id: $id) { clocks {
  metric cycle state startedAt dueAt paused remainingMinutes promise { policy target time calendar }
  proof { minutes cutAt spans { from to counted why } } } } }`;

test("a ticket shows its clocks with due times, what is left and the proof; a customer sees none", async () => {
  const opened = t.clock.now();
  const { id } = await fresh();
  t.clock.advance(HOUR / 2);
  await run("changeTicketStatus", { ticketId: id, status: "WAITING_ON_CUSTOMER" }, "ticket { id }");
  const [first, work] = (await as.ada(CLOCKS, { id })).data.ticket.clocks;
  expect(first).toMatchObject({ metric: "FIRST_RESPONSE", cycle: 1, state: "PENDING", dueAt: iso(opened + HOUR) });
  expect(first).toMatchObject({ paused: false, remainingMinutes: 30, promise: { policy: "usual", target: "PT1H" } });
  expect(work).toMatchObject({ metric: "AGENT_WORK", dueAt: null, paused: true, remainingMinutes: 90 });
  expect(work.proof.spans).toEqual([{ from: iso(opened), to: iso(opened + HOUR / 2), counted: true, why: "OPEN" }]);
  const eve = await as.eve(CLOCKS, { id });
  expect([eve.codes, eve.data.ticket.clocks]).toEqual([[], []]);
});

test("what is due next is listed nearest first, and figures say how it was kept", async () => {
  const { id } = await fresh();
  const from = t.clock.now();
  await Sla.follow(system, { ticketId: id });
  const due = await as.ada("{ ticketsDueSoon { edges { node { ticket { id } clock { metric state } } } } }");
  expect(due.data.ticketsDueSoon.edges).toMatchObject([
    { node: { ticket: { id }, clock: { metric: "FIRST_RESPONSE", state: "PENDING" } } },
  ]);
  t.clock.advance(2 * HOUR);
  await Sla.follow(system, { ticketId: id });
  const ask = `query ($from: DateTime!, $to: DateTime!) { slaCompliance(from: $from, to: $to, metrics: [FIRST_RESPONSE]) {
    cutAt figures { policy team metric achieved breached rate } } }`;
  const range = { from: iso(from), to: iso(t.clock.now()) };
  expect((await as.admin(ask, range)).data.slaCompliance).toEqual({
    cutAt: null,
    figures: [{ policy: "usual", team: null, metric: "FIRST_RESPONSE", achieved: 0, breached: 1, rate: 0 }],
  });
  expect((await as.ada(ask, range)).codes).toEqual(["FORBIDDEN"]);
  expect(t.surprises).toEqual([]);
});
