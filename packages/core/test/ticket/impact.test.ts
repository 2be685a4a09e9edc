import { describe, expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const of = (impact: Workspace.Level, urgency: Workspace.Level) => ({ impact, urgency });

describe("the priority of an incident", () => {
  test.each([
    ["HIGH", "HIGH", "URGENT"],
    ["HIGH", "LOW", "NORMAL"],
    ["LOW", "HIGH", "NORMAL"],
    ["LOW", "LOW", "LOW"],
  ] as const)("of impact %s and urgency %s is %s, from opening or by a change", async (impact, urgency, priority) => {
    const f = await makeDesk();
    const opened = await f.openTicket({ kind: "INCIDENT", ...of(impact, urgency) });
    expect(opened).toMatchObject({ impact, urgency, priority });
    const { id } = await f.openTicket({ kind: "PROBLEM", priority: "HIGH" });
    const { object } = await Ticket.changeImpact(f.agent, { ticketId: id, ...of(impact, urgency) });
    expect(object).toMatchObject({ impact, urgency, priority });
  });

  test("follows from the matrix that is in force", async () => {
    const f = await makeDesk();
    await Workspace.changeMatrix(f.admin, { cells: [{ ...of("LOW", "LOW"), priority: "URGENT" }] });
    expect(await f.openTicket({ kind: "INCIDENT", ...of("LOW", "LOW") })).toMatchObject({ priority: "URGENT" });
  });

  test("is overridden with a reason only, which the audit keeps, and follows again after the next change", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ kind: "INCIDENT", ...of("LOW", "LOW") });
    await expect(Ticket.changePriority(f.agent, { ticketId, priority: "HIGH" })).rejects.toMatchObject({
      code: "VALIDATION",
      issues: [{ path: ["reason"] }],
    });
    const reason = "The mayor's bike.";
    await Ticket.changePriority(f.agent, { ticketId, priority: "HIGH", reason });
    const [newest] = (await Ticket.audit(f.agent, ticketId)).edges;
    expect(newest?.node).toMatchObject({ type: "ticket.priority_changed", reason, redacted: false });
    expect(newest?.node.facts).toEqual({ priority: "HIGH", previous: "LOW" });
    expect(await codeOf(Ticket.changePriority(f.agent, { ticketId, priority: "LOW" }))).toBe("done");
    await Ticket.changePriority(f.agent, { ticketId, priority: "URGENT", reason });
    const { object } = await Ticket.changeImpact(f.agent, { ticketId, ...of("HIGH", "MEDIUM") });
    expect(object.priority).toBe("HIGH");
    expect((await Ticket.verify(f.admin, ticketId)).valid).toBe(true);
  });

  test("of anything without impact needs no reason, and says none", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.changePriority(f.agent, { ticketId, priority: "HIGH" });
    expect((await Ticket.audit(f.agent, ticketId)).edges[0]?.node).toMatchObject({ reason: null, redacted: false });
  });
});

test("the same impact again changes nothing, and no kind but incidents and problems has any", async () => {
  const f = await makeDesk();
  const { id: ticketId } = await f.openTicket({ kind: "INCIDENT", ...of("LOW", "LOW") });
  expect((await Ticket.changeImpact(f.agent, { ticketId, ...of("LOW", "LOW") })).entryIds).toEqual([]);
  expect((await Ticket.changeKind(f.agent, { ticketId, kind: "PROBLEM" })).object).toMatchObject(of("LOW", "LOW"));
  const { object } = await Ticket.changeKind(f.agent, { ticketId, kind: "TASK" });
  expect(object).not.toHaveProperty("impact");
  expect(object).not.toHaveProperty("urgency");
  expect(await codeOf(Ticket.changeImpact(f.agent, { ticketId, ...of("LOW", "LOW") }))).toBe("VALIDATION");
});

test.each<[string, Partial<Ticket.OpenInput>, string]>([
  ["impact without urgency", { kind: "INCIDENT", impact: "LOW" }, "urgency"],
  ["urgency without impact", { kind: "INCIDENT", urgency: "LOW" }, "impact"],
  ["impact of a question", of("LOW", "LOW"), "impact"],
  ["a priority beside what it follows from", { kind: "INCIDENT", ...of("LOW", "LOW"), priority: "LOW" }, "priority"],
  ["a level that is none", { kind: "INCIDENT", impact: "HUGE" as "LOW", urgency: "LOW" }, "impact"],
])("a ticket is not opened with %s", async (_, input, path) => {
  const f = await makeDesk();
  await expect(f.openTicket(input)).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path: [path] }] });
});

test("a customer sorts no ticket at opening, and reads nothing of how it is sorted in its entries", async () => {
  const f = await makeDesk();
  await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
  const input = { customerId: f.customerId, subject: "S", text: "T" };
  for (const more of [{ impact: "LOW" }, { team: "workshop" }, { fields: { a: "b" } }] as const) {
    expect(await codeOf(Ticket.open(f.customer, { ...input, ...more }))).toBe("FORBIDDEN");
  }
  const { id } = await f.openTicket({ kind: "INCIDENT", ...of("HIGH", "HIGH"), team: "workshop" });
  const facts = async (ctx: typeof f.agent) => (await Ticket.entries(ctx, id)).edges.at(-1)?.node.facts;
  expect(await facts(f.agent)).toMatchObject({ impact: "HIGH", urgency: "HIGH", teamId: "workshop" });
  for (const name of ["impact", "urgency", "teamId"]) expect(await facts(f.customer)).not.toHaveProperty(name);
});
