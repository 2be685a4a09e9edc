import { beforeEach, describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import * as Incident from "../../src/incident/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

let f: Fixture;
let lead: Ctx;
let problemId: string;
beforeEach(async () => {
  f = await makeDesk();
  lead = f.admin;
  problemId = (await f.openTicket({ kind: "PROBLEM" })).id;
});

const declare = async (more: Partial<Incident.DeclareInput> = {}) =>
  (await Incident.declare(lead, { title: "Payments fail", severity: "SEV2", problemId, ...more })).object;

async function felt(customerId = f.customerId, of = problemId): Promise<string> {
  const { id } = await f.openTicket({ kind: "INCIDENT", customerId });
  await Ticket.link(f.agent, { ticketId: id, kind: "CAUSED_BY", otherId: of });
  return id;
}

async function stranger(): Promise<Ctx> {
  const { object } = await Customer.upsert(f.system, { email: "sam@example.com" });
  return f.as({ kind: "customer", workspaceId: "main", customerId: object.id });
}

const lines = async (ctx: Ctx, id: string) =>
  (await Incident.timeline(ctx, id, { first: 50 })).edges.map(({ node }) => node).reverse();

describe("a customer", () => {
  test("with a ticket in it reads what is public of it, and nothing of how the desk works", async () => {
    const { id } = await declare({ text: "Looking into it." });
    await Incident.postUpdate(lead, {
      incidentId: id,
      status: "IDENTIFIED",
      text: "Bob cut the cable.",
      public: false,
    });
    await Incident.postUpdate(lead, { incidentId: id, text: "We know why.", public: true });
    await Incident.changeSeverity(lead, { incidentId: id, severity: "SEV1", reason: "Cards fail too." });
    const ticketId = await felt();
    const seen = await Incident.get(f.customer, id);
    expect(Object.keys(seen).sort()).toEqual(["createdAt", "id", "status", "title", "updatedAt", "version"]);
    expect(await Incident.ofTicket(f.customer, ticketId)).toEqual(seen);
    const told = await lines(f.customer, id);
    expect(told.map(({ status, text }) => [status, text])).toEqual([
      ["INVESTIGATING", null],
      ["INVESTIGATING", "Looking into it."],
      ["IDENTIFIED", "We know why."],
    ]);
    expect(told.every(({ actor, facts }) => actor === null && Object.keys(facts).length === 0)).toBe(true);
    expect(await codeOf(Incident.reach(f.customer, id))).toBe("NOT_FOUND");
  });

  test("without one finds an id that never existed, also once their ticket is taken out of it", async () => {
    const { id } = await declare();
    const ticketId = await felt();
    const sam = await stranger();
    for (const ask of [Incident.get, Incident.timeline]) expect(await codeOf(ask(sam, id))).toBe("NOT_FOUND");
    expect(await codeOf(Incident.ofTicket(sam, ticketId))).toBe("NOT_FOUND");
    await Ticket.unlink(f.agent, { ticketId, kind: "CAUSED_BY", otherId: problemId });
    expect(await codeOf(Incident.get(f.customer, id))).toBe("NOT_FOUND");
    expect(await Incident.ofTicket(f.customer, ticketId)).toBeNull();
    // The problem itself is a ticket of theirs: that it is one is the desk's affair.
    expect(await Incident.ofTicket(f.customer, problemId)).toBeNull();
    expect(await Incident.ofTicket(f.agent, problemId)).toMatchObject({ id });
  });
});
