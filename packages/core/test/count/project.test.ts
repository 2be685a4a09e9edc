import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Count from "../../src/count/index.ts";
import { DAY } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const byStatus = async (ctx: Fixture["agent"]) => {
  const found = await Count.counts(ctx);
  return found && Object.fromEntries(Object.entries(found.byStatus).filter(([, count]) => count !== 0));
};
describe("what is projected", () => {
  test("spam and what is deleted count nowhere, and count again once they are back; what is purged never does", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await f.openTicket();
    await View.create(f.admin, { name: "All that is new", filter: { status: ["NEW"] }, sharing: "ALL" });
    await Count.recount(f.system);
    const seen = async () => {
      await Count.project(f.system, [ticketId]);
      const [view] = await Count.viewCounts(f.agent);
      expect(view?.count).toBe((await byStatus(f.agent))?.["NEW"]);
      return view?.count;
    };
    expect(await seen()).toBe(2);
    for (const [away, back] of [
      [Ticket.markSpam, Ticket.unmarkSpam],
      [Ticket.remove, Ticket.restore],
    ] as const) {
      await away(f.admin, { ticketId });
      expect(await seen()).toBe(1);
      await back(f.admin, { ticketId });
      expect(await seen()).toBe(2);
    }
    await Ticket.remove(f.admin, { ticketId });
    f.clock.advance(31 * DAY);
    await Ticket.wake(f.system, ticketId);
    expect(await seen()).toBe(1);
  });

  test("a ticket that enters or leaves every view there can be is one update of its cell", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ tags: ["a"] });
    const views: string[] = [];
    for (let i = 0; i < 200; i++) {
      const input = { name: `v${i}`, filter: { tags: ["a"] }, sharing: "ALL" as const };
      views.push((await View.create(f.admin, input)).object.id);
    }
    await Count.recount(f.system);
    expect((await Count.viewCounts(f.agent)).map(({ count }) => count)).toEqual(views.map(() => 1));
    for (const viewId of views) await View.update(f.admin, { viewId, filter: { tags: ["a", "b"] } });
    await Ticket.untag(f.agent, { ticketId, tags: ["a"] });
    await Ticket.tag(f.agent, { ticketId, tags: ["b"] });
    await Count.project(f.system, [ticketId]);
    await Count.recount(f.system);
    expect((await Count.viewCounts(f.agent)).map(({ count }) => count)).toEqual(views.map(() => 1));
  });

  test("a ticket that is opened and counted while a recount begins is counted by it too", async () => {
    const f = await makeDesk();
    await f.openTicket();
    await Count.recount(f.system);
    let isFirst = true;
    const racing = {
      ...f.table,
      transact: async (writes: Parameters<typeof f.table.transact>[0]) => {
        if (isFirst) {
          isFirst = false;
          await Count.project(f.system, [(await f.openTicket()).id]);
        }
        return f.table.transact(writes);
      },
    };
    await Count.recount(f.over(racing).as(f.system.actor));
    expect(await byStatus(f.agent)).toEqual({ NEW: 2 });
  });

  test("a full batch fits one commit also while a recount runs, each ticket from a cell of its own to another", async () => {
    const f = await makeDesk();
    const tickets = 25;
    const agents: string[] = [];
    for (let i = 0; i < 2 * tickets; i++) {
      const input = { name: `A${i}`, email: `a${i}@northwind.example`, roles: ["representative" as const] };
      agents.push((await Agent.create(f.admin, input)).object.id);
    }
    const ids: string[] = [];
    for (let i = 0; i < tickets; i++) ids.push((await f.openTicket()).id);
    const give = (from: number) =>
      Promise.all(
        ids.map((ticketId, i) => Ticket.assign(f.admin, { ticketId, assigneeId: agents[from + i] as string })),
      );
    await give(0);
    await Count.recount(f.system);
    for (let i = 0; i < 100; i++) await f.openTicket();
    await Count.recount(f.system, { budget: 0 });
    await give(tickets);
    await Count.project(f.system, ids);
    const found = await Count.counts(f.admin);
    const busy = found?.byAssignee.filter(({ agentId }) => agentId !== null).map(({ agentId }) => agentId);
    expect(busy?.toSorted()).toEqual(agents.slice(tickets).toSorted());
  });
});
