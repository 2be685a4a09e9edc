import * as Agent from "../../src/agent/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Fixture } from "./desk.ts";

export const later = (f: Fixture) => f.clock.advance(31_000);
export const agentCtx = (f: Fixture, agentId: string): Ctx => f.as({ kind: "agent", workspaceId: "main", agentId });

/** Somebody whose one role has exactly these permissions. */
export async function somebody(f: Fixture, grants: Workspace.CustomRole["grants"], name = "Bo"): Promise<Ctx> {
  const key = name.toLowerCase();
  await Workspace.defineRole(f.system, { key, label: name, grants });
  const { object } = await Agent.create(f.admin, {
    name,
    email: `${key}@northwind.example`,
    roles: [],
    customRoles: [key],
  });
  return agentCtx(f, object.id);
}
