import { fc } from "@fast-check/vitest";
import { expect, test } from "vitest";
import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import {
  type Actor,
  AGENT_ROLES,
  type AnyAggregate,
  type Ctx,
  isRefusal,
  PERMISSIONS,
  type Permission,
  PLATFORM_ONLY,
  SCOPES,
} from "../../src/kernel/index.ts";
import { need } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { RUNS } from "../support/random.ts";

useEngine();

const ALL = (Object.keys(PERMISSIONS) as Permission[]).filter((one) => !PLATFORM_ONLY.has(one));
const OF_TICKETS = ALL.filter((one) => one.startsWith("ticket:"));

/** What the machine behind every operation says. */
async function admitted(ctx: Ctx, agg: AnyAggregate, id: string, permission: Permission): Promise<string> {
  try {
    await need(ctx, agg, id, { permission, hidden: true });
    return "allowed";
  } catch (e) {
    if (!isRefusal(e)) throw e;
    return e.code;
  }
}

/** Two teams, people in them, tickets of each, a deleted one, and views of several. */
async function furnished(f: Fixture) {
  for (const key of ["red", "blue"]) await Workspace.defineTeam(f.admin, { key, label: key });
  const people = await Promise.all(
    [0, 1].map((n) =>
      Agent.create(f.system, { name: `P${n}`, email: `p${n}@northwind.example`, roles: ["representative"] }),
    ),
  );
  const [one = "", two = ""] = people.map(({ object }) => object.id);
  await Agent.changeTeams(f.admin, { agentId: one, teams: ["red"] });
  const tickets = await Promise.all([f.openTicket(), f.openTicket(), f.openTicket(), f.openTicket()]);
  const [mine, red, blue, gone] = tickets.map(({ id }) => id) as [string, string, string, string];
  await Ticket.assign(f.admin, { ticketId: mine, assigneeId: one });
  await Ticket.changeTeam(f.admin, { ticketId: red, team: "red" });
  await Ticket.changeTeam(f.admin, { ticketId: blue, team: "blue" });
  await Ticket.remove(f.admin, { ticketId: gone });
  const { object: view } = await View.create(f.admin, { name: "Mine alone", filter: {}, sharing: "PRIVATE" });
  return { one, two, things: [mine, red, blue, gone].map((id) => [Ticket.ticket, id] as const), view: view.id };
}

const roles = fc.record({
  roles: fc.subarray([...AGENT_ROLES].filter((role) => role !== "admin")),
  grants: fc.uniqueArray(fc.record({ permission: fc.constantFrom(...ALL), scope: fc.constantFrom(...SCOPES) }), {
    selector: ({ permission }) => permission,
    minLength: 1,
    maxLength: 12,
  }),
});

test("an explanation allows exactly what the machine admits, whatever the roles, permission and object", async () => {
  const f = await makeDesk();
  const { one, things, view } = await furnished(f);
  await fc.assert(
    fc.asyncProperty(roles, fc.constantFrom(...OF_TICKETS), async (held, permission) => {
      await Workspace.defineRole(f.system, { key: "tried", label: "Tried", grants: held.grants });
      await Agent.changeRoles(f.system, { agentId: one, roles: held.roles, customRoles: ["tried"] });
      f.clock.advance(31_000);
      const ctx = f.as({ kind: "agent", workspaceId: "main", agentId: one });
      for (const [agg, id] of [...things, [View.view, view] as const]) {
        const asked = { permission, objectId: id, actor: { kind: "agent", id: one } } as const;
        const { allowed, rule } = await Access.explain(f.admin, asked);
        const real = await admitted(ctx, agg, id, permission);
        expect(`${allowed} ${rule === "UNREADABLE" || rule === "OUT_OF_SIGHT"}`).toBe(
          `${real === "allowed"} ${real === "NOT_FOUND"}`,
        );
      }
    }),
    { numRuns: Math.ceil(RUNS / 5) },
  );
});

test("what a simulation foretells is what becomes of it", async () => {
  const f = await makeDesk();
  const { one } = await furnished(f);
  const actor: Actor = { kind: "agent", workspaceId: "main", agentId: one };
  const first = [{ permission: "ticket:read", scope: "own" }] as const;
  await Workspace.defineRole(f.system, { key: "tried", label: "Tried", grants: [...first] });
  await Agent.changeRoles(f.system, { agentId: one, roles: [], customRoles: ["tried"] });
  await fc.assert(
    fc.asyncProperty(roles, async ({ grants }) => {
      f.clock.advance(31_000);
      const before = await f.as(actor).grants();
      const { affected } = await Access.simulateRole(f.admin, { define: { key: "tried", grants } });
      await Workspace.defineRole(f.system, { key: "tried", label: "Tried", grants });
      f.clock.advance(31_000);
      const after = await f.as(actor).grants();
      const moved = affected.flatMap(({ gains, loses }) => [...gains, ...loses]);
      for (const permission of ALL) {
        const told = moved.find((one) => one.permission === permission);
        const now = { before: before.get(permission) ?? null, after: after.get(permission) ?? null };
        expect(told ? { before: told.before, after: told.after } : null).toEqual(now.before === now.after ? null : now);
      }
    }),
    { numRuns: Math.ceil(RUNS / 6) },
  );
});
