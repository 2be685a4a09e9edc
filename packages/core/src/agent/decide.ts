import { type Draft, forbidden, type Grants, invalid, missingFrom, ROLES, union } from "../kernel/index.ts";
import type { Team } from "../workspace/index.ts";
import type { Agent, Events } from "./schema.ts";

type Roles = Agent["roles"];

export function created(input: { name: string; email: string; roles: Roles }): readonly Draft<Events>[] {
  const { name, email, roles } = input;
  return [{ type: "agent.created", payload: { roles: [...roles] }, content: { name, email } }];
}

export function changeProfile(agent: Agent, name: string): readonly Draft<Events>[] {
  return agent.name === name ? [] : [{ type: "agent.profile_changed", payload: {}, content: { name } }];
}

export function changeRoles(agent: Agent, roles: Roles, self: boolean): readonly Draft<Events>[] {
  if (self) throw invalid("Nobody changes their own roles, so that an admin remains; ask another one.", ["agentId"]);
  if (agent.roles.join() === roles.join()) return [];
  return [{ type: "agent.roles_changed", payload: { roles: [...roles], previous: [...agent.roles] } }];
}

/** @throws VALIDATION for a team there is not; one that went away is left, never entered */
export function changeTeams(agent: Agent, teams: readonly string[], known: readonly Team[]): readonly Draft<Events>[] {
  const { teams: previous = [] } = agent;
  const keys = known.map(({ key }) => key);
  const unknown = teams.find((team) => !keys.includes(team) && !previous.includes(team));
  if (unknown !== undefined) {
    throw invalid(`There is no team "${unknown}"; there are: ${keys.join(", ") || "none"}.`, ["teams"]);
  }
  if (teams.join() === previous.join()) return [];
  return [{ type: "agent.teams_changed", payload: { teams: [...teams], previous: [...previous] } }];
}

/** Nobody grants more than they hold (DESIGN 6). */
export function assertMayGrant(held: Grants, roles: Roles): void {
  const missing = missingFrom(held, grantsOf(roles));
  if (missing !== null) throw forbidden(missing);
}

export function suspend(agent: Agent, self: boolean): readonly Draft<Events>[] {
  if (self) throw invalid("Nobody suspends themselves; ask another admin.", ["agentId"]);
  return agent.status === "SUSPENDED" ? [] : [{ type: "agent.suspended", payload: {} }];
}

export function reinstate(agent: Agent): readonly Draft<Events>[] {
  return agent.status === "ACTIVE" ? [] : [{ type: "agent.reinstated", payload: {} }];
}

export const grantsOf = (roles: Roles): Grants => union(...roles.map((role) => ROLES[role]));
