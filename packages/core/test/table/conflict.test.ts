import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { seededIds } from "../../src/kernel/index.ts";
import { history, load } from "../../src/table/index.ts";
import { type Call, faulty } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const WRITERS = 50;

describe("fifty writers on one ticket", () => {
  test.each([
    ["undisturbed", 0],
    ["with every fifth transaction answered TransactionConflict", 0.2],
  ])("all succeed, each once: %s", async (_, share) => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const chance = seededIds("conflicts", f.clock);
    const disturbed = faulty(f.table, (call: Call) =>
      call.name === "transact" && chance.random() < share ? "conflict" : undefined,
    );
    const desk = f.over(disturbed);
    await Promise.all(
      Array.from({ length: WRITERS }, (__, i) =>
        Ticket.note(desk.as(f.agent.actor), { ticketId: id, text: `note ${i}`, idempotencyKey: `note-${i}` }),
      ),
    );
    const notes = (await history(f.system, id)).filter((event) => event.type === "ticket.noted");
    expect(notes.map((event) => (event.content as { text: string }).text).sort()).toEqual(
      Array.from({ length: WRITERS }, (__, i) => `note ${i}`).sort(),
    );
    expect((await Ticket.verify(f.agent, id)).valid).toBe(true);
  });
});

test("a write that never gets through says CONFLICT and that trying again may help", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  const blocked = f.over(faulty(f.table, (call) => (call.name === "transact" ? "conflict" : undefined)));
  await expect(Ticket.note(blocked.as(f.agent.actor), { ticketId: id, text: "x" })).rejects.toMatchObject({
    code: "CONFLICT",
    retryable: true,
  });
});

test("throttling is waited out", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  let throttles = 3;
  const slow = f.over(
    faulty(f.table, (call) => (call.name === "transact" && throttles-- > 0 ? "throttle" : undefined)),
  );
  const { object } = await Ticket.tag(slow.as(f.agent.actor), { ticketId: id, tags: ["a"] });
  expect(object.tags).toEqual(["a"]);
});

test("an answer that was lost is found again without a key: one effect, no error", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  let losses = 1;
  const lossy = f.over(faulty(f.table, (call) => (call.name === "transact" && losses-- > 0 ? "after" : undefined)));
  await Ticket.note(lossy.as(f.agent.actor), { ticketId: id, text: "once" });
  expect((await history(f.system, id)).filter((event) => event.type === "ticket.noted")).toHaveLength(1);
});

describe("expectedVersion", () => {
  test("a stale one is CONFLICT at once, with the current one, and nothing is written", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const { version } = await Ticket.get(f.agent, id);
    await Ticket.tag(f.agent, { ticketId: id, tags: ["a"], expectedVersion: version });
    await expect(Ticket.tag(f.agent, { ticketId: id, tags: ["b"], expectedVersion: version })).rejects.toMatchObject({
      code: "CONFLICT",
      retryable: false,
      details: { currentVersion: version + 1 },
    });
    expect((await Ticket.get(f.agent, id)).tags).toEqual(["a"]);
  });

  test("what happens in the background does not move it", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const until = f.clock.now() + 60_000;
    const { object } = await Ticket.snooze(f.agent, { ticketId: id, until });
    f.clock.set(until + 60_000);
    await Ticket.wake(f.system, id);
    expect((await load(f.system, Ticket.ticket, id))?.head).toMatchObject({
      revision: object.version,
      sequence: object.version + 1,
    });
    expect(await codeOf(Ticket.tag(f.agent, { ticketId: id, tags: ["a"], expectedVersion: object.version }))).toBe(
      "done",
    );
  });
});

describe("an idempotency key", () => {
  test("gives the same ids and the current object again, also where the step itself would now be refused", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.resolve(f.agent, { ticketId: id });
    const closed = await Ticket.close(f.agent, { ticketId: id, idempotencyKey: "k" });
    const again = await Ticket.close(f.agent, { ticketId: id, idempotencyKey: "k" });
    expect(again).toMatchObject({ replayed: true, entryIds: closed.entryIds });
    expect(await codeOf(Ticket.close(f.agent, { ticketId: id, idempotencyKey: "other" }))).toBe("TRANSITION");
  });

  test("with another body is refused", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.note(f.agent, { ticketId: id, text: "a", idempotencyKey: "k" });
    expect(await codeOf(Ticket.note(f.agent, { ticketId: id, text: "b", idempotencyKey: "k" }))).toBe(
      "IDEMPOTENCY_MISMATCH",
    );
  });

  test("belongs to one caller and one operation, and lives a day", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const note = { ticketId: id, text: "a", idempotencyKey: "k" };
    const first = await Ticket.note(f.agent, note);
    expect((await Ticket.note(f.admin, note)).replayed).toBe(false);
    expect((await Ticket.reply(f.agent, note)).replayed).toBe(false);
    f.clock.advance(23 * 3_600_000);
    expect((await Ticket.note(f.agent, note)).entryIds).toEqual(first.entryIds);
    f.clock.advance(2 * 3_600_000);
    expect((await Ticket.note(f.agent, note)).replayed).toBe(false);
  });

  test("remembers that nothing was to do", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.assign(f.agent, { ticketId: id, assigneeId: f.agentId });
    await Ticket.assign(f.agent, { ticketId: id, assigneeId: f.agentId, idempotencyKey: "k" });
    await Ticket.unassign(f.agent, { ticketId: id });
    const replay = await Ticket.assign(f.agent, { ticketId: id, assigneeId: f.agentId, idempotencyKey: "k" });
    expect(replay.object.assigneeId).toBeUndefined();
  });

  test("used twenty times at once has one effect", async () => {
    const f = await makeDesk();
    const input = { customerId: f.customerId, subject: "S", text: "T", idempotencyKey: "k" };
    const results = await Promise.all(Array.from({ length: 20 }, () => Ticket.open(f.agent, input)));
    expect(new Set(results.map(({ object }) => object.id)).size).toBe(1);
    expect((await Ticket.unassigned(f.agent)).edges).toHaveLength(1);
  });
});

test("twenty upserts of one address at once make one customer", async () => {
  const f = await makeDesk();
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      Customer.upsert(f.system, { email: i % 2 ? "Zoe@Example.com" : "zoe@example.COM" }),
    ),
  );
  expect(new Set(results.map(({ object }) => object.id)).size).toBe(1);
  expect(results.filter(({ outcome }) => outcome === "CREATED")).toHaveLength(1);
});
