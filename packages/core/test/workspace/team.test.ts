import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { type Ctx, may, type Permission, type Scope } from "../../src/kernel/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const keyed = (key: string) => ({ key, label: key });

describe("teams", () => {
  test("are defined, renamed and removed, a hundred at most", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 100; i++) await Workspace.defineTeam(f.admin, keyed(`t${i}`));
    expect(await codeOf(Workspace.defineTeam(f.admin, keyed("t100")))).toBe("LIMIT");
    await Workspace.defineTeam(f.admin, { key: "t0", label: "Workshop" });
    await Workspace.removeTeam(f.admin, { key: "t1" });
    const { teams } = await Workspace.config(f.admin);
    expect([teams.length, teams[0]]).toEqual([99, { key: "t0", label: "Workshop" }]);
    expect(await codeOf(Workspace.removeTeam(f.admin, { key: "t1" }))).toBe("VALIDATION");
  });

  test("an agent enters those there are, each once; keeps one that went away; and leaves them all", async () => {
    const f = await makeDesk();
    const enter = (...teams: string[]) => Agent.changeTeams(f.admin, { agentId: f.agentId, teams });
    const teamsNow = async () => (await Agent.get(f.admin, f.agentId)).teams;
    await Workspace.defineTeam(f.admin, keyed("a"));
    await Workspace.defineTeam(f.admin, keyed("b"));
    expect(await codeOf(enter("c"))).toBe("VALIDATION");
    await enter("b", "a", "b");
    expect(await teamsNow()).toEqual(["a", "b"]);
    expect((await enter("a", "b")).entryIds).toEqual([]);
    await Workspace.removeTeam(f.admin, { key: "b" });
    expect(await codeOf(enter("b"))).toBe("done");
    await enter();
    expect(await teamsNow()).toBeUndefined();
    expect(await codeOf(enter("b"))).toBe("VALIDATION");
  });

  test("only those who manage agents say who is in which", async () => {
    const f = await makeDesk();
    expect(await codeOf(Agent.changeTeams(f.agent, { agentId: f.agentId, teams: [] }))).toBe("FORBIDDEN");
  });
});

describe("a permission of scope team", () => {
  const permission: Permission = "ticket:read";
  const held = (ctx: Ctx, scope: Scope): Ctx => ({ ...ctx, grants: async () => new Map([[permission, scope]]) });

  test.each([
    ["what is assigned to the agent", "done", (me: string) => ({ agentId: me })],
    ["what is of one of the agent's teams", "done", () => ({ agentId: "somebody", teamId: "a" })],
    ["what is of another team", "refused", () => ({ teamId: "b" })],
    ["what is of no team", "refused", () => ({})],
  ] as const)("%s: %s", async (_, expected, target) => {
    const f = await makeDesk();
    await Workspace.defineTeam(f.admin, keyed("a"));
    await Agent.changeTeams(f.admin, { agentId: f.agentId, teams: ["a"] });
    const agent = held(f.as(f.agent.actor), "team");
    expect(await may(agent, permission, target(f.agentId))).toBe(expected === "done");
  });

  test("reaches no team of a customer or an app, who are in none", async () => {
    const f = await makeDesk();
    for (const ctx of [f.customer, f.system]) {
      expect(await may(held(ctx, "team"), permission, { teamId: "a" })).toBe(false);
    }
  });

  test("costs one read with the grants, and is known for half a minute", async () => {
    const f = await makeDesk();
    const ctx = f.as({ kind: "agent", workspaceId: "main", agentId: f.agentId });
    f.clock.advance(31_000);
    f.usage.length = 0;
    await Promise.all([ctx.grants(), ctx.teams(), f.as(ctx.actor).teams()]);
    expect(f.usage).toHaveLength(1);
  });
});
