import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import * as Escalation from "@switchboard/core/escalation";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";
import { expect, test } from "vitest";
import type { BusDelivery } from "../src/event.ts";
import type { Wired } from "../src/handler.ts";
import { REACTIONS } from "../src/reactions.ts";
import { testDesk } from "./desk.ts";

test("a clock that is over starts a path from when it was, and the end of the ticket ends it; told twice is told once", async () => {
  await using t = await testDesk();
  const system = t.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const { object: lead } = await Agent.create(system, {
    name: "Lee",
    email: "lee@northwind.example",
    roles: ["team_lead"],
  });
  const step = { afterMinutes: 0, to: { agentId: lead.id }, actions: ["FOLLOW" as const] };
  const trigger = { kind: "SLA", state: "BREACHED" } as const;
  await Workspace.configureRouting(system, {
    escalationPaths: [{ key: "late", label: "Late", trigger, steps: [step] }],
  });
  const { object: customer } = await Customer.upsert(system, { email: "eve@example.com" });
  const { object: ticket } = await Ticket.open(system, { customerId: customer.id, subject: "S", text: "T" });
  const wired: Wired = {
    desk: t.desk,
    inbound: { get: async () => null },
    introspection: "off",
    maxTokenAge: 60,
  };
  const at = t.clock.now() - 60_000;
  const deliver = async (reaction: string, aggregateId: string, payload: object) => {
    const event: BusDelivery = {
      id: "1",
      source: "switchboard",
      "detail-type": "any",
      time: "2026-11-02T09:00:00Z",
      detail: { workspaceId: "main", aggregateId, sequence: 2, payload },
    };
    const create = await REACTIONS[reaction]?.();
    for (let i = 0; i < 2; i++) await create?.(wired)(event);
  };
  const facts = {
    ticketId: ticket.id,
    metric: "FIRST_RESPONSE",
    cycle: 1,
    policy: "gold",
    dueAt: at,
    at,
    teamId: null,
  };
  await deliver("sla-warned.escalate", ticket.id, facts);
  await deliver("ticket-opened.wait-for-age", ticket.id, {});
  expect((await Escalation.ofTicket(system, ticket.id)).edges).toEqual([]);
  await deliver("sla-breached.escalate", ticket.id, facts);
  const found = async () => (await Escalation.ofTicket(system, ticket.id)).edges.map(({ node }) => node);
  expect(await found()).toMatchObject([{ path: "late", startsAt: at, done: 1, status: "RUNNING" }]);
  await Ticket.resolve(system, { ticketId: ticket.id });
  await deliver("ticket-ended.end-escalations", ticket.id, {});
  expect(await found()).toMatchObject([{ status: "ENDED", endReason: "RESOLVED" }]);
});
