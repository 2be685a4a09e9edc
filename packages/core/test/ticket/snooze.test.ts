import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import { aggregatePartition, history } from "../../src/table/index.ts";
import { faulty } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { diesAt } from "../support/dying.ts";
import { expectFold } from "../support/fold.ts";
import { close, merge } from "../support/merge.ts";

useEngine();

const statusOf = async (f: Fixture, id: string) => (await Ticket.get(f.agent, id)).status;

/** Two linked tickets, the first asleep until the second ends. */
async function waiting(f: Fixture, until: { until?: number } = {}) {
  const [own, other] = [await f.openTicket(), await f.openTicket()];
  await Ticket.link(f.agent, { ticketId: own.id, kind: "RELATES", otherId: other.id });
  await Ticket.snooze(f.agent, { ticketId: own.id, untilResolved: other.id, ...until });
  return { id: own.id, otherId: other.id };
}

const waitingRows = async (f: Fixture, id: string) =>
  (await f.table.query({ partition: aggregatePartition(f.system, id), from: "Z#", to: "Z#~" })).rows.length;

describe("a ticket snoozed", () => {
  test("until the customer answers has no time, and no tick wakes it", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + HOUR });
    const { object } = await Ticket.snooze(f.agent, { ticketId, untilAnswered: true });
    expect(object).toMatchObject({ status: "SNOOZED" });
    expect(object).not.toHaveProperty("snoozedUntil");
    f.clock.advance(48 * HOUR);
    await tick(f.desk);
    expect(await statusOf(f, ticketId)).toBe("SNOOZED");
    await Ticket.addMessage(f.customer, { ticketId, text: "Now." });
    expect(await statusOf(f, ticketId)).toBe("OPEN");
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test.each(["resolve", "close", "merge"] as const)(
    "until another ends wakes when that one is done: %s",
    async (way) => {
      const f = await makeDesk();
      const { id, otherId } = await waiting(f);
      expect(await Ticket.get(f.agent, id)).toMatchObject({ status: "SNOOZED", waitsFor: otherId });
      await Ticket.wakeWaiting(f.system, { ticketId: otherId });
      expect(await statusOf(f, id)).toBe("SNOOZED");
      if (way === "resolve") await Ticket.resolve(f.agent, { ticketId: otherId });
      if (way === "close") await close(f, otherId);
      if (way === "merge") await merge(f, (await f.openTicket()).id, otherId);
      for (let i = 0; i < 2; i++) await Ticket.wakeWaiting(f.system, { ticketId: otherId });
      expect(await Ticket.get(f.agent, id)).not.toHaveProperty("waitsFor");
      expect((await history(f.system, id)).filter(({ type }) => type === "ticket.woken")).toHaveLength(1);
      expect(await waitingRows(f, otherId)).toBe(0);
      await expectFold(f, Ticket.ticket, id);
    },
  );

  test("until another ends stays asleep when that one goes on before anybody was woken", async () => {
    const f = await makeDesk();
    const { id, otherId } = await waiting(f);
    await Ticket.resolve(f.agent, { ticketId: otherId });
    await Ticket.reopen(f.agent, { ticketId: otherId });
    await Ticket.wakeWaiting(f.system, { ticketId: otherId });
    expect(await statusOf(f, id)).toBe("SNOOZED");
  });

  test("for several reasons wakes at the first of them", async () => {
    const f = await makeDesk();
    const { id, otherId } = await waiting(f, { until: f.clock.now() + HOUR });
    f.clock.advance(HOUR + MINUTE);
    await tick(f.desk);
    expect(await statusOf(f, id)).toBe("OPEN");
    expect(await waitingRows(f, otherId)).toBe(0);
  });

  const moves: readonly [string, (f: Fixture, ticketId: string) => Promise<unknown>][] = [
    ["an answer", (f, ticketId) => Ticket.reply(f.agent, { ticketId, text: "R" })],
    ["the customer", (f, ticketId) => Ticket.addMessage(f.customer, { ticketId, text: "M" })],
    ["a status", (f, ticketId) => Ticket.changeStatus(f.agent, { ticketId, status: "OPEN" })],
    ["its own end", (f, ticketId) => Ticket.resolve(f.agent, { ticketId })],
    ["another snooze", (f, ticketId) => Ticket.snooze(f.agent, { ticketId, untilAnswered: true })],
    ["a merge", async (f, ticketId) => merge(f, (await f.openTicket()).id, ticketId)],
  ];
  test.each(moves)("and moved by %s waits for the other no more", async (_, move) => {
    const f = await makeDesk();
    const { id, otherId } = await waiting(f);
    expect(await waitingRows(f, otherId)).toBe(1);
    await move(f, id);
    expect(await waitingRows(f, otherId)).toBe(0);
    const status = await statusOf(f, id);
    await Ticket.resolve(f.agent, { ticketId: otherId });
    await Ticket.wakeWaiting(f.system, { ticketId: otherId });
    expect(await statusOf(f, id)).toBe(status);
    await expectFold(f, Ticket.ticket, id);
  });
});

describe("a ticket that was merged while it slept", () => {
  test("sleeps on when the merge is taken back", async () => {
    const f = await makeDesk();
    const { id, otherId } = await waiting(f);
    await merge(f, otherId, id);
    const { object } = await Ticket.unmerge(f.agent, { ticketId: id });
    expect(object).toMatchObject({ status: "SNOOZED", waitsFor: otherId });
    expect(await waitingRows(f, otherId)).toBe(1);
  });

  test("is awake then, when what it slept for has ended meanwhile", async () => {
    const f = await makeDesk();
    const { id, otherId } = await waiting(f);
    await merge(f, (await f.openTicket()).id, id);
    await Ticket.resolve(f.agent, { ticketId: otherId });
    const { object } = await Ticket.unmerge(f.agent, { ticketId: id });
    expect(object.status).toBe("OPEN");
    expect(await waitingRows(f, otherId)).toBe(0);
    await expectFold(f, Ticket.ticket, id);
  });
});

describe("waking those who wait", () => {
  test("wakes all of them, one commit each; cut off anywhere it goes on from there", async () => {
    const f = await makeDesk();
    const other = await f.openTicket();
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) {
      const { id } = await f.openTicket();
      await Ticket.link(f.agent, { ticketId: id, kind: "RELATES", otherId: other.id });
      await Ticket.snooze(f.agent, { ticketId: id, untilResolved: other.id });
      ids.push(id);
    }
    await Ticket.resolve(f.agent, { ticketId: other.id });
    const dying = f.over(faulty(f.table, diesAt(6, "before", ["transact"])));
    const request = { idempotencyKey: "evt:wake-waiting" };
    await expect(Ticket.wakeWaiting(dying.as(f.system.actor, request), { ticketId: other.id })).rejects.toThrow();
    await Ticket.wakeWaiting(f.as(f.system.actor, request), { ticketId: other.id });
    for (const id of ids) {
      expect(await statusOf(f, id)).toBe("OPEN");
      expect((await history(f.system, id)).filter(({ type }) => type === "ticket.woken")).toHaveLength(1);
    }
  });

  test("is the platform's own, and of a ticket that is not there nothing", async () => {
    const f = await makeDesk();
    const { otherId } = await waiting(f);
    expect(await codeOf(Ticket.wakeWaiting(f.admin, { ticketId: otherId }))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.wakeWaiting(f.system, { ticketId: "tkt_01m80gww6hr6s8srgj2kyebk98" }))).toBe("done");
  });
});

describe("snoozing is refused", () => {
  test("without anything to wait for, and for a ticket that is not linked, has ended, or waits itself", async () => {
    const f = await makeDesk();
    const [own, other] = [await f.openTicket(), await f.openTicket()];
    const snooze = (what: object, ticketId = own.id) =>
      Ticket.snooze(f.agent, { ticketId, ...what }).then(
        () => "done",
        (e) => `${e.code} ${e.issues[0].path.join()}`,
      );
    expect(await snooze({})).toBe("VALIDATION until");
    expect(await snooze({ untilAnswered: false })).toBe("VALIDATION untilAnswered");
    expect(await snooze({ untilResolved: own.id })).toBe("VALIDATION untilResolved");
    expect(await snooze({ untilResolved: other.id })).toBe("VALIDATION untilResolved");
    expect(await snooze({ untilResolved: "tkt_01m80gww6hr6s8srgj2kyebk98" })).toBe("NOT_FOUND untilResolved");
    await Ticket.link(f.agent, { ticketId: own.id, kind: "PARENT", otherId: other.id });
    expect(await snooze({ untilResolved: other.id, until: f.clock.now() - 1 })).toBe("VALIDATION until");
    expect(await snooze({ untilResolved: other.id })).toBe("done");
    expect(await snooze({ untilResolved: own.id }, other.id)).toBe("VALIDATION untilResolved");
    await Ticket.resolve(f.agent, { ticketId: other.id });
    expect(await snooze({ untilResolved: other.id })).toBe("VALIDATION untilResolved");
  });

  test("for what ends in that very moment, so that nobody sleeps for ever", async () => {
    const f = await makeDesk();
    const [own, other] = [await f.openTicket(), await f.openTicket()];
    await Ticket.link(f.agent, { ticketId: own.id, kind: "RELATES", otherId: other.id });
    let raced = false;
    const racing = {
      ...f.table,
      transact: async (writes: Parameters<typeof f.table.transact>[0]) => {
        if (!raced) {
          raced = true;
          await Ticket.resolve(f.agent, { ticketId: other.id });
        }
        return f.table.transact(writes);
      },
    };
    const snoozing = Ticket.snooze(f.over(racing).as(f.agent.actor), { ticketId: own.id, untilResolved: other.id });
    expect(await codeOf(snoozing)).toBe("VALIDATION");
    expect(await statusOf(f, own.id)).toBe("NEW");
  });
});
