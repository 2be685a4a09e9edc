import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { makeDesk, useEngine } from "../support/desk.ts";
import { arrive, hire, ownerOf, routed, routeOf } from "../support/routes.ts";

useEngine();

const unitsOf = async (f: Parameters<typeof ownerOf>[0], id: string) => (await Agent.loadOf(f.admin, id)).units;

describe("a ticket that comes in", () => {
  test("goes to who has most room, and their load moves with it", async () => {
    const f = await makeDesk();
    await routed(f);
    const [ada, bo] = [await hire(f, "ada1", { units: 2 }), await hire(f, "bo", { units: 4 })];
    const owners = [];
    for (let i = 0; i < 6; i++) owners.push((await arrive(f)).assigneeId);
    expect(owners.filter((one) => one === bo.id).length).toBe(4);
    expect(owners.filter((one) => one === ada.id).length).toBe(2);
    expect([await unitsOf(f, ada.id), await unitsOf(f, bo.id)]).toEqual([2, 4]);
    const late = await arrive(f);
    expect(late.assigneeId).toBeUndefined();
    expect(await routeOf(f, late.id)).toMatchObject({ state: "WAITING", queue: "repairs" });
  });

  test("waits while nobody is there, with an event once, and goes to who comes", async () => {
    const f = await makeDesk();
    await routed(f);
    const { id } = await arrive(f);
    for (let i = 0; i < 3; i++) await Routing.follow(f.system, { ticketId: id });
    const types = async () => (await history(f.system, (await routeOf(f, id))?.id ?? "")).map(({ type }) => type);
    expect(await types()).toEqual(["routing.queued", "routing.decided"]);
    const bo = await hire(f, "bo");
    await Routing.fill(f.system, { agentId: bo.id });
    expect(await ownerOf(f, id)).toBe(bo.id);
    expect(await types()).toEqual(["routing.queued", "routing.decided", "routing.decided", "routing.assigned"]);
  });

  test("goes to nobody where there are no queues, or none is for it, and leaves no row behind", async () => {
    const f = await makeDesk();
    const bo = await hire(f, "bo", { teams: [] });
    const { id } = await arrive(f);
    expect(await routeOf(f, id)).toBeUndefined();
    await routed(f, { when: { tags: { any: ["repair"] } }, primaryTeams: [] });
    await Routing.follow(f.system, { ticketId: id });
    expect(await routeOf(f, id)).toBeUndefined();
    const tagged = await arrive(f, { tags: ["repair"] });
    expect([bo.id, f.agentId]).toContain(tagged.assigneeId);
  });

  test("enters the first queue that is for it, and moves when it becomes something else", async () => {
    const f = await makeDesk();
    await routed(f);
    await Workspace.configureRouting(f.admin, {
      queues: [
        { key: "urgent", label: "Urgent", when: { priorities: ["URGENT"] }, primaryTeams: ["office"] },
        { key: "rest", label: "Rest", primaryTeams: ["workshop"] },
      ],
    });
    const { id } = await arrive(f);
    const before = await routeOf(f, id);
    f.clock.advance(HOUR);
    await Ticket.changePriority(f.agent, { ticketId: id, priority: "URGENT" });
    await Routing.follow(f.system, { ticketId: id });
    const after = await routeOf(f, id);
    expect([before?.queue, after?.queue]).toEqual(["rest", "urgent"]);
    expect(after?.eligibleSince).toBe(before?.eligibleSince);
  });

  test("leaves its queue when it is nobody's work any more, or somebody takes it", async () => {
    const f = await makeDesk();
    await routed(f);
    const [one, two] = [await arrive(f), await arrive(f)];
    await Ticket.resolve(f.agent, { ticketId: one.id });
    await Routing.follow(f.system, { ticketId: one.id });
    expect((await routeOf(f, one.id))?.state).toBe("LEFT");
    await Ticket.assign(f.agent, { ticketId: two.id, assigneeId: f.agentId });
    await Routing.follow(f.system, { ticketId: two.id });
    expect(await routeOf(f, two.id)).toMatchObject({ state: "ASSIGNED", agentId: f.agentId });
    const bo = await hire(f, "bo");
    await Routing.fill(f.system, { agentId: bo.id });
    expect([await ownerOf(f, one.id), await ownerOf(f, two.id)]).toEqual([undefined, f.agentId]);
  });
});

describe("room that becomes free", () => {
  test("takes the most urgent of what waits, then the oldest; of the queue of higher priority first", async () => {
    const f = await makeDesk();
    await routed(f);
    await Workspace.configureRouting(f.admin, {
      queues: [
        { key: "vip", label: "VIP", when: { tags: { any: ["vip"] } }, primaryTeams: ["workshop"], priority: 1 },
        { key: "rest", label: "Rest", primaryTeams: ["workshop"], priority: 9 },
      ],
    });
    const ids: string[] = [];
    for (const more of [{}, { priority: "HIGH" as const }, {}, { tags: ["vip"] }]) {
      ids.push((await arrive(f, more)).id);
      f.clock.advance(MINUTE);
    }
    const bo = await hire(f, "bo", { units: 1 });
    const taken: (number | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      await Routing.fill(f.system, { agentId: bo.id });
      const owned = await Promise.all(ids.map(async (id) => ((await ownerOf(f, id)) === bo.id ? id : null)));
      const now = owned.findIndex((id, at) => id !== null && !taken.includes(at));
      taken.push(now);
      await Ticket.resolve(bo.ctx, { ticketId: ids[now] ?? "" });
    }
    expect(taken).toEqual([3, 1, 0, 2]);
  });

  test("takes what is due first, where the queue goes by that", async () => {
    const f = await makeDesk();
    await routed(f, { order: "DUE" });
    const target = { metric: "FIRST_RESPONSE" as const, minutes: 240, time: "CALENDAR" as const };
    await Workspace.configureRouting(f.admin, {
      slaPolicies: [
        { key: "fast", label: "Fast", when: { tags: { any: ["fast"] } }, targets: [{ ...target, minutes: 30 }] },
        { key: "usual", label: "Usual", when: { tags: { none: ["none"] } }, targets: [target] },
      ],
    });
    const ids: string[] = [];
    for (const tags of [["none"], [], ["fast"], []]) {
      ids.push((await arrive(f, { tags })).id);
      f.clock.advance(MINUTE);
    }
    const { edges } = await Routing.waiting(f.admin, "repairs");
    expect(edges.map(({ node }) => ids.indexOf(node))).toEqual([2, 1, 3, 0]);
  });

  test("never makes somebody carry more than they can, though a person may", async () => {
    const f = await makeDesk();
    await routed(f);
    const bo = await hire(f, "bo", { units: 1 });
    const [first, second] = [await arrive(f), await arrive(f)];
    expect([first.assigneeId, second.assigneeId]).toEqual([bo.id, undefined]);
    await Ticket.assign(f.agent, { ticketId: second.id, assigneeId: bo.id });
    expect(await unitsOf(f, bo.id)).toBe(2);
    await Ticket.resolve(bo.ctx, { ticketId: first.id });
    const third = await arrive(f);
    expect(third.assigneeId).toBeUndefined();
  });
});
