import { describe, expect, test } from "vitest";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { merge, texts } from "../support/merge.ts";

useEngine();

describe("merging", () => {
  test("closes the sources, shows what was said in them at its own time, and copies nothing", async () => {
    const f = await makeDesk();
    const target = await f.openTicket({ text: "t1" });
    f.clock.advance(1_000);
    const source = await f.openTicket({ text: "s1" });
    f.clock.advance(1_000);
    await Ticket.note(f.agent, { ticketId: target.id, text: "t2" });
    f.clock.advance(1_000);
    await Ticket.reply(f.agent, { ticketId: source.id, text: "s2" });
    const before = (await history(f.system, target.id)).length;
    const { object } = await merge(f, target.id, source.id);
    expect(object).toMatchObject({ id: target.id, sourceCount: 1, status: "NEW" });
    expect(await Ticket.get(f.agent, source.id)).toMatchObject({ status: "CLOSED", merged: { into: target.id } });
    expect(await texts(f.agent, target.id)).toEqual(["t1", "s1", "t2", "s2"]);
    expect(await texts(f.customer, target.id)).toEqual(["t1", "s1", "s2"]);
    expect(await texts(f.agent, source.id)).toEqual(["s1", "s2"]);
    expect(await history(f.system, target.id)).toHaveLength(before + 1);
    expect((await Ticket.mergedTickets(f.customer, target.id)).map(({ id }) => id)).toEqual([source.id]);
    expect((await Ticket.links(f.agent, source.id)).map(({ kind }) => kind)).toEqual(["MERGED_INTO"]);
    expect((await Ticket.links(f.agent, target.id)).map(({ kind }) => kind)).toEqual(["MERGED_FROM"]);
    const types = (await Ticket.entries(f.customer, source.id)).edges.map(({ node }) => node.type);
    expect(types[0]).toBe("ticket.merged");
  });

  test.each(["first", "last"] as const)(
    "every page size of a merged conversation reads the same, by %s",
    async (way) => {
      const f = await makeDesk();
      const ids = [(await f.openTicket()).id, (await f.openTicket()).id, (await f.openTicket()).id];
      for (let i = 0; i < 9; i++) {
        await Ticket.note(f.agent, { ticketId: ids[i % 3] as string, text: `n${i}` });
        if (i % 2) f.clock.advance(7);
      }
      await merge(f, ids[0] as string, ...ids.slice(1));
      const all = (await Ticket.entries(f.agent, ids[0] as string, { first: 100 })).edges.map(({ node }) => node.id);
      expect(new Set(all).size).toBe(17);
      for (const size of [1, 2, 3, 5, 16, 17]) {
        const seen = await readBy(f, ids[0] as string, way, size);
        expect(seen).toEqual(all);
      }
    },
  );

  test("into a ticket that was merged itself means into what it was merged into", async () => {
    const f = await makeDesk();
    const [a, b, c] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
    await merge(f, a.id, b.id);
    expect((await merge(f, b.id, c.id)).object).toMatchObject({ id: a.id, sourceCount: 2 });
    expect((await Ticket.get(f.agent, c.id)).merged?.into).toBe(a.id);
  });

  test("again changes nothing, and with a stale version is a conflict", async () => {
    const f = await makeDesk();
    const [a, b] = [await f.openTicket(), await f.openTicket()];
    const first = await merge(f, a.id, b.id);
    expect((await merge(f, a.id, b.id)).entryIds).toEqual([]);
    const stale = { targetId: a.id, sourceIds: [b.id], expectedVersion: first.object.version - 1 };
    expect(await codeOf(Ticket.merge(f.agent, stale))).toBe("CONFLICT");
  });

  test("of twenty is one transaction of 44 rows, and 195 units at most", async () => {
    const f = await makeDesk();
    const target = await f.openTicket();
    const sources: string[] = [];
    for (let i = 0; i < 20; i++) sources.push((await f.openTicket()).id);
    const rows: number[] = [];
    const transact: typeof f.table.transact = (writes) => {
      rows.push(writes.length);
      return f.table.transact(writes);
    };
    const agent = f.over({ ...f.table, transact }).as(f.agent.actor);
    await Promise.all([agent.grants(), agent.keyring()]);
    f.usage.length = 0;
    await Ticket.merge(agent, { targetId: target.id, sourceIds: sources, idempotencyKey: "k" });
    expect(rows).toEqual([44]);
    const written = f.usage.filter(({ write }) => write > 0);
    expect(written.map(({ call }) => call)).toEqual(["transact"]);
    // A source: state 2, event 2, its log arm 1, index arms 1 (work), 2 (activity), 1 (relation). The target: state 2,
    // event of 1.4 KB 4, its arm 1, activity 2, parts 4, key 2.
    expect(written[0]?.write).toBeLessThanOrEqual(20 * 9 + 15);
    expect(f.usage.reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(21);
    expect(await texts(f.agent, target.id)).toHaveLength(21);
  });

  test("at the same time as the opposite never makes a circle", async () => {
    const f = await makeDesk();
    const [a, b] = [await f.openTicket(), await f.openTicket()];
    const codes = await Promise.all([codeOf(merge(f, a.id, b.id)), codeOf(merge(f, b.id, a.id))]);
    expect(codes.sort()).not.toEqual(["done", "done"]);
    const states = [await Ticket.get(f.agent, a.id), await Ticket.get(f.agent, b.id)];
    expect(states.filter((one) => one.merged)).toHaveLength(1);
  });
});

async function readBy(f: Fixture, id: string, way: "first" | "last", size: number): Promise<readonly string[]> {
  const forward = way === "first";
  const pages: string[][] = [];
  let cursor: string | undefined;
  for (let more = true; more; ) {
    const page = forward ? { first: size, after: cursor } : { last: size, before: cursor };
    const { edges, pageInfo } = await Ticket.entries(f.agent, id, page);
    pages.push(edges.map(({ node }) => node.id));
    more = forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    cursor = (forward ? pageInfo.endCursor : pageInfo.startCursor) ?? undefined;
  }
  return (forward ? pages : pages.reverse()).flat();
}

test("folding the events gives the stored parts of a ticket", async () => {
  const f = await makeDesk();
  const [a, b, c] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
  await merge(f, b.id, c.id);
  await merge(f, a.id, b.id);
  await Ticket.unmerge(f.agent, { ticketId: c.id });
  for (const { id } of [a, b, c]) await expectFold(f, Ticket.ticket, id);
});
