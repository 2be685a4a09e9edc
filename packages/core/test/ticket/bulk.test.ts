import { beforeEach, describe, expect, test } from "vitest";
import { faulty, Lost } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

let f: Fixture;
let ticketIds: string[];
beforeEach(async () => {
  f = await makeDesk();
  await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
  ticketIds = [(await f.openTicket()).id, (await f.openTicket()).id];
});

const bulk = (change: Ticket.BulkInput["change"], more: Partial<Ticket.BulkInput> = {}) =>
  Ticket.bulk(f.agent, { ticketIds, change, ...more });

describe("one change of many tickets", () => {
  test.each<[string, () => Ticket.BulkInput["change"], object]>([
    ["tag", () => ({ tag: { tags: ["Outage"] } }), { tags: ["outage"] }],
    ["changePriority", () => ({ changePriority: { priority: "HIGH" } }), { priority: "HIGH" }],
    ["changeStatus", () => ({ changeStatus: { status: "OPEN" } }), { status: "OPEN" }],
    ["resolve", () => ({ resolve: {} }), { status: "RESOLVED" }],
    ["changeTeam", () => ({ changeTeam: { team: "workshop" } }), { teamId: "workshop" }],
    ["changeCategory", () => ({ changeCategory: { category: "gears" } }), { category: "gears" }],
  ])("%s does it to each", async (_, change, after) => {
    const outcomes = await bulk(change());
    expect(outcomes.map(({ ticketId, done }) => [ticketId, done])).toEqual(ticketIds.map((id) => [id, true]));
    for (const ticketId of ticketIds) expect(await Ticket.get(f.agent, ticketId)).toMatchObject(after);
  });

  test("what is assigned and tagged so is unassigned, untagged and closed so", async () => {
    await bulk({ assign: { assigneeId: f.agentId } });
    for (const ticketId of ticketIds) expect((await Ticket.get(f.agent, ticketId)).assigneeId).toBe(f.agentId);
    await bulk({ tag: { tags: ["a", "b"] } });
    await bulk({ unassign: {} });
    await bulk({ untag: { tags: ["a"] } });
    await bulk({ resolve: {} });
    await bulk({ close: {} });
    for (const ticketId of ticketIds) {
      const ticket = await Ticket.get(f.agent, ticketId);
      expect(ticket).toMatchObject({ status: "CLOSED", tags: ["b"] });
      expect(ticket).not.toHaveProperty("assigneeId");
    }
  });

  test("one that is refused stops none of the others, and says why", async () => {
    const [one, other] = ticketIds as [string, string];
    await bulk({ resolve: {} }, { ticketIds: [one] });
    await bulk({ close: {} }, { ticketIds: [one] });
    const unknown = "tkt_01m80gww6eh7w4kg0h35xbrqhv";
    const outcomes = await bulk({ tag: { tags: ["a"] } }, { ticketIds: [one, unknown, other, other] });
    expect(outcomes).toMatchObject([
      { ticketId: one, done: false, error: { code: "TRANSITION" } },
      { ticketId: unknown, done: false, error: { code: "NOT_FOUND" } },
      { ticketId: other, done: true, ticket: { tags: ["a"] } },
    ]);
  });

  test("the same call with the same key does nothing twice, and another input or another change under it is refused", async () => {
    const change = { tag: { tags: ["a"] } };
    await bulk(change, { idempotencyKey: "k" });
    await bulk({ untag: { tags: ["a"] } });
    const again = await bulk(change, { idempotencyKey: "k" });
    expect(again).toMatchObject(ticketIds.map(() => ({ done: true, ticket: { tags: [] } })));
    for (const other of [{ tag: { tags: ["b"] } }, { changePriority: { priority: "LOW" as const } }]) {
      expect(await codeOf(bulk(other, { idempotencyKey: "k" }))).toBe("IDEMPOTENCY_MISMATCH");
    }
  });

  test("a table that is lost is no refusal: the call fails, and nothing goes on behind its back", async () => {
    let calls = 0;
    const table = faulty(f.table, (call) => {
      calls++;
      return call.name === "get" && call.number > 3 ? "before" : undefined;
    });
    const lost = Ticket.bulk(f.over(table).as(f.agent.actor), { ticketIds, change: { tag: { tags: ["a"] } } });
    await expect(lost).rejects.toBeInstanceOf(Lost);
    const then = calls;
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toBe(then);
  });
});

describe("a bulk change is refused as a whole", () => {
  test.each<[string, string, () => unknown, () => readonly string[]]>([
    ["of no ticket", "VALIDATION", () => ({ resolve: {} }), () => []],
    ["of 101", "VALIDATION", () => ({ resolve: {} }), () => Array.from({ length: 101 }, () => ticketIds[0] ?? "")],
    ["of what is no ticket", "BAD_USER_INPUT", () => ({ resolve: {} }), () => [f.agentId]],
    ["that changes nothing", "VALIDATION", () => ({}), () => ticketIds],
    ["that changes two things", "VALIDATION", () => ({ resolve: {}, unassign: {} }), () => ticketIds],
    ["that there is not", "VALIDATION", () => ({ explode: {} }), () => ticketIds],
    ["with a value that is none", "VALIDATION", () => ({ changePriority: { priority: "MEGA" } }), () => ticketIds],
  ])("one %s: %s", async (_, code, change, ids) => {
    expect(await codeOf(bulk(change() as Ticket.BulkInput["change"], { ticketIds: [...ids()] }))).toBe(code);
    for (const ticketId of ticketIds) expect((await Ticket.get(f.agent, ticketId)).version).toBe(2);
  });

  test("when the caller may do it to none, and not when to some", async () => {
    const app = f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes: ["ticket:read", "ticket:edit"] });
    const tags = { tag: { tags: ["a"] } };
    expect(await codeOf(Ticket.bulk(app, { ticketIds, change: { resolve: {} } }))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.bulk(app, { ticketIds, change: tags }))).toBe("done");
    expect(await codeOf(Ticket.bulk(f.customer, { ticketIds, change: tags }))).toBe("FORBIDDEN");
  });
});
