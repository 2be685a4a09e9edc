import type * as Agent from "../../src/agent/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import type { Fixture } from "./desk.ts";

export const BO = { name: "Bo", email: "bo@northwind.example", roles: ["representative"] } satisfies Agent.CreateInput;

export const idOf = ({ actor }: Ctx): string => (actor.kind === "agent" ? actor.agentId : "");

/** Somebody who was invited: with the code, and with the context of who is signed in as them. */
export async function invited(f: Fixture, extra: Partial<Agent.CreateInput> = {}) {
  const { agent, code } = await Key.invite(f.admin, { ...BO, ...extra });
  return { id: agent.id, code: code ?? "", ctx: () => f.as({ kind: "agent", workspaceId: "main", agentId: agent.id }) };
}
