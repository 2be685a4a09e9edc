import * as Agent from "@switchboard/core/agent";
import * as Company from "@switchboard/core/company";
import * as Count from "@switchboard/core/count";
import * as Customer from "@switchboard/core/customer";
import * as Incident from "@switchboard/core/incident";
import { AGENT_ROLES } from "@switchboard/core/kernel";
import * as Routing from "@switchboard/core/routing";
import * as Sla from "@switchboard/core/sla";
import * as Ticket from "@switchboard/core/ticket";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Platform } from "../src/index.ts";
import { ctxOf, start } from "./desk.ts";

let platform: Platform;
let tickets: Ticket.TicketSummary[];
const all = { status: [...Ticket.STATUSES] };
beforeAll(async () => {
  platform = await start({ seed: "demo", now: Date.parse("2026-11-02T09:00:00Z") });
  const page = await Ticket.listByActivity(ctxOf(platform, "lead"), all, { first: 100 });
  tickets = page.edges.map(({ node }) => node);
});
afterAll(() => platform.stop());

describe("the demo data", () => {
  test("mails nobody, now or when time goes on", async () => {
    await platform.settle();
    expect(platform.mail()).toEqual([]);
    expect(platform.deadLetters()).toEqual([]);
    expect(platform.events().filter(({ detail }) => detail["origin"] !== "seed")).toEqual([]);
  });

  test("has thirty-five tickets, one of them merged, in every status and over every channel, numbered in the order of time", () => {
    expect(tickets).toHaveLength(35);
    expect(new Set(tickets.map(({ status }) => status))).toEqual(new Set(Ticket.STATUSES));
    expect(new Set(tickets.map(({ channel }) => channel))).toEqual(new Set(Ticket.CHANNELS));
    const byNumber = [...tickets].sort((a, b) => a.number - b.number);
    expect(byNumber.map(({ createdAt }) => createdAt)).toEqual(
      tickets.map(({ createdAt }) => createdAt).sort((a, b) => a - b),
    );
  });

  test("has ten agents in all seven roles, one invited and one suspended, and fifteen customers", async () => {
    const ctx = ctxOf(platform, "admin");
    const agents = (await Agent.list(ctx)).edges.map(({ node }) => node.id);
    const roles = (await Agent.getMany(ctx, agents)).flatMap((agent) => agent?.roles ?? []);
    expect(agents).toHaveLength(10);
    const status = (await Agent.list(ctx)).edges.map(({ node }) => node.status);
    expect(status.filter((one) => one !== "ACTIVE").sort()).toEqual(["INVITED", "SUSPENDED"]);
    expect(new Set(roles)).toEqual(new Set(AGENT_ROLES));
    expect((await Customer.list(ctx)).edges).toHaveLength(15);
  });

  test("has a problem whose incidents were resolved with it, views that are counted, and a company that a domain tells", async () => {
    const lead = ctxOf(platform, "lead");
    const problem = tickets.find(({ kind }) => kind === "PROBLEM");
    const { total, byStatus } = await Ticket.incidentsOf(lead, problem?.id ?? "");
    expect([total, byStatus.RESOLVED + byStatus.CLOSED]).toEqual([3, 3]);
    const counted = await Count.viewCounts(ctxOf(platform, "specialist"));
    expect(counted.map(({ count }) => (count ?? -1) >= 0)).toEqual([true, true, true]);
    expect((await Company.list(lead)).edges).toHaveLength(2);
  });

  test("has queues that a check finds nothing wrong with, clocks that run, and a major incident that is over", async () => {
    const { findings } = await Routing.plan(ctxOf(platform, "admin"));
    expect(findings).toEqual([]);
    const lead = ctxOf(platform, "lead");
    const due = await Sla.dueSoon(lead, {}, { first: 50 });
    expect(due.edges.length).toBeGreaterThan(3);
    const [over] = (await Incident.list(lead, { status: ["RESOLVED"] })).edges.map(({ node }) => node);
    expect(over).toMatchObject({ title: "Cards are refused in the shop", severity: "SEV2" });
  });

  test("nobody is there, so nothing finds its way by itself until somebody says that they are", async () => {
    const ctx = ctxOf(platform, "admin");
    const agents = (await Agent.list(ctx)).edges.map(({ node }) => node.id);
    const presences = await Agent.presences(ctx, agents);
    expect(new Set(presences.map(({ state }) => state))).toEqual(new Set(["OFFLINE"]));
    expect(await Routing.routeOf(ctx, tickets[0]?.id ?? "")).toBeNull();
  });

  test("everything in it happened before now, and every chain verifies", async () => {
    const ctx = ctxOf(platform, "lead");
    for (const { id } of tickets) {
      expect(await Ticket.verify(ctx, id)).toMatchObject({ valid: true });
      const entries = await Ticket.audit(ctx, id, { first: 100 });
      for (const { node } of entries.edges) expect(node.at).toBeLessThanOrEqual(platform.desk.clock.now());
    }
  });

  test("the customer of the token has tickets of her own", async () => {
    const own = await Ticket.listByActivity(ctxOf(platform, "customer"), all);
    expect(own.edges.length).toBeGreaterThan(1);
  });

  test("state rows stay under 1 KB", async () => {
    const keys = tickets.map(({ id }) => ({ pk: `main#${id}`, sk: "T" }));
    for (const row of await platform.desk.table.batchGet(keys)) {
      const size = Object.entries(row).reduce(
        (sum, [name, value]) =>
          sum + name.length + (value instanceof Uint8Array ? value.byteLength : Buffer.byteLength(String(value))),
        0,
      );
      expect(size).toBeLessThan(1024);
    }
  });

  test("is the same again from the same moment", async () => {
    await using twin = await start({ seed: "demo", now: Date.parse("2026-11-02T09:00:00Z") });
    const page = await Ticket.listByActivity(ctxOf(twin, "lead"), all, { first: 100 });
    expect(page.edges.map(({ node }) => node)).toEqual(tickets);
  });
});
