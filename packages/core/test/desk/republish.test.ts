import { describe, expect, test } from "vitest";
import { connect } from "../../src/desk/index.ts";
import { type Actor, type Ctx, DAY, HOUR } from "../../src/kernel/index.ts";
import type { BusEvent, BusPort, TablePort } from "../../src/port/index.ts";
import { type Republished, republish } from "../../src/republish/index.ts";
import { eventKey, eventKeyOf, history } from "../../src/table/index.ts";
import { faulty, memoryBus } from "../../src/testing/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const SYSTEM: Actor = { kind: "system", workspaceId: "main", name: "operate" };

/** The same desk with a bus, and with pauses that take no time. */
function over(f: Fixture, bus: BusPort, table: TablePort = f.table): Ctx {
  const clock = { now: f.clock.now, sleep: async () => undefined };
  return connect({ table, clock, ports: { bus } }).as(SYSTEM);
}

const keyOf = ({ detail }: BusEvent) => eventKeyOf(detail as { aggregateId: string; sequence: number });

/** A desk with events over some hours, and what a republish of all of them must bring. */
async function busyDesk(tickets = 60) {
  const f = await makeDesk();
  const from = f.clock.now();
  const ids: string[] = [];
  for (let i = 0; i < tickets; i++) {
    ids.push((await f.openTicket()).id);
    if (i % 20 === 0) f.clock.advance(3 * HOUR + 1_234);
  }
  const events = (await Promise.all(ids.map((id) => history(f.system, id)))).flat();
  return { f, ids, from, to: f.clock.now(), keys: events.map(eventKeyOf) };
}

describe("republish", () => {
  test("puts every event of a stretch on the bus once, as the relay does, oldest first, and none of another workspace", async () => {
    const { f, from, to, keys } = await busyDesk();
    const other = await makeDesk("globex", { table: f.table });
    await other.openTicket();
    const bus = memoryBus();
    const run = await republish(over(f, bus), { from, to });
    const tickets = bus.taken.filter(({ detailType }) => detailType.startsWith("ticket."));
    expect(tickets.map(keyOf).toSorted()).toEqual(keys.toSorted());
    expect(run).toEqual({ published: bus.taken.length, refused: [], refusedCount: 0, done: true });
    expect(new Set(bus.taken.map(({ detail }) => detail["workspaceId"]))).toEqual(new Set(["main"]));
    const times = bus.taken.map(({ detail }) => Number(detail["at"]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(tickets[0]).toMatchObject({
      source: "switchboard",
      detail: { origin: "live", actor: { kind: "agent" }, payload: { channel: expect.any(String) } },
    });
    expect(JSON.stringify(bus.taken)).not.toContain("It slips on every climb.");
  });

  test("a run that has no more time says where it was, and the next goes on there", async () => {
    const { f, from, to, keys } = await busyDesk();
    const bus = memoryBus();
    let run: Republished | undefined;
    let runs = 0;
    do {
      run = await republish(over(f, bus), { from, to, budget: 0, after: run?.next });
      runs++;
    } while (!run.done);
    expect(runs).toBeGreaterThan(1);
    const tickets = bus.taken.filter(({ detailType }) => detailType.startsWith("ticket.")).map(keyOf);
    expect(tickets.toSorted()).toEqual(keys.toSorted());
  });

  test("a table lost at any call ends the run at a page that the next run takes up again", async () => {
    const { f, from, to, keys } = await busyDesk(80);
    for (let crash = 1; ; crash++) {
      const bus = memoryBus();
      const table = faulty(f.table, ({ number }) => (number === crash ? "before" : undefined));
      const first = await republish(over(f, bus, table), { from, to });
      if (first.done) return expect(crash).toBeGreaterThan(5);
      expect(first.stopped).toMatchObject({ name: "Lost" });
      const second = await republish(over(f, bus), { from, to, after: first.next });
      expect(second.done).toBe(true);
      const seen = bus.taken.filter(({ detailType }) => detailType.startsWith("ticket.")).map(keyOf);
      expect([...new Set(seen)].toSorted()).toEqual(keys.toSorted());
    }
  });

  test("what the bus does not take at once is tried again; others are not published twice for it", async () => {
    const { f, from, to } = await busyDesk(10);
    let asked = 0;
    const bus = memoryBus((event) => (event.detailType === "ticket.opened" && ++asked <= 12 ? "fail" : "take"));
    const run = await republish(over(f, bus), { from, to });
    expect(run.done).toBe(true);
    expect(new Set(bus.taken.map(keyOf)).size).toBe(bus.taken.length);
    expect(run.published).toBe(bus.taken.length);
  });

  test("a bus that stays down ends the run with its error; nothing is passed over", async () => {
    const { f, from, to } = await busyDesk(10);
    const down = { publish: () => Promise.reject(new Error("down")) };
    const run = await republish(over(f, down), { from, to });
    expect(run).toMatchObject({ published: 0, done: false, stopped: { code: "INTERNAL", cause: { message: "down" } } });
    expect(run).not.toHaveProperty("next");
  });

  test("what can never be published is named and holds up nothing: refused, or a row that nobody can read", async () => {
    const { f, ids, from, to } = await busyDesk(10);
    const key = eventKey(f.system, ids[3] ?? "", "public", 2);
    await f.table.write({ kind: "put", row: { ...(await f.table.get(key)), ac: "nobody" } });
    const bus = memoryBus(({ detail }) =>
      detail["aggregateId"] === ids[5] && detail["sequence"] === 1 ? "refuse" : "take",
    );
    const run = await republish(over(f, bus), { from, to });
    expect(run).toMatchObject({ done: true, published: bus.taken.length, refusedCount: 2 });
    expect(run.refused).toEqual([
      { aggregateId: ids[3], sequence: 2, reason: "not an actor: nobody" },
      { aggregateId: ids[5], sequence: 1, reason: "The bus refused it." },
    ]);
  });

  test("a quiet month costs few reads and brings what is at its ends", async () => {
    const f = await makeDesk();
    const from = f.clock.now();
    f.clock.advance(20 * DAY);
    const { id } = await f.openTicket();
    const bus = memoryBus();
    const run = await republish(over(f, bus), { from, to: f.clock.now() });
    expect(run.done).toBe(true);
    expect(bus.taken.map(({ detail }) => detail["aggregateId"])).toContain(id);
  });
});

describe("republish refuses", () => {
  test.each([
    ["a stretch older than reactions remember", (now: number) => ({ from: now - 31 * DAY, to: now }), /30 days/],
    ["a stretch that is not over", (now: number) => ({ from: now, to: now + 1 }), /not over yet/],
    ["a stretch that ends before it starts", (now: number) => ({ from: now, to: now - 1 }), /ends before/],
    ["more than a year", (now: number) => ({ from: now - 400 * DAY, to: now, evenOlder: true }), /at most 366 days/],
    [
      "a place in another stretch",
      (now: number) => ({ from: now - 1, to: now, after: "AAAA" }),
      /not one of this list/,
    ],
  ])("%s", async (_, input, words) => {
    const f = await makeDesk();
    const run = republish(over(f, memoryBus()), input(f.clock.now()));
    await expect(run).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringMatching(words) });
  });

  test("everybody but the platform, an admin too", async () => {
    const f = await makeDesk();
    const now = f.clock.now();
    for (const ctx of [f.admin, f.agent, f.customer]) {
      expect(await codeOf(republish(ctx, { from: now - 1, to: now }))).toBe("FORBIDDEN");
    }
  });

  test("nothing that is old when told to take even that", async () => {
    const f = await makeDesk();
    const from = f.clock.now();
    const { id } = await f.openTicket();
    f.clock.advance(40 * DAY);
    const bus = memoryBus();
    await republish(over(f, bus), { from, to: from + HOUR, evenOlder: true });
    expect(bus.taken.map(({ detail }) => detail["aggregateId"])).toContain(id);
  });
});

test("a desk without a bus says so", async () => {
  const f = await makeDesk();
  await expect(republish(f.system, { from: 0, to: 0, evenOlder: true })).rejects.toThrow("ports.bus");
});
