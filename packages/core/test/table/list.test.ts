import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { read as log } from "../../src/audit/index.ts";
import { HOUR, MINUTE, type PageInput } from "../../src/kernel/index.ts";
import { tableDefinition } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { wholeList as walk } from "../support/list.ts";

useEngine();

/** Tickets in several statuses, many of them in the same minute. */
async function busyDesk(): Promise<Fixture> {
  const f = await makeDesk();
  for (let i = 0; i < 40; i++) {
    const { id } = await f.openTicket({
      subject: `t${i}`,
      priority: i % 7 === 0 ? "URGENT" : "NORMAL",
      channel: i % 9 === 0 ? "PHONE" : "EMAIL",
    });
    if (i % 3 === 0) await Ticket.changeStatus(f.agent, { ticketId: id, status: "OPEN" });
    if (i % 5 === 0) await Ticket.reply(f.agent, { ticketId: id, text: "R" });
    if (i % 4 === 0) f.clock.advance(MINUTE);
  }
  return f;
}

describe("a list over several partitions", () => {
  test("shows everything once, in order, whatever the page size and direction", async () => {
    const f = await busyDesk();
    const read = (page: PageInput) => Ticket.listByActivity(f.agent, {}, page);
    const whole = (await walk(read, 100)).map(({ id }) => id);
    expect(new Set(whole).size).toBe(40);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 45 }), fc.boolean(), async (size, backward) => {
        expect((await walk(read, size, backward)).map(({ id }) => id)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  test("work is urgent first, then oldest", async () => {
    const f = await busyDesk();
    const shown = await walk((page) => Ticket.unassigned(f.agent, {}, page), 7);
    const keys = shown.map(({ priority, createdAt }) => [priority === "URGENT" ? 0 : 1, createdAt] as const);
    expect(keys).toEqual([...keys].sort(([a, x], [b, y]) => a - b || x - y));
  });

  test("a filter narrows without losing or repeating anything, and says when it stopped looking early", async () => {
    const f = await busyDesk();
    const read = (page: PageInput) => Ticket.listByActivity(f.agent, { channel: ["PHONE"] }, page);
    expect(await walk(read, 2)).toHaveLength(5);
    expect((await read({ first: 2 })).edges.every(({ node }) => node.channel === "PHONE")).toBe(true);
    const rare = await Ticket.unassigned(f.agent, { category: "never" }, { first: 2 });
    expect(rare).toMatchObject({ edges: [], pageInfo: { hasNextPage: true, scanLimited: true } });
    expect(await walk((page) => Ticket.unassigned(f.agent, { category: "never" }, page), 2)).toEqual([]);
  });

  test("a page goes on where it ended although others were added in front", async () => {
    const f = await busyDesk();
    const first = await Ticket.listOfCustomer(f.agent, f.customerId, {}, { first: 5 });
    f.clock.advance(MINUTE);
    await f.openTicket();
    const after = first.pageInfo.endCursor ?? "";
    const next = await Ticket.listOfCustomer(f.agent, f.customerId, {}, { first: 5, after });
    const before = new Set(first.edges.map(({ node }) => node.id));
    expect(next.edges.some(({ node }) => before.has(node.id))).toBe(false);
  });
});

describe("a conversation", () => {
  test("merges answers and notes in order, both ways", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    for (let i = 0; i < 15; i++) {
      await (i % 3 ? Ticket.note : Ticket.reply)(f.agent, { ticketId: id, text: String(i) });
    }
    const read = (page: PageInput) => Ticket.entries(f.agent, id, page);
    const texts = (await walk(read, 4)).map(({ words }) => words?.text).filter((text) => text !== undefined);
    expect(texts).toEqual([...Array.from({ length: 15 }, (_, i) => String(14 - i)), "It slips on every climb."]);
    expect((await walk(read, 4, true)).map(({ id: entry }) => entry)).toEqual(
      (await walk(read, 100)).map(({ id: entry }) => entry),
    );
  });
});

describe("cursors", () => {
  test.each([
    ["changed", (cursor: string) => `${cursor.slice(0, -2)}${cursor.endsWith("AA") ? "BB" : "AA"}`],
    ["cut short", (cursor: string) => cursor.slice(0, 10)],
    ["made up", () => "bm90IGEgY3Vyc29y"],
    ["empty", () => ""],
  ])("one that was %s is BAD_USER_INPUT", async (_, spoil) => {
    const f = await busyDesk();
    const { pageInfo } = await Ticket.unassigned(f.agent, {}, { first: 2 });
    const spoilt = spoil(pageInfo.endCursor ?? "");
    expect(await codeOf(Ticket.unassigned(f.agent, {}, { first: 2, after: spoilt }))).toBe("BAD_USER_INPUT");
  });

  test("one of another list, filter or workspace is BAD_USER_INPUT", async () => {
    const f = await busyDesk();
    const other = await makeDesk("globex", { table: f.table });
    const after = (await Ticket.unassigned(f.agent, {}, { first: 2 })).pageInfo.endCursor ?? "";
    const page = { first: 2, after };
    expect(await codeOf(Ticket.listByActivity(f.agent, {}, page))).toBe("BAD_USER_INPUT");
    expect(await codeOf(Ticket.unassigned(f.agent, { channel: ["PHONE"] }, page))).toBe("BAD_USER_INPUT");
    expect(await codeOf(Ticket.unassigned(other.agent, {}, page))).toBe("BAD_USER_INPUT");
    expect(await codeOf(Ticket.unassigned(f.agent, {}, page))).toBe("done");
  });

  test("tell nothing: neither keys nor counts can be read from one", async () => {
    const f = await busyDesk();
    const { pageInfo } = await Ticket.unassigned(f.agent, {}, { first: 2 });
    const bytes = Buffer.from(pageInfo.endCursor ?? "", "base64url").toString("latin1");
    expect(bytes).not.toMatch(/main|WORK|tkt/);
  });

  test.each([
    { first: 0 },
    { first: 101 },
    { last: -1 },
    { first: 1.5 },
    { first: 1, last: 1 },
    { last: 2, after: "x" },
  ])("the page %j is BAD_USER_INPUT", async (page) => {
    const f = await makeDesk();
    expect(await codeOf(Ticket.unassigned(f.agent, {}, page))).toBe("BAD_USER_INPUT");
  });
});

test("no index carries more than DynamoDB takes: 20 attributes besides its keys, 100 over all", () => {
  const counts = tableDefinition().GlobalSecondaryIndexes.map(({ Projection }) =>
    "NonKeyAttributes" in Projection ? (Projection.NonKeyAttributes?.length ?? 0) : 0,
  );
  expect(Math.max(...counts)).toBeLessThanOrEqual(20);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(100);
});

describe("the log of the workspace", () => {
  test("has every event of a time range once, oldest first, hour by hour", async () => {
    const f = await makeDesk();
    const from = f.clock.now();
    const { id } = await f.openTicket();
    for (let i = 0; i < 5; i++) {
      f.clock.advance(50 * MINUTE);
      await Ticket.note(f.agent, { ticketId: id, text: String(i) });
    }
    const range = { from, to: f.clock.now() };
    const lines = await walk((page) => log(f.admin, range, page), 3);
    expect(lines.filter(({ aggregateId }) => aggregateId === id).map(({ type }) => type)).toEqual([
      "ticket.opened",
      "ticket.message_received",
      ...Array.from({ length: 5 }, () => "ticket.noted"),
    ]);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort((a, b) => a - b));
    const middle = await log(f.admin, { from: from + HOUR, to: from + 2 * HOUR });
    expect(middle.edges).toHaveLength(1);
    const [line] = middle.edges;
    expect((await Ticket.entry(f.agent, line?.node.id ?? "")).words?.text).toBe("1");
  });

  test("crosses quiet days a bounded step at a time, and needs a sane range", async () => {
    const f = await makeDesk();
    const from = f.clock.now();
    f.clock.advance(10 * 24 * HOUR);
    await f.openTicket();
    const range = { from: from + HOUR, to: f.clock.now() };
    expect((await log(f.admin, range)).pageInfo).toMatchObject({ hasNextPage: true, scanLimited: true });
    expect(await walk((page) => log(f.admin, range, page), 20)).toHaveLength(2);
    expect(await codeOf(log(f.admin, { from: range.to, to: from }))).toBe("BAD_USER_INPUT");
    expect(await codeOf(log(f.admin, { from: 0, to: range.to }))).toBe("BAD_USER_INPUT");
    expect(await codeOf(log(f.agent, range))).toBe("FORBIDDEN");
  });
});
