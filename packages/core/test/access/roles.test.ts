import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { type Ctx, PLATFORM_ONLY, ROLES } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { agentCtx, later, somebody } from "../support/role.ts";

useEngine();

describe("roles of a company's own", () => {
  test("grant exactly what they say, as far as they say, and a change of them acts within half a minute", async () => {
    const f = await makeDesk();
    const { id: own } = await f.openTicket();
    const { id: other } = await f.openTicket();
    const bo = await somebody(f, [
      { permission: "ticket:read", scope: "own" },
      { permission: "ticket:note", scope: "own" },
    ]);
    const boId = bo.actor.kind === "agent" ? bo.actor.agentId : "";
    await Ticket.assign(f.admin, { ticketId: own, assigneeId: boId });
    expect(await codeOf(Ticket.note(bo, { ticketId: own, text: "N" }))).toBe("done");
    expect(await codeOf(Ticket.note(bo, { ticketId: other, text: "N" }))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.reply(bo, { ticketId: own, text: "R" }))).toBe("FORBIDDEN");
    await Workspace.defineRole(f.admin, {
      key: "bo",
      label: "Bo",
      grants: [{ permission: "ticket:read", scope: "all" }],
    });
    later(f);
    const after = agentCtx(f, boId);
    expect((await Ticket.get(after, other)).id).toBe(other);
    expect(await codeOf(Ticket.note(after, { ticketId: own, text: "N" }))).toBe("FORBIDDEN");
    await Workspace.removeRole(f.admin, { key: "bo" });
    later(f);
    expect(await codeOf(Ticket.get(agentCtx(f, boId), own))).toBe("FORBIDDEN");
  });

  test("nobody gives or takes what they do not hold as far themselves", async () => {
    const f = await makeDesk();
    const bo = await somebody(f, [
      { permission: "role:manage", scope: "all" },
      { permission: "agent:manage", scope: "all" },
      { permission: "agent:read", scope: "all" },
      { permission: "ticket:read", scope: "team" },
      { permission: "workspace:read", scope: "all" },
    ]);
    const define = (ctx: Ctx, permission: string, scope: "own" | "team" | "all", key = "made") =>
      codeOf(Workspace.defineRole(ctx, { key, label: "Made", grants: [{ permission, scope }] }));
    expect(await define(bo, "ticket:read", "team")).toBe("done");
    expect(await define(bo, "ticket:read", "all")).toBe("FORBIDDEN");
    expect(await define(bo, "ticket:redact", "own")).toBe("FORBIDDEN");
    // Nor is a role that gives more taken away, or made to give less.
    expect(await define(f.admin, "ticket:redact", "all", "strong")).toBe("done");
    expect(await define(bo, "ticket:read", "own", "strong")).toBe("FORBIDDEN");
    expect(await codeOf(Workspace.removeRole(bo, { key: "strong" }))).toBe("FORBIDDEN");
    const give = (customRoles: string[]) =>
      codeOf(Agent.changeRoles(bo, { agentId: f.agentId, roles: [], customRoles }));
    // Ada is a representative, which is more than Bo is: Bo may not take that from her either.
    expect(await give(["made"])).toBe("FORBIDDEN");
    const person = { name: "Cy", email: "cy@northwind.example", roles: [] };
    expect(await codeOf(Agent.create(bo, { ...person, customRoles: ["strong"] }))).toBe("FORBIDDEN");
    expect(await codeOf(Agent.create(bo, { ...person, customRoles: ["made"] }))).toBe("done");
  });

  test("are enough to give built-in ones: whoever holds what a representative does, and manages people, makes one", async () => {
    const f = await makeDesk();
    const held = [...ROLES.representative]
      .filter(([permission]) => !PLATFORM_ONLY.has(permission))
      .map(([permission, scope]) => ({ permission, scope }));
    const bo = await somebody(f, [...held, { permission: "agent:manage", scope: "all" }]);
    const person = { name: "Cy", email: "cy@northwind.example" };
    expect(await codeOf(Agent.create(bo, { ...person, roles: ["representative"] }))).toBe("done");
    expect(await codeOf(Agent.create(bo, { ...person, email: "di@northwind.example", roles: ["team_lead"] }))).toBe(
      "FORBIDDEN",
    );
  });

  test.each([
    ["a built-in role's key", { key: "admin", grants: [{ permission: "ticket:read", scope: "all" }] }, "key"],
    [
      "a permission there is not",
      { key: "x", grants: [{ permission: "ticket:fly", scope: "all" }] },
      "grants.0.permission",
    ],
    [
      "a permission twice",
      {
        key: "x",
        grants: [
          { permission: "ticket:read", scope: "all" },
          { permission: "ticket:read", scope: "own" },
        ],
      },
      "grants.1.permission",
    ],
    ["no permission", { key: "x", grants: [] }, "grants"],
    ...[...PLATFORM_ONLY].map(
      (permission) =>
        [
          `the platform's own ${permission}`,
          { key: "x", grants: [{ permission, scope: "all" }] },
          "grants.0.permission",
        ] as const,
    ),
  ] as const)("%s is refused with its place", async (_, role, path) => {
    const f = await makeDesk();
    const input = { ...role, label: "X", grants: [...role.grants] } as Parameters<typeof Workspace.defineRole>[1];
    await expect(Workspace.defineRole(f.system, input)).rejects.toMatchObject({
      code: "VALIDATION",
      issues: [{ path: path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)) }],
    });
  });

  test("an agent needs some role, and never gets one that there is not", async () => {
    const f = await makeDesk();
    const change = (customRoles: string[]) =>
      codeOf(Agent.changeRoles(f.admin, { agentId: f.agentId, roles: [], customRoles }));
    expect(await change([])).toBe("VALIDATION");
    expect(await change(["ghost"])).toBe("VALIDATION");
  });
});
