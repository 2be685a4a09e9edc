import { type Draft, forbidden, type Grants, invalid, missingFrom, ROLES, union } from "../kernel/index.ts";
import type { Team } from "../workspace/index.ts";
import { assertMove, assertStays } from "./moves.ts";
import type { Agent, Events } from "./schema.ts";

type Roles = Agent["roles"];

export function created(input: { name: string; email: string; roles: Roles }): readonly Draft<Events>[] {
  const { name, email, roles } = input;
  return [{ type: "agent.created", payload: { roles: [...roles] }, content: { name, email } }];
}

export function changeRoles(agent: Agent, roles: Roles, self: boolean): readonly Draft<Events>[] {
  assertStays(agent.status);
  if (self) throw invalid("Nobody changes their own roles, so that an admin remains; ask another one.", ["agentId"]);
  if (agent.roles.join() === roles.join()) return [];
  return [{ type: "agent.roles_changed", payload: { roles: [...roles], previous: [...agent.roles] } }];
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

/** Nobody grants more than they hold (DESIGN 6). */
export function assertMayGrant(held: Grants, roles: Roles): void {
  const missing = missingFrom(held, grantsOf(roles));
  if (missing !== null) throw forbidden(missing);
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

export const grantsOf = (roles: Roles): Grants => union(...roles.map((role) => ROLES[role]));
