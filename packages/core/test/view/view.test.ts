import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import type * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const save = (f: Fixture, input: Partial<View.CreateInput> = {}, ctx = f.agent) =>
  View.create(ctx, { name: "Urgent", filter: { priority: ["URGENT"] }, ...input });

async function colleague(f: Fixture) {
  const { object } = await Agent.create(f.admin, {
    name: "Bo",
    email: "bo@northwind.example",
    roles: ["representative"],
  });
  return f.as({ kind: "agent", workspaceId: "main", agentId: object.id });
}

const names = async (ctx: Fixture["agent"]) => (await View.list(ctx)).edges.map(({ node }) => node.name);

describe("a saved view", () => {
  test("lists what it narrows to, and what it is changed to", async () => {
    const f = await makeDesk();
    const [urgent, other] = [await f.openTicket({ priority: "URGENT" }), await f.openTicket({ tags: ["late"] })];
    const { object } = await save(f);
    expect((await View.tickets(f.agent, object.id)).edges.map(({ node }) => node.id)).toEqual([urgent.id]);
    const { object: changed } = await View.update(f.agent, { viewId: object.id, filter: { tags: ["late"] } });
    expect(changed).toMatchObject({ name: "Urgent", filterVersion: 2, filter: { tags: ["late"] } });
    expect((await View.tickets(f.agent, object.id)).edges.map(({ node }) => node.id)).toEqual([other.id]);
  });

  test("that is private is its owner's alone; one for everybody is everybody's, and changed by those who share", async () => {
    const f = await makeDesk();
    const bo = await colleague(f);
    const mine = await save(f);
    const shared = await save(f, { name: "Everybody's", sharing: "ALL" }, f.admin);
    expect(await names(f.agent)).toEqual(["Everybody's", "Urgent"]);
    expect(await names(bo)).toEqual(["Everybody's"]);
    for (const ctx of [bo, f.admin]) {
      expect(await codeOf(View.get(ctx, mine.object.id))).toBe("NOT_FOUND");
      expect(await codeOf(View.tickets(ctx, mine.object.id))).toBe("NOT_FOUND");
      expect(await codeOf(View.update(ctx, { viewId: mine.object.id, name: "x" }))).toBe("NOT_FOUND");
      expect(await codeOf(View.remove(ctx, { viewId: mine.object.id }))).toBe("NOT_FOUND");
    }
    expect(await codeOf(View.get(bo, shared.object.id))).toBe("done");
    expect(await codeOf(View.update(bo, { viewId: shared.object.id, name: "x" }))).toBe("FORBIDDEN");
    expect(await codeOf(View.remove(bo, { viewId: shared.object.id }))).toBe("FORBIDDEN");
    expect(await codeOf(View.update(f.agent, { viewId: mine.object.id, sharing: "ALL" }))).toBe("FORBIDDEN");
    expect(await codeOf(save(f, { sharing: "ALL" }))).toBe("FORBIDDEN");
    expect(await codeOf(View.update(f.admin, { viewId: shared.object.id, name: "Ours" }))).toBe("done");
  });

  test("that was taken back is told to nobody: not by a key that was used before, nor by the version it has", async () => {
    const f = await makeDesk();
    const { object: lead } = await Agent.create(f.admin, {
      name: "L",
      email: "l@northwind.example",
      roles: ["team_lead"],
    });
    const ctx = f.as({ kind: "agent", workspaceId: "main", agentId: lead.id });
    const { object } = await save(f, { sharing: "ALL" }, f.admin);
    const renamed = { viewId: object.id, name: "Theirs", idempotencyKey: "k" };
    await View.update(ctx, renamed);
    await View.update(f.admin, { viewId: object.id, filter: { tags: ["secret"] }, sharing: "PRIVATE" });
    expect(await codeOf(View.update(ctx, renamed))).toBe("NOT_FOUND");
    expect(await codeOf(View.update(ctx, { viewId: object.id, name: "x", expectedVersion: 77 }))).toBe("NOT_FOUND");
    expect(await codeOf(View.remove(ctx, { viewId: object.id, expectedVersion: 77 }))).toBe("NOT_FOUND");
    const away = { viewId: object.id, idempotencyKey: "away" };
    await View.remove(f.admin, away);
    expect(await View.remove(f.admin, away)).toMatchObject({ replayed: true });
  });

  test("that is shared with a team is used by those in it, and by who saved it", async () => {
    const f = await makeDesk();
    const bo = await colleague(f);
    await Workspace.defineTeam(f.admin, { key: "repairs", label: "Repairs" });
    const shared = { name: "Ours", sharing: "TEAM", team: "repairs" } as const;
    const { object } = await save(f, shared, f.admin);
    expect([await names(bo), await codeOf(View.get(bo, object.id))]).toEqual([[], "NOT_FOUND"]);
    expect(await codeOf(View.get(f.admin, object.id))).toBe("done");
    await Agent.changeTeams(f.admin, { agentId: (bo.actor as { agentId: string }).agentId, teams: ["repairs"] });
    f.clock.advance(60_000);
    const later = f.as(bo.actor);
    expect([await names(later), await codeOf(View.get(later, object.id))]).toEqual([["Ours"], "done"]);
    expect(await names(f.agent)).toEqual([]);
    const { object: everybody } = await View.update(f.admin, { viewId: object.id, sharing: "ALL" });
    expect(everybody).not.toHaveProperty("team");
    expect(await names(f.agent)).toEqual(["Ours"]);
  });

  test("shows a caller no ticket they may not see", async () => {
    const f = await makeDesk();
    await f.openTicket({ priority: "URGENT" });
    const { object } = await save(f, { sharing: "ALL" }, f.admin);
    const own = {
      ...f.agent,
      grants: () =>
        Promise.resolve(
          new Map([
            ["ticket:read", "own"],
            ["view:read", "all"],
          ] as const),
        ),
    };
    expect((await View.tickets(own, object.id)).edges).toEqual([]);
  });

  test("that is removed is gone for everybody, and its name is free", async () => {
    const f = await makeDesk();
    const { object } = await save(f);
    await View.remove(f.agent, { viewId: object.id });
    expect(await codeOf(View.get(f.agent, object.id))).toBe("NOT_FOUND");
    expect(await codeOf(View.remove(f.agent, { viewId: object.id }))).toBe("NOT_FOUND");
    expect(await names(f.agent)).toEqual([]);
    expect(await View.everyView(f.system, await View.registryVersion(f.system))).toEqual([]);
  });

  test("keeps its name and filter off the bus", async () => {
    const f = await makeDesk();
    const { object } = await save(f, { name: "Mr Brown", filter: { tags: ["brown"] } });
    const { rows } = await f.table.query({ partition: `main#${object.id}` });
    expect(rows.map((row) => String(row["p"])).join()).not.toContain("rown");
  });
});

describe("refused", () => {
  test.each<[string, Partial<View.CreateInput>, string]>([
    ["a filter that is none", { filter: { colour: "red" } as Ticket.Filter }, "VALIDATION"],
    ["a filter six deep", { filter: { not: { not: { not: { not: { not: {} } } } } } }, "VALIDATION"],
    ["no name", { name: " ".trim() }, "VALIDATION"],
    ["a team that is not named", { sharing: "TEAM" }, "FORBIDDEN"],
    ["a team for everybody", { team: "repairs" }, "VALIDATION"],
    ["no filter", { filter: null as unknown as Ticket.Filter }, "VALIDATION"],
  ])("%s", async (_, input, code) => {
    expect(await codeOf(save(await makeDesk(), input))).toBe(code);
  });

  test("a team there is none of, and none at all", async () => {
    const f = await makeDesk();
    expect(await codeOf(save(f, { sharing: "TEAM", team: "nobody" }, f.admin))).toBe("VALIDATION");
    expect(await codeOf(save(f, { sharing: "TEAM" }, f.admin))).toBe("VALIDATION");
  });

  test("a private view of an app", async () => {
    const f = await makeDesk();
    const app = f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes: ["view:write", "view:share"] });
    expect(await codeOf(save(f, {}, app))).toBe("VALIDATION");
    expect(await codeOf(save(f, { sharing: "ALL" }, app))).toBe("done");
  });

  test("a 201st view", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 20 }, () => save(f)));
    await expect(save(f)).rejects.toMatchObject({ code: "LIMIT", details: { limit: 200 } });
  });
});
