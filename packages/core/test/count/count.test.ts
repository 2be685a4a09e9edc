import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Count from "../../src/count/index.ts";
import { faulty } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const byStatus = async (ctx: Fixture["agent"]) => {
  const found = await Count.counts(ctx);
  return found && Object.fromEntries(Object.entries(found.byStatus).filter(([, count]) => count !== 0));
};
const scoped = (f: Fixture) => ({
  ...f.agent,
  grants: () =>
    Promise.resolve(
      new Map([
        ["ticket:read", "own"],
        ["view:read", "all"],
      ] as const),
    ),
});

describe("counting", () => {
  test("shows nothing before there was a count, and everything after the first tick", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await f.openTicket();
    expect(await Count.counts(f.agent)).toBeNull();
    await Count.project(f.system, [id]);
    expect(await Count.counts(f.agent)).toBeNull();
    f.clock.advance(120_000);
    expect((await tick(f.desk)).failed).toEqual([]);
    expect(await byStatus(f.agent)).toEqual({ NEW: 2 });
  });

  test("the same ticket twice, or one that did not change, writes nothing", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Count.recount(f.system);
    await Ticket.resolve(f.agent, { ticketId: id });
    await Count.project(f.system, [id, id]);
    expect(await byStatus(f.agent)).toEqual({ RESOLVED: 1 });
    f.usage.length = 0;
    await Count.project(f.system, [id]);
    expect(f.usage.reduce((sum, one) => sum + one.write, 0)).toBe(0);
  });

  test("an answer that was lost counts once", async () => {
    const f = await makeDesk();
    await Count.recount(f.system);
    const { id } = await f.openTicket();
    let losses = 3;
    const lossy = f.over(faulty(f.table, (call) => (call.name === "transact" && losses-- > 0 ? "after" : undefined)));
    await Count.project(lossy.as(f.system.actor), [id]);
    expect(await byStatus(f.agent)).toEqual({ NEW: 1 });
  });

  test("a recount that is cut off anywhere goes on, and meanwhile the old counts are shown and kept up to date", async () => {
    const f = await makeDesk();
    const ids = await Promise.all(Array.from({ length: 130 }, async () => (await f.openTicket()).id));
    await Count.recount(f.system);
    expect(await Count.recount(f.system, { budget: 0 })).toEqual({ done: false, left: 30 });
    await Ticket.resolve(f.agent, { ticketId: ids[0] as string });
    await Ticket.resolve(f.agent, { ticketId: ids[129] as string });
    await Count.project(f.system, [ids[0] as string, ids[129] as string]);
    expect(await byStatus(f.agent)).toEqual({ NEW: 128, RESOLVED: 2 });
    f.clock.advance(120_000);
    await tick(f.desk);
    expect(await Count.recount(f.system)).toMatchObject({ done: true });
    expect(await byStatus(f.agent)).toEqual({ NEW: 128, RESOLVED: 2 });
  });

  test("counts that drifted are right again after a recount", async () => {
    const f = await makeDesk();
    await f.openTicket();
    await Count.recount(f.system);
    const [row] = (await f.table.query({ partition: "main#counts#1" })).rows;
    await f.table.write({ kind: "put", row: { ...row, "s.NEW": 7 } as never });
    expect(await byStatus(f.agent)).toEqual({ NEW: 7 });
    await Count.recount(f.system);
    expect(await byStatus(f.agent)).toEqual({ NEW: 1 });
  });
});

describe("what a caller may not see is in none of their counts", () => {
  test("who sees their own tickets counts their own, in views too", async () => {
    const f = await makeDesk();
    await View.create(f.admin, { name: "All", filter: {}, sharing: "ALL" });
    const bo = await Agent.create(f.admin, { name: "Bo", email: "bo@northwind.example", roles: ["representative"] });
    for (const assigneeId of [f.agentId, bo.object.id, bo.object.id, null]) {
      const { id } = await f.openTicket();
      if (assigneeId !== null) await Ticket.assign(f.agent, { ticketId: id, assigneeId });
    }
    await Count.recount(f.system);
    expect(await byStatus(scoped(f))).toEqual({ NEW: 1 });
    expect((await Count.counts(scoped(f)))?.byAssignee.map(({ agentId }) => agentId)).toEqual([f.agentId]);
    expect((await Count.viewCounts(scoped(f))).map(({ count }) => count)).toEqual([1]);
    expect((await Count.viewCounts(f.agent)).map(({ count }) => count)).toEqual([4]);
    expect((await Count.counts(f.agent))?.byAssignee).toHaveLength(3);
  });

  test("who sees their teams' tickets counts these and their own, and lists just those", async () => {
    const f = await makeDesk();
    for (const key of ["repairs", "sales"]) await Workspace.defineTeam(f.admin, { key, label: key });
    const tickets = await Promise.all(Array.from({ length: 5 }, () => f.openTicket()));
    const [a = "", b = "", c = ""] = tickets.map(({ id }) => id);
    await Ticket.changeTeam(f.agent, { ticketId: a, team: "repairs" });
    await Ticket.changeTeam(f.agent, { ticketId: b, team: "sales" });
    await Ticket.assign(f.agent, { ticketId: c, assigneeId: f.agentId });
    await Count.recount(f.system);
    const lead = {
      ...f.agent,
      grants: () =>
        Promise.resolve(
          new Map([
            ["ticket:read", "team"],
            ["view:read", "all"],
          ] as const),
        ),
      teams: () => Promise.resolve(new Set(["repairs"])),
    };
    expect(await byStatus(lead)).toEqual({ NEW: 2 });
    expect((await Count.counts(f.agent))?.byTeam.map(({ team, byStatus: { NEW } }) => [team, NEW])).toEqual(
      expect.arrayContaining([
        ["repairs", 1],
        ["sales", 1],
        [null, 3],
      ]) as unknown,
    );
    const listed = (await Ticket.listByActivity(lead)).edges.map(({ node }) => node.id);
    expect(listed.toSorted()).toEqual([a, c].toSorted());
    expect((await Ticket.unassigned(lead)).edges.map(({ node }) => node.id)).toEqual([a]);
  });

  test("customers and apps with their own alone are refused, and a private view is counted for its owner alone", async () => {
    const f = await makeDesk();
    await View.create(f.admin, { name: "Mine", filter: {} });
    await f.openTicket();
    await Count.recount(f.system);
    expect(await codeOf(Count.counts(f.customer))).toBe("FORBIDDEN");
    expect(await Count.viewCounts(f.agent)).toEqual([]);
    expect((await Count.viewCounts(f.admin)).map(({ count }) => count)).toEqual([1]);
  });
});

describe("a view", () => {
  test("has no count until it was counted, and a new one when it narrows to something else", async () => {
    const f = await makeDesk();
    await f.openTicket({ priority: "URGENT" });
    await f.openTicket();
    await Count.recount(f.system);
    const { object } = await View.create(f.agent, { name: "Urgent", filter: { priority: ["URGENT"] } });
    expect(await Count.viewCounts(f.agent)).toEqual([{ viewId: object.id, count: null }]);
    await Count.recount(f.system);
    expect(await Count.viewCounts(f.agent)).toEqual([{ viewId: object.id, count: 1 }]);
    await View.update(f.agent, { viewId: object.id, filter: { not: { priority: ["LOW"] } } });
    expect(await Count.viewCounts(f.agent)).toEqual([{ viewId: object.id, count: null }]);
    await Count.recount(f.system);
    expect(await Count.viewCounts(f.agent)).toEqual([{ viewId: object.id, count: 2 }]);
  });

  test("that came while a recount ran is counted by it in the end", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 101; i++) await f.openTicket();
    await Count.recount(f.system, { budget: 0 });
    const { object } = await View.create(f.agent, { name: "All", filter: {} });
    expect(await Count.recount(f.system)).toEqual({ done: true, left: 0 });
    expect(await Count.viewCounts(f.agent)).toEqual([{ viewId: object.id, count: 101 }]);
  });
});

test("an event that changes nothing a list shows is not relevant; status, owner, tags and priority are", async () => {
  const row = { pk: "main#tkt", sk: "T", q: 1, st: "NEW", a1: "main#ACT#NEW" };
  expect(Count.isRelevant(row, { ...row, q: 2, la: 5 })).toBe(false);
  for (const change of [{ st: "OPEN" }, { as: "agt" }, { tg: "x" }, { pr: "LOW" }, { a1: "main#ACT#SPAM" }])
    expect(Count.isRelevant(row, { ...row, ...change }), JSON.stringify(change)).toBe(true);
  expect(Count.isRelevant(undefined, row)).toBe(true);
});
