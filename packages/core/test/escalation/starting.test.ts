import { describe, expect, test } from "vitest";
import * as Escalation from "../../src/escalation/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import { counted, faulty, Lost } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { calling, only, path, stepsOf } from "../support/escalating.ts";

useEngine();

const breached = (ticketId: string, cycle = 1) =>
  ({ ticketId, metric: "NEXT_RESPONSE", cycle, state: "BREACHED" }) as const;

describe("a clock that is over", () => {
  test("starts the paths that are for it, once a cycle however often it is told", async () => {
    const c = await calling((known) => [
      path(known, { trigger: { kind: "SLA", state: "BREACHED", metric: "NEXT_RESPONSE" } }),
      path(known, { key: "any", trigger: { kind: "SLA", state: "BREACHED" } }),
      path(known, { key: "warned", trigger: { kind: "SLA", state: "IMMINENT" } }),
      path(known, { key: "first", trigger: { kind: "SLA", state: "BREACHED", metric: "FIRST_RESPONSE" } }),
      path(known, { key: "vip", trigger: { kind: "SLA", state: "BREACHED" }, when: { tiers: ["VIP"] } }),
      path(known, { key: "hand", trigger: { kind: "MANUAL" } }),
    ]);
    const { id } = await c.f.openTicket();
    const found = async () =>
      (await Escalation.ofTicket(c.f.agent, id)).edges.map(({ node }) => `${node.path} ${node.clock?.cycle}`).sort();
    await Promise.all([1, 2].map(() => Escalation.startForClock(c.f.system, breached(id))));
    expect(await found()).toEqual(["any 1", "up 1"]);
    const [{ node } = { node: undefined }] = (await Escalation.ofTicket(c.f.agent, id)).edges;
    expect(node).toMatchObject({ cause: "SLA", clock: { metric: "NEXT_RESPONSE", state: "BREACHED" }, done: 1 });
    await Escalation.startForClock(c.f.system, breached(id, 2));
    expect(await found()).toEqual(["any 1", "any 2", "up 1", "up 2"]);
  });

  test("of a ticket that is done with, or on a desk without paths, starts nothing", async () => {
    const c = await calling((known) => [path(known, { trigger: { kind: "SLA", state: "BREACHED" } })]);
    const { id } = await c.f.openTicket();
    await Ticket.resolve(c.f.agent, { ticketId: id });
    await Escalation.startForClock(c.f.system, breached(id));
    expect((await Escalation.ofTicket(c.f.agent, id)).edges).toEqual([]);
    const plain = await makeDesk("plain");
    const ticket = await plain.openTicket();
    const { table, calls } = counted(plain.table);
    await Escalation.startForAge(plain.over(table).as(plain.system.actor), { ticketId: ticket.id });
    expect(calls().length).toBeLessThanOrEqual(2);
    expect(await codeOf(Escalation.startForClock(plain.agent, breached(ticket.id)))).toBe("FORBIDDEN");
  });
});

describe("an age", () => {
  const aged = (minutes: number) => ({ kind: "AGE", minutes }) as const;

  test("starts the steps of a path once a ticket has it, and not before", async () => {
    const c = await calling((known) => [path(known, { trigger: aged(120) })]);
    const { id } = await c.f.openTicket();
    await Escalation.startForAge(c.f.system, { ticketId: id });
    await Escalation.startForAge(c.f.system, { ticketId: id });
    const waiting = await only(c.f.agent, id);
    expect(waiting).toMatchObject({ cause: "AGE", done: 0, startsAt: waiting.createdAt + 2 * HOUR });
    expect((await Ticket.get(c.f.agent, id)).priority).toBe("NORMAL");
    c.f.clock.advance(2 * HOUR);
    await tick(c.f.desk);
    expect(await only(c.f.agent, id)).toMatchObject({ done: 1, status: "RUNNING" });
    expect((await Ticket.get(c.f.agent, id)).priority).toBe("HIGH");
  });

  test("is for who the path is for by then: a ticket that is another sort of work by now is left alone", async () => {
    const c = await calling((known) => [path(known, { trigger: aged(60), when: { kinds: ["QUESTION"] } })]);
    const { id } = await c.f.openTicket();
    await Escalation.startForAge(c.f.system, { ticketId: id });
    await Ticket.changeKind(c.f.agent, { ticketId: id, kind: "FEEDBACK" });
    c.f.clock.advance(HOUR + MINUTE);
    await tick(c.f.desk);
    expect(await only(c.f.agent, id)).toMatchObject({ done: 0, status: "ENDED", endReason: "NO_LONGER_MATCHES" });
  });
});

test("a tick that loses the table before or after any call of a step leaves the rest to the next, and each effect once", async () => {
  const run = async (at: number | null, when: "before" | "after" = "before") => {
    const c = await calling((known) => [
      path(known, {
        steps: [
          {
            afterMinutes: 5,
            to: { agentId: known.leadId },
            actions: ["NOTIFY", "FOLLOW", "REASSIGN", "RAISE_PRIORITY"],
          },
        ],
      }),
    ]);
    const { id: ticketId } = await c.f.openTicket();
    const { object } = await Escalation.escalate(c.f.agent, { ticketId, path: "up" });
    c.f.clock.advance(6 * MINUTE);
    const { table, calls } = counted(c.f.table);
    const losing = faulty(table, (call) =>
      at === null || call.number < at ? undefined : call.number === at ? when : "before",
    );
    await tick(c.f.over(losing)).catch((e: unknown) => {
      if (!(e instanceof Lost)) throw e;
    });
    c.f.clock.advance(MINUTE);
    await tick(c.f.desk);
    const types = (await history(c.f.system, ticketId)).map(({ type }) => type).sort();
    return { calls: calls().length, seen: [...types, (await stepsOf(c, object.id)).length] };
  };
  const { calls, seen } = await run(null);
  expect(seen).toEqual([
    "ticket.assigned",
    "ticket.followed",
    "ticket.message_received",
    "ticket.opened",
    "ticket.priority_changed",
    1,
  ]);
  for (let at = 1; at <= calls; at++)
    for (const when of ["before", "after"] as const) expect((await run(at, when)).seen, `${when} ${at}`).toEqual(seen);
});

test("what a path says later changes nothing of one that runs", async () => {
  const c = await calling();
  const { id: ticketId } = await c.f.openTicket();
  const { object } = await Escalation.escalate(c.f.agent, { ticketId, path: "up" });
  await Workspace.configureRouting(c.f.system, { escalationPaths: [] });
  c.f.clock.advance(HOUR + MINUTE);
  await tick(c.f.desk);
  expect(await stepsOf(c, object.id)).toHaveLength(2);
});
