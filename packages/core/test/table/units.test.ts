import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/index.ts";
import { decodeState, fold, history, stateKey } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { BOUNDS, sortable } from "../support/bounds.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

/** Round trips, read and write units of what was done in between. */
async function cost(f: Fixture, action: () => Promise<unknown>) {
  f.usage.length = 0;
  await action();
  const sum = (pick: (one: { read: number; write: number }) => number) => f.usage.reduce((n, one) => n + pick(one), 0);
  return { trips: f.usage.length, read: sum((one) => one.read), write: sum((one) => one.write) };
}

describe("what an operation costs at most", () => {
  test.each(Object.entries(BOUNDS))("%s", async (_, { run, bound }) => {
    const f = await makeDesk();
    await sortable(f);
    const { id } = await f.openTicket();
    const callers = [f.agent, f.admin, f.customer];
    await Promise.all([...callers.map((one) => one.grants()), f.customer.self(), f.agent.keyring()]);
    const spent = await cost(f, () => run(f, id));
    expect(spent.trips).toBeLessThanOrEqual(bound.trips);
    expect(spent.read).toBeLessThanOrEqual(bound.read);
    expect(spent.write).toBeLessThanOrEqual(bound.write);
  });

  test("a wake that closes", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.resolve(f.agent, { ticketId: id });
    f.clock.advance(30 * 24 * HOUR);
    const spent = await cost(f, () => Ticket.wake(f.system, id));
    expect(spent.trips).toBe(2);
    expect(spent.write).toBeLessThanOrEqual(9);
  });
});

describe("reading", () => {
  test("a page of fifty tickets is one Query of 1.5 units at most, by work as by activity", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 51; i++) await f.openTicket({ subject: `Chain slips on climb number ${i}` });
    const page = { first: 50 };
    await f.agent.keyring();
    const work = await cost(f, () => Ticket.unassigned(f.agent, {}, page));
    expect(work).toMatchObject({ trips: 1, write: 0 });
    expect(work.read).toBeLessThanOrEqual(1.5);
    const activity = await cost(f, () => Ticket.listByActivity(f.agent, { status: ["NEW"] }, page));
    expect(activity).toMatchObject({ trips: 1 });
    expect(activity.read).toBeLessThanOrEqual(1.5);
  });

  test("a customer's page costs the same with and without 500 internal events between, and shows the same", async () => {
    const quiet = await makeDesk();
    const busy = await makeDesk();
    const pages = [];
    for (const [f, between] of [
      [quiet, 0],
      [busy, 500],
    ] as const) {
      const { id } = await f.openTicket();
      for (let i = 0; i < between; i++)
        await Ticket.changePriority(f.agent, { ticketId: id, priority: i % 2 ? "LOW" : "HIGH" });
      await Ticket.reply(f.agent, { ticketId: id, text: "Which gear?" });
      const spent = await cost(f, async () => pages.push(await Ticket.entries(f.customer, id)));
      pages.push(spent);
    }
    const [shownQuiet, spentQuiet, shownBusy, spentBusy] = pages as [never, unknown, never, unknown];
    expect(spentBusy).toEqual(spentQuiet);
    const texts = (page: Awaited<ReturnType<typeof Ticket.entries>>) =>
      page.edges.map(({ node }) => [node.type, node.words?.text]);
    expect(texts(shownBusy)).toEqual(texts(shownQuiet));
  });
});

test("a state row stays under 1 KB as usual and under 4 KB with everything at its limit", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket({
    subject: "A subject as people write them, of sixty letters or so.",
    tags: ["gears", "warranty"],
  });
  await Ticket.assign(f.agent, { ticketId: id, assigneeId: f.agentId });
  await Ticket.snooze(f.agent, { ticketId: id, until: f.clock.now() + HOUR });
  expect(await sizeOf(f, id)).toBeLessThan(1_024);
  const tags = Array.from({ length: 50 }, (_, i) => `${i}`.padEnd(40, "t"));
  const large = await f.openTicket({ subject: "s".repeat(500), tags, category: "c".repeat(100) });
  expect(await sizeOf(f, large.id)).toBeLessThan(4_096);
});

async function sizeOf(f: Fixture, id: string): Promise<number> {
  const row = await f.table.get(stateKey(f.system, id));
  return Object.entries(row ?? {}).reduce(
    (bytes, [name, value]) =>
      bytes + name.length + Buffer.byteLength(value instanceof Uint8Array ? value : String(value)),
    0,
  );
}

describe("rows of other releases", () => {
  test("attributes a newer release wrote are carried through a write", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const key = stateKey(f.system, id);
    const row = await f.table.get(key, { consistent: true });
    await f.table.write({ kind: "put", row: { ...row, zz: "from tomorrow", s: addField(String(row?.["s"])) } });
    await Ticket.tag(f.agent, { ticketId: id, tags: ["a"] });
    const after = await f.table.get(key, { consistent: true });
    expect(after?.["zz"]).toBe("from tomorrow");
    expect(JSON.parse(String(after?.["s"]))).toMatchObject({ tags: ["a"], mood: "new" });
  });

  test("a row of an older version is lifted when it is read", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const row = await f.table.get(stateKey(f.system, id));
    const newer = {
      ...Ticket.ticket,
      rowVersion: 2,
      store: {
        ...Ticket.ticket.store,
        upcast: (state: Record<string, unknown>, from: number) => ({ ...state, lifted: from }),
      },
    };
    expect(decodeState(newer, row ?? {}).state).toMatchObject({ id, lifted: 1 });
  });

  test("an event of an older version is lifted where a history is folded", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const stored = (await history(f.system, id)).map((event) => ({ ...event, payload: { ...Object(event.payload) } }));
    const opened = Ticket.ticket.events["ticket.opened"];
    const upcast = (payload: unknown) => ({ ...Object(payload), kind: "TASK" });
    const events = { ...Ticket.ticket.events, "ticket.opened": { ...opened, version: 2, upcast } };
    const newer = { ...Ticket.ticket, events } as unknown as typeof Ticket.ticket;
    expect(fold(newer, stored)).toMatchObject({ id, kind: "TASK" });
    expect(fold(Ticket.ticket, stored)).toMatchObject({ id, kind: "QUESTION" });
  });

  const addField = (json: string): string => JSON.stringify({ ...JSON.parse(json), mood: "new" });
});
