import { type Draft, invalid } from "../kernel/index.ts";
import type { Team } from "../workspace/index.ts";
import type { Events } from "./events.ts";
import { assertMove, assertStays } from "./moves.ts";
import type { HeldRoles } from "./roles.ts";
import type { Agent } from "./schema.ts";

export function created(input: HeldRoles & { name: string; email: string }): readonly Draft<Events>[] {
  const { name, email, roles, customRoles } = input;
  const payload = { roles: [...roles], ...(customRoles?.length ? { customRoles: [...customRoles] } : {}) };
  return [{ type: "agent.created", payload, content: { name, email } }];
}

/** Roles of the company's own that are not named stay. */
export function changeRoles(agent: Agent, { roles, customRoles }: HeldRoles, self: boolean): readonly Draft<Events>[] {
  assertStays(agent.status);
  if (self) throw invalid("Nobody changes their own roles, so that an admin remains; ask another one.", ["agentId"]);
  const { customRoles: before = [] } = agent;
  const after = customRoles ?? before;
  if (agent.roles.join() === roles.join() && before.join() === after.join()) return [];
  const own = before.join() === after.join() ? {} : { customRoles: [...after], previousCustomRoles: [...before] };
  return [{ type: "agent.roles_changed", payload: { roles: [...roles], previous: [...agent.roles], ...own } }];
}

/** @throws VALIDATION for a team there is not; one that went away is left, never entered */
export function changeTeams(agent: Agent, teams: readonly string[], known: readonly Team[]): readonly Draft<Events>[] {
  assertStays(agent.status);
  const { teams: previous = [] } = agent;
  assertTeams(
    teams.filter((team) => !previous.includes(team)),
    known,
  );
  if (teams.join() === previous.join()) return [];
  return [{ type: "agent.teams_changed", payload: { teams: [...teams], previous: [...previous] } }];
}

/** @throws VALIDATION for a team there is not */
export function assertTeams(teams: readonly string[], known: readonly Team[]): void {
  const keys = known.map(({ key }) => key);
  const unknown = teams.find((team) => !keys.includes(team));
  if (unknown === undefined) return;
  throw invalid(`There is no team "${unknown}"; there are: ${keys.join(", ") || "none"}.`, ["teams"]);
}

export function suspend(agent: Agent, self: boolean): readonly Draft<Events>[] {
  if (self) throw invalid("Nobody suspends themselves; ask another admin.", ["agentId"]);
  if (agent.status === "SUSPENDED") return [];
  assertMove(agent.status, "suspend");
  return [{ type: "agent.suspended", payload: {} }];
}

export function reinstate(agent: Agent): readonly Draft<Events>[] {
  if (agent.status === "ACTIVE") return [];
  assertMove(agent.status, "reinstate");
  return [{ type: "agent.reinstated", payload: {} }];
}
