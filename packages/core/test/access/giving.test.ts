import { describe, expect, test } from "vitest";
import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import { PERMISSIONS, PLATFORM_ONLY } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { BO, idOf, invited } from "../support/invited.ts";
import { agentCtx, later, somebody } from "../support/role.ts";

useEngine();

const all = (...permissions: readonly string[]) =>
  permissions.map((permission) => ({ permission, scope: "all" as const }));
const GRANTABLE = Object.keys(PERMISSIONS).filter(
  (one) => one !== "ticket:message" && !PLATFORM_ONLY.has(one as never),
);

describe("whoever holds all that a role gives", () => {
  test("gives it, whether a person by a role of the company's own or a program", async () => {
    const f = await makeDesk();
    const boss = await somebody(f, all(...GRANTABLE), "Boss");
    const { object } = await App.create(f.admin, { name: "Directory", scopes: GRANTABLE });
    const program = f.as({ kind: "app", workspaceId: "main", appId: object.id, scopes: GRANTABLE });
    for (const [i, ctx] of [boss, program].entries()) {
      expect(await codeOf(Key.invite(ctx, { ...BO, email: `invited${i}@northwind.example` }))).toBe("done");
      expect(await codeOf(Agent.create(ctx, { ...BO, email: `made${i}@northwind.example` }))).toBe("done");
      expect(await codeOf(Access.impersonate(ctx, f.agentId))).toBe("done");
    }
    expect(await codeOf(Agent.suspend(program, { agentId: f.agentId }))).toBe("done");
  });
});

describe("teams give what acts in them", () => {
  /** A lead of the red team, who manages everybody and reads the tickets of their teams. */
  async function lead(f: Fixture) {
    for (const key of ["red", "blue"]) await Workspace.defineTeam(f.admin, { key, label: key });
    const { actor } = await somebody(
      f,
      [...all("agent:manage", "agent:read", "workspace:read"), { permission: "ticket:read", scope: "team" }],
      "Lead",
    );
    const id = idOf(f.as(actor));
    await Agent.changeTeams(f.admin, { agentId: id, teams: ["red"] });
    later(f);
    return { id, ctx: () => agentCtx(f, id) };
  }

  test("so nobody enters one, or lets anybody enter, where they may not do that too", async () => {
    const f = await makeDesk();
    const { id, ctx } = await lead(f);
    const { id: ticketId } = await f.openTicket();
    await Ticket.changeTeam(f.admin, { ticketId, team: "blue" });
    expect(await codeOf(Agent.changeTeams(ctx(), { agentId: id, teams: ["blue", "red"] }))).toBe("FORBIDDEN");
    later(f);
    expect(await codeOf(Ticket.get(ctx(), ticketId))).toBe("NOT_FOUND");
    const twin = { name: "Twin", email: "twin@northwind.example", roles: [], customRoles: ["lead"] };
    expect(await codeOf(Key.invite(ctx(), { ...twin, teams: ["blue"] }))).toBe("FORBIDDEN");
    const { object: made } = await Agent.create(f.admin, { ...twin, roles: [], customRoles: ["lead"] });
    expect(await codeOf(Agent.changeTeams(ctx(), { agentId: made.id, teams: ["blue"] }))).toBe("FORBIDDEN");
    expect(await codeOf(Agent.changeTeams(ctx(), { agentId: made.id, teams: ["red"] }))).toBe("done");
  });

  test("so nobody gives a role in a team that is not theirs, nor takes one away there", async () => {
    const f = await makeDesk();
    const { ctx } = await lead(f);
    await Workspace.defineRole(f.system, { key: "idle", label: "Idle", grants: all("workspace:read") });
    const person = { name: "Cy", email: "cy@northwind.example", roles: [], customRoles: ["idle"] };
    const { object } = await Agent.create(f.admin, person);
    const change = (customRoles: string[]) => ({ agentId: object.id, roles: [], customRoles });
    await Agent.changeTeams(f.admin, { agentId: object.id, teams: ["blue"] });
    expect(await codeOf(Agent.changeRoles(ctx(), change(["lead"])))).toBe("FORBIDDEN");
    await Agent.changeRoles(f.admin, change(["lead"]));
    expect(await codeOf(Agent.changeRoles(ctx(), change(["idle"])))).toBe("FORBIDDEN");
    expect(await codeOf(Agent.suspend(ctx(), { agentId: object.id }))).toBe("FORBIDDEN");
    expect(await codeOf(Agent.changeTeams(ctx(), { agentId: object.id, teams: [] }))).toBe("FORBIDDEN");
    await Agent.changeTeams(f.admin, { agentId: object.id, teams: ["red"] });
    expect(await codeOf(Agent.changeRoles(ctx(), change(["idle"])))).toBe("done");
  });

  test("and who manages their teams alone makes nobody elsewhere", async () => {
    const f = await makeDesk();
    for (const key of ["red", "blue"]) await Workspace.defineTeam(f.admin, { key, label: key });
    for (const scope of ["own", "team"] as const) {
      const { actor } = await somebody(f, [{ permission: "agent:manage", scope }], `Manages_${scope}`);
      const who = idOf(f.as(actor));
      await Agent.changeTeams(f.admin, { agentId: who, teams: ["red"] });
      later(f);
      const ctx = agentCtx(f, who);
      const person = { name: "X", email: `${scope}@northwind.example`, roles: [], customRoles: [`manages_${scope}`] };
      expect(await codeOf(Agent.create(ctx, person))).toBe("FORBIDDEN");
      expect(await codeOf(Key.invite(ctx, person))).toBe("FORBIDDEN");
      expect(await codeOf(Key.invite(ctx, { ...person, teams: ["red", "blue"] }))).toBe("FORBIDDEN");
      const inRed = await codeOf(Key.invite(ctx, { ...person, teams: ["red"] }));
      expect(inRed).toBe(scope === "team" ? "done" : "FORBIDDEN");
    }
  });
});

test("roles that there are not, or none, are tried out as little as they are given", async () => {
  const f = await makeDesk();
  const assign = (roles: string[], customRoles: string[]) =>
    codeOf(Access.simulateRole(f.admin, { assign: { agentId: f.agentId, roles, customRoles } }));
  expect(await assign([], ["ghost"])).toBe("VALIDATION");
  expect(await assign([], [])).toBe("VALIDATION");
  expect(await assign(["trainer"], [])).toBe("done");
});

test("an invitation of somebody who would be more is not taken back by who is less", async () => {
  const f = await makeDesk();
  const { object } = await Agent.create(f.admin, { name: "M", email: "m@northwind.example", roles: ["manager"] });
  const { id } = await invited(f, { roles: ["admin"] });
  const manager = agentCtx(f, object.id);
  expect(await codeOf(Key.withdrawInvitation(manager, { agentId: id }))).toBe("FORBIDDEN");
  expect(await codeOf(Key.withdrawInvitation(f.admin, { agentId: id }))).toBe("done");
});
