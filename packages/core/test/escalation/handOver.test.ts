import { beforeEach, describe, expect, test } from "vitest";
import * as Escalation from "../../src/escalation/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, useEngine } from "../support/desk.ts";
import { type Calling, calling } from "../support/escalating.ts";
import { expectFold } from "../support/fold.ts";

useEngine();

let c: Calling;
let ticketId: string;
beforeEach(async () => {
  c = await calling();
  ticketId = (await c.f.openTicket({ priority: "HIGH" })).id;
  await Ticket.assign(c.f.agent, { ticketId, assigneeId: c.f.agentId });
});

const handOver = async (more: Partial<Escalation.HandOverInput> = {}) => {
  const made = await Escalation.handOver(c.f.agent, { ticketId, team: "engineering", text: "See the logs?", ...more });
  return { ...made, taskId: made.taskId ?? "" };
};
const types = async (id: string) => (await history(c.f.system, id)).map(({ type }) => type);

describe("handing over a task", () => {
  test("opens one for the other team as a part of the ticket, which its owner keeps", async () => {
    const { ticket, taskId } = await handOver();
    expect(ticket.object).toMatchObject({ id: ticketId, assigneeId: c.f.agentId });
    const task = await Ticket.get(c.f.agent, taskId);
    expect(task).toMatchObject({
      kind: "TASK",
      teamId: "engineering",
      subject: "Chain slips",
      priority: "HIGH",
      internal: true,
      status: "NEW",
    });
    expect(task.assigneeId).toBeUndefined();
    expect(await Ticket.links(c.f.agent, ticketId)).toMatchObject([{ kind: "CHILD", ticketId: taskId }]);
    expect(await Ticket.links(c.f.agent, taskId)).toMatchObject([{ kind: "PARENT", ticketId }]);
    for (const id of [ticketId, taskId]) {
      const [{ node } = { node: undefined }] = (await Ticket.entries(c.f.agent, id)).edges;
      expect(node).toMatchObject({ type: "ticket.noted", visibility: "note", words: { text: "See the logs?" } });
      await expectFold(c.f, Ticket.ticket, id);
    }
  });

  test("is nothing its customer ever knows of: no ticket, no entry, no answer, no mail", async () => {
    const { taskId } = await handOver();
    const { customer, agent, customerId } = c.f;
    const before = (await Ticket.entries(customer, ticketId)).edges.length;
    expect(await codeOf(Ticket.get(customer, taskId))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.entries(customer, taskId))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.addMessage(customer, { ticketId: taskId, text: "x" }))).toBe("NOT_FOUND");
    const { number } = await Ticket.get(agent, taskId);
    expect(await Ticket.getByNumber(customer, number)).toBeNull();
    for (const list of [Ticket.listOfCustomer(customer, customerId), Ticket.listByActivity(customer)])
      expect((await list).edges.map(({ node }) => node.id)).toEqual([ticketId]);
    expect(await codeOf(Ticket.reply(agent, { ticketId: taskId, text: "x" }))).toBe("VALIDATION");
    expect(await codeOf(Ticket.merge(agent, { sourceIds: [ticketId], targetId: taskId }))).toBe("VALIDATION");
    expect(before).toBe(2);
  });

  test("twice with one key opens one, and tells the same", async () => {
    const made = [await handOver({ idempotencyKey: "k" }), await handOver({ idempotencyKey: "k" })];
    expect(made[0]?.taskId).toBe(made[1]?.taskId);
    expect(await Ticket.links(c.f.agent, ticketId)).toHaveLength(1);
  });

  test("is refused for a team or a calendar there is not, and for a ticket that is done with", async () => {
    expect(await codeOf(handOver({ team: "nobody" }))).toBe("VALIDATION");
    expect(await codeOf(handOver({ calendar: "none", targetMinutes: 5 }))).toBe("VALIDATION");
    expect(await codeOf(handOver({ targetMinutes: 0.5 }))).toBe("VALIDATION");
    expect(await codeOf(Escalation.handOver(c.f.customer, { ticketId, team: "engineering", text: "x" }))).toBe(
      "FORBIDDEN",
    );
    await Ticket.resolve(c.f.agent, { ticketId });
    expect(await codeOf(handOver())).toBe("TRANSITION");
    expect(await Ticket.links(c.f.agent, ticketId)).toEqual([]);
  });
});

describe("the time a team has for it", () => {
  const stateOf = async (taskId: string) => Escalation.handOverOfTask(c.f.agent, taskId);
  const idOf = async (taskId: string) => (await stateOf(taskId))?.id ?? "";

  test("is warned of and over at its own times, by ticks late or twice", async () => {
    const { taskId } = await handOver({ targetMinutes: 60 });
    const start = c.f.clock.now();
    expect(await stateOf(taskId)).toMatchObject({
      status: "RUNNING",
      warnAt: start + 48 * MINUTE,
      dueAt: start + HOUR,
    });
    c.f.clock.advance(49 * MINUTE);
    await tick(c.f.desk);
    expect((await stateOf(taskId))?.status).toBe("IMMINENT");
    c.f.clock.advance(3 * HOUR);
    await Promise.all([tick(c.f.desk), tick(c.f.desk)]);
    const events = await history(c.f.system, await idOf(taskId));
    expect(events.map(({ type, occurredAt }) => [type, occurredAt - start])).toEqual([
      ["handover.started", 0],
      ["handover.warned", 48 * MINUTE],
      ["handover.breached", HOUR],
    ]);
    await expectFold(c.f, Escalation.handOverAggregate, await idOf(taskId));
  });

  test.each([
    [30, "MET", ["handover.started", "handover.ended"]],
    [90, "MISSED", ["handover.started", "handover.breached", "handover.ended"]],
  ] as const)("ends with the task after %i minutes: %s", async (minutes, status, told) => {
    const { taskId } = await handOver({ targetMinutes: 60 });
    c.f.clock.advance(minutes * MINUTE);
    await Ticket.resolve(c.f.agent, { ticketId: taskId });
    for (let i = 0; i < 2; i++) await Escalation.ticketEnded(c.f.system, { ticketId: taskId });
    c.f.clock.advance(5 * HOUR);
    await tick(c.f.desk);
    expect((await stateOf(taskId))?.status).toBe(status);
    expect(await types(await idOf(taskId))).toEqual(told);
  });

  test("ends by the tick where nobody told it, in time where the task was in time", async () => {
    const { taskId } = await handOver({ targetMinutes: 60 });
    c.f.clock.advance(30 * MINUTE);
    await Ticket.resolve(c.f.agent, { ticketId: taskId });
    c.f.clock.advance(5 * HOUR);
    await tick(c.f.desk);
    expect((await stateOf(taskId))?.status).toBe("MET");
    const other = await handOver({ targetMinutes: 60 });
    await Ticket.remove(c.f.admin, { ticketId: other.taskId });
    await Escalation.ticketEnded(c.f.system, { ticketId: other.taskId });
    await Ticket.restore(c.f.admin, { ticketId: other.taskId });
    expect((await stateOf(other.taskId))?.status).toBe("CANCELLED");
    expect(await stateOf((await handOver()).taskId)).toBeNull();
  });
});

test("reassigning gives the ticket to the team, keeps its owner, and notes why; a target goes with a task alone", async () => {
  const { ticket, taskId } = await handOver({ mode: "REASSIGN", idempotencyKey: "k" });
  expect(taskId).toBe("");
  expect(ticket.object).toMatchObject({ teamId: "engineering", assigneeId: c.f.agentId });
  const before = await types(ticketId);
  await handOver({ mode: "REASSIGN", idempotencyKey: "k" });
  expect(await types(ticketId)).toEqual(before);
  expect(await codeOf(handOver({ mode: "REASSIGN", targetMinutes: 5 }))).toBe("VALIDATION");
});
