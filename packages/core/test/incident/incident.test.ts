import { beforeEach, describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Company from "../../src/company/index.ts";
import * as Incident from "../../src/incident/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";

useEngine();

let f: Fixture;
let lead: Ctx;
let problemId: string;
beforeEach(async () => {
  f = await makeDesk();
  const { object } = await Agent.create(f.system, {
    name: "Lee",
    email: "lee@northwind.example",
    roles: ["team_lead"],
  });
  lead = f.as({ kind: "agent", workspaceId: "main", agentId: object.id });
  problemId = (await f.openTicket({ kind: "PROBLEM" })).id;
});

const declare = async (more: Partial<Incident.DeclareInput> = {}) =>
  (await Incident.declare(lead, { title: "Payments fail", severity: "SEV2", problemId, ...more })).object;

const lines = async (ctx: Ctx, id: string) =>
  (await Incident.timeline(ctx, id, { first: 50 })).edges.map(({ node }) => node).reverse();

describe("declaring a major incident", () => {
  test("makes one that names who leads it, whom it is about, and how it stands", async () => {
    const company = (await Company.create(f.agent, { name: "Acme" })).object;
    const audience = {
      tiers: ["VIP"],
      companyIds: [company.id],
      tags: ["Card "],
      text: "Whoever pays by card",
    } as const;
    const made = await declare({
      audience: { ...audience, tiers: ["VIP"], companyIds: [company.id], tags: ["Card "] },
      roles: [{ role: "SCRIBE", agentId: f.agentId }],
      text: "Looking into it.",
    });
    expect(made).toMatchObject({
      title: "Payments fail",
      severity: "SEV2",
      status: "INVESTIGATING",
      problemId,
      audience: { tiers: ["VIP"], companyIds: [company.id], tags: ["card"], text: "Whoever pays by card" },
      ownerId: lead.actor.kind === "agent" ? lead.actor.agentId : "",
      roles: { SCRIBE: f.agentId },
    });
    expect((await lines(lead, made.id)).map(({ type }) => type)).toEqual([
      "incident.declared",
      "incident.update_posted",
    ]);
    await expectFold(f, Incident.incident, made.id);
  });

  test("opens the problem it stands on when there is none, and with the same key no second one", async () => {
    const input = {
      title: "Payments fail",
      severity: "SEV1",
      open: { customerId: f.customerId, text: "I cannot pay." },
      idempotencyKey: "once",
    } as const;
    const [first, again] = [await Incident.declare(lead, input), await Incident.declare(lead, input)];
    expect(again.object.id).toBe(first.object.id);
    const problem = await Ticket.get(f.agent, first.object.problemId);
    expect(problem).toMatchObject({ kind: "PROBLEM", subject: "Payments fail", customerId: f.customerId });
  });

  test("once for a problem: a second is told which one there is", async () => {
    const { id } = await declare();
    await expect(declare()).rejects.toMatchObject({ code: "ALREADY_EXISTS", details: { id } });
    const other = (await f.openTicket({ kind: "PROBLEM" })).id;
    const both = await Promise.all([1, 2].map(() => codeOf(declare({ problemId: other }))));
    expect(both.sort()).toEqual(["ALREADY_EXISTS", "done"]);
  });

  const nobody = "agt_01m80gww6eh7w4kg0h35xbrqhv";
  const refused: readonly [string, Partial<Incident.DeclareInput>, string, string][] = [
    ["what is neither a problem nor opens one", { problemId: undefined }, "VALIDATION", "problemId"],
    ["both at once", { open: { customerId: "cus_01m80gww6k0heac1fnye19vaqy", text: "x" } }, "VALIDATION", "problemId"],
    ["a condition there is not", { audience: { country: "DE" } as never }, "VALIDATION", "audience"],
    ["a condition that nobody fits", { audience: { tiers: [] } }, "VALIDATION", "audience,tiers"],
    ["an owner who is not there", { ownerId: nobody }, "NOT_FOUND", "ownerId"],
    [
      "a company there is not",
      { audience: { companyIds: ["cmp_01m80gww6k0heac1fnye19vaqy"] } },
      "NOT_FOUND",
      "audience,companyIds,0",
    ],
    [
      "somebody in a role who is not there",
      { roles: [{ role: "SCRIBE", agentId: nobody }] },
      "NOT_FOUND",
      "roles,0,agentId",
    ],
  ];
  test.each(refused)("refuses %s", async (_, more, code, path) => {
    const failed = await declare(more).catch((e: unknown) => e);
    expect(failed).toMatchObject({ code });
    expect((failed as { issues: { path: string[] }[] }).issues[0]?.path.join()).toBe(path);
  });

  test("refuses a role given twice, what is no problem, and a problem that is done with", async () => {
    const twice = [1, 2].map(() => ({ role: "SCRIBE" as const, agentId: f.agentId }));
    expect(await codeOf(declare({ roles: twice }))).toBe("VALIDATION");
    expect(await codeOf(declare({ problemId: (await f.openTicket()).id }))).toBe("VALIDATION");
    await Ticket.resolve(f.agent, { ticketId: problemId });
    expect(await codeOf(declare())).toBe("TRANSITION");
  });

  test("opens no problem when something else of it is refused, and is not for representatives", async () => {
    const open = { customerId: f.customerId, text: "x" };
    expect(await codeOf(declare({ problemId: undefined, open, ownerId: nobody }))).toBe("NOT_FOUND");
    expect((await Ticket.listOfCustomer(f.agent, f.customerId)).edges).toHaveLength(1);
    expect(await codeOf(Incident.declare(f.agent, { title: "T", severity: "SEV1", problemId }))).toBe("FORBIDDEN");
  });
});

describe("leading one", () => {
  test("roles, owner, severity and audience change, each with what it was before, until it is over", async () => {
    const { id: incidentId } = await declare({ roles: [{ role: "SCRIBE", agentId: f.agentId }] });
    await Incident.assignRole(lead, {
      incidentId,
      role: "SCRIBE",
      agentId: lead.actor.kind === "agent" ? lead.actor.agentId : "",
    });
    await Incident.assignRole(lead, { incidentId, role: "TECHNICAL_LEAD", agentId: f.agentId });
    await Incident.releaseRole(lead, { incidentId, role: "SCRIBE" });
    await Incident.changeSeverity(lead, { incidentId, severity: "SEV1", reason: "Cards fail too." });
    await Incident.changeAudience(lead, { incidentId, audience: { tags: ["card"], text: "All" } });
    await Incident.changeOwner(lead, { incidentId, ownerId: f.agentId });
    expect(await Incident.get(lead, incidentId)).toMatchObject({
      roles: { TECHNICAL_LEAD: f.agentId },
      severity: "SEV1",
      audience: { tags: ["card"], text: "All" },
      ownerId: f.agentId,
    });
    const told = await lines(lead, incidentId);
    expect(told.find(({ type }) => type === "incident.severity_changed")).toMatchObject({
      text: "Cards fail too.",
      facts: { severity: "SEV1", previous: "SEV2" },
      public: false,
    });
    await expectFold(f, Incident.incident, incidentId);
    await Incident.resolve(lead, { incidentId, text: "Over." });
    const refused = await Promise.all(
      [
        Incident.changeSeverity(lead, { incidentId, severity: "SEV4", reason: "x" }),
        Incident.changeOwner(lead, { incidentId, ownerId: f.agentId }),
        Incident.assignRole(lead, { incidentId, role: "SCRIBE", agentId: f.agentId }),
      ].map(codeOf),
    );
    expect(refused).toEqual(["TRANSITION", "TRANSITION", "TRANSITION"]);
  });

  test("is listed while it lasts, and by status", async () => {
    const one = await declare();
    const other = await declare({ problemId: (await f.openTicket({ kind: "PROBLEM" })).id });
    await Incident.postUpdate(lead, { incidentId: other.id, status: "MONITORING", text: "Better.", public: false });
    const idsOf = async (filter: Incident.ListInput, ctx = f.agent) =>
      (await Incident.list(ctx, filter)).edges.map(({ node }) => node.id);
    expect((await idsOf({})).sort()).toEqual([one.id, other.id].sort());
    expect(await idsOf({ status: ["MONITORING"] })).toEqual([other.id]);
    await Incident.resolve(lead, { incidentId: one.id, text: "Over." });
    expect(await idsOf({})).toEqual([other.id]);
    expect((await Incident.list(f.agent, { status: ["RESOLVED"] })).edges[0]?.node).toMatchObject({
      id: one.id,
      problemId,
      severity: "SEV2",
    });
    expect(await idsOf({}, f.customer)).toEqual([]);
  });
});
