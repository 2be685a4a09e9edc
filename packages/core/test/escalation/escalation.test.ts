import { beforeEach, describe, expect, test } from "vitest";
import * as Escalation from "../../src/escalation/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, useEngine } from "../support/desk.ts";
import { type Calling, calling, only, path, stepsOf } from "../support/escalating.ts";
import { expectFold } from "../support/fold.ts";

useEngine();

let c: Calling;
let ticketId: string;
beforeEach(async () => {
  c = await calling();
  ticketId = (await c.f.openTicket()).id;
});

const escalate = async () =>
  (await Escalation.escalate(c.f.agent, { ticketId, path: "up", reason: "Ten by now." })).object;
const types = async (id: string) => (await history(c.f.system, id)).map(({ type }) => type);

describe("escalating by hand", () => {
  test("does at once what is due at once, and names whom it went to", async () => {
    const made = await escalate();
    expect(made).toMatchObject({ status: "RUNNING", cause: "MANUAL", done: 1, reason: "Ten by now.", path: "up" });
    expect(await Ticket.get(c.f.agent, ticketId)).toMatchObject({ priority: "HIGH", followerCount: 1 });
    expect((await Ticket.watchers(c.f.agent, ticketId)).followers).toEqual([c.leadId]);
    const told = (await history(c.f.system, made.id)).find(({ type }) => type === "escalation.notified");
    expect(told?.payload).toEqual({ ticketId, step: 1, agentIds: [c.leadId] });
    await expectFold(c.f, Escalation.escalation, made.id);
    await expectFold(c.f, Ticket.ticket, ticketId);
  });

  test("runs once a path at a time, and again once it is over", async () => {
    const { id } = await escalate();
    await expect(escalate()).rejects.toMatchObject({ code: "ALREADY_EXISTS", details: { id } });
    await Escalation.acknowledge(c.lead, { escalationId: id });
    expect((await escalate()).id).not.toBe(id);
    const other = (await c.f.openTicket()).id;
    const both = [1, 2].map(() => codeOf(Escalation.escalate(c.f.agent, { ticketId: other, path: "up" })));
    expect((await Promise.all(both)).sort()).toEqual(["ALREADY_EXISTS", "done"]);
  });

  test("refuses a path there is not or that is for others, a ticket that is done with, and customers", async () => {
    const vip = path(c, { key: "vip", when: { tiers: ["VIP"] } });
    await Workspace.configureRouting(c.f.system, { escalationPaths: [path(c), vip] });
    expect(await codeOf(Escalation.escalate(c.f.agent, { ticketId, path: "down" }))).toBe("VALIDATION");
    expect(await codeOf(Escalation.escalate(c.f.agent, { ticketId, path: "vip" }))).toBe("VALIDATION");
    expect(await codeOf(Escalation.escalate(c.f.customer, { ticketId, path: "up" }))).toBe("FORBIDDEN");
    await Ticket.resolve(c.f.agent, { ticketId });
    expect(await codeOf(escalate())).toBe("TRANSITION");
  });

  test("what a step is refused is told, and holds up nothing else", async () => {
    const nobody = "agt_01m80gww6eh7w4kg0h35xbrqhv";
    const steps: Workspace.EscalationPath["steps"] = [
      { afterMinutes: 0, to: { agentId: nobody }, actions: ["REASSIGN", "FOLLOW", "RAISE_PRIORITY"] },
    ];
    await Workspace.configureRouting(c.f.system, { escalationPaths: [path(c, { steps })] });
    const { id } = await escalate();
    const [step] = await stepsOf(c, id);
    expect(step?.failed).toMatchObject([
      { action: "REASSIGN", code: "NOT_FOUND" },
      { action: "FOLLOW", code: "NOT_FOUND" },
    ]);
    expect((await Ticket.get(c.f.agent, ticketId)).priority).toBe("HIGH");
  });
});

describe("the steps that follow", () => {
  test("come by the tick at their times, to whoever is in the team then", async () => {
    const { id, startsAt } = await escalate();
    await Ticket.assign(c.f.agent, { ticketId, assigneeId: c.f.agentId });
    c.f.clock.advance(59 * MINUTE);
    await tick(c.f.desk);
    expect(await stepsOf(c, id)).toHaveLength(1);
    c.f.clock.advance(2 * MINUTE);
    await tick(c.f.desk);
    const [, second] = await stepsOf(c, id);
    expect(second).toMatchObject({ step: 2, agentIds: [c.engineerId], occurredAt: startsAt + HOUR, failed: [] });
    const now = await Ticket.get(c.f.agent, ticketId);
    expect([now.teamId, now.assigneeId]).toEqual(["engineering", undefined]);
    await expectFold(c.f, Escalation.escalation, id);
  });

  test("count minutes of the path's calendar", async () => {
    const hours = { timeZone: "UTC", intervals: [{ day: "MON" as const, from: "09:00", to: "09:30" }] };
    const calendars = [{ key: "short", label: "Short", ...hours }];
    await Workspace.configureRouting(c.f.system, { calendars, escalationPaths: [path(c, { calendar: "short" })] });
    const { steps, startsAt } = await escalate();
    expect(new Date(startsAt).toISOString()).toBe("2026-11-02T09:00:00.000Z");
    expect(steps.map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual([
      "2026-11-02T09:00:00.000Z",
      "2026-11-09T09:30:00.000Z",
    ]);
  });

  test("are done in order with their own times by a tick that is hours late, once by ticks that come twice", async () => {
    const [first, second] = path(c).steps;
    const third = { afterMinutes: 30, to: { agentId: c.f.agentId }, actions: ["RAISE_PRIORITY" as const] };
    const steps = [first, second, third].filter((step) => step !== undefined);
    await Workspace.configureRouting(c.f.system, { escalationPaths: [path(c, { steps })] });
    const { id, startsAt } = await escalate();
    c.f.clock.advance(5 * HOUR);
    await Promise.all([tick(c.f.desk), tick(c.f.desk), tick(c.f.desk)]);
    await tick(c.f.desk);
    const done = await stepsOf(c, id);
    expect(done.map(({ step, occurredAt }) => [step, occurredAt - startsAt])).toEqual([
      [1, 0],
      [2, HOUR],
      [3, HOUR + 30 * MINUTE],
    ]);
    expect(done.at(-1)?.at).toBe(startsAt + 5 * HOUR);
    // Twice raised by two steps, and by no tick twice.
    expect((await types(ticketId)).filter((type) => type === "ticket.priority_changed")).toHaveLength(2);
    expect((await Ticket.get(c.f.agent, ticketId)).priority).toBe("URGENT");
  });
});

describe("an escalation is over", () => {
  test("when somebody it went to acknowledges, and no step follows", async () => {
    const { id } = await escalate();
    expect((await Escalation.mine(c.lead)).edges.map(({ node }) => node.id)).toEqual([id]);
    expect((await Escalation.mine(c.engineer)).edges).toEqual([]);
    const said = await Escalation.acknowledge(c.lead, { escalationId: id, note: "On it." });
    expect(said.object).toMatchObject({
      status: "ACKNOWLEDGED",
      acknowledgedBy: { kind: "agent", id: c.leadId },
      note: "On it.",
    });
    expect((await Escalation.mine(c.lead)).edges).toEqual([]);
    c.f.clock.advance(2 * HOUR);
    await tick(c.f.desk);
    expect(await stepsOf(c, id)).toHaveLength(1);
    expect((await Escalation.acknowledge(c.lead, { escalationId: id })).entryIds).toEqual([]);
    await expectFold(c.f, Escalation.escalation, id);
  });

  test("by whoever it went to, their team, the owner and leads alone", async () => {
    const { id: escalationId } = await escalate();
    const by = (ctx: Calling["lead"]) => codeOf(Escalation.acknowledge(ctx, { escalationId }));
    expect(await by(c.f.agent)).toBe("FORBIDDEN");
    expect(await by(c.f.customer)).toBe("FORBIDDEN");
    c.f.clock.advance(HOUR + MINUTE);
    await tick(c.f.desk);
    expect((await Escalation.mine(c.engineer)).edges.map(({ node }) => node.id)).toEqual([escalationId]);
    await Ticket.assign(c.lead, { ticketId, assigneeId: c.f.agentId });
    expect(await by(c.f.agent)).toBe("done");
  });

  test.each([
    ["RESOLVED", () => Ticket.resolve(c.f.agent, { ticketId })],
    ["SPAM", () => Ticket.markSpam(c.f.agent, { ticketId })],
    ["DELETED", () => Ticket.remove(c.f.admin, { ticketId })],
    ["MERGED", async () => Ticket.merge(c.f.agent, { sourceIds: [ticketId], targetId: (await c.f.openTicket()).id })],
  ] as const)("when its ticket is %s: by the reaction to that, or by the next tick", async (reason, end) => {
    const { id } = await escalate();
    const { f } = c;
    await end();
    await Escalation.ticketEnded(f.system, { ticketId });
    await Escalation.ticketEnded(f.system, { ticketId });
    expect(await Escalation.get(f.agent, id)).toMatchObject({ status: "ENDED", endReason: reason });
    expect((await Escalation.mine(c.lead)).edges).toEqual([]);
    expect(await codeOf(Escalation.acknowledge(c.lead, { escalationId: id }))).toBe("TRANSITION");
    await expectFold(f, Escalation.escalation, id);
  });

  test("when its ticket is done with and nobody told it: its next step finds out", async () => {
    const { id } = await escalate();
    await Ticket.resolve(c.f.agent, { ticketId });
    c.f.clock.advance(HOUR + MINUTE);
    await tick(c.f.desk);
    expect(await only(c.f.agent, ticketId)).toMatchObject({ id, status: "ENDED", endReason: "RESOLVED", done: 1 });
  });
});
