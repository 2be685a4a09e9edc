import { type Draft, forbidden, type Grants, invalid, missingFrom } from "../kernel/index.ts";
import type { Team } from "../workspace/index.ts";
import type { HeldRoles } from "./roles.ts";
import type { Agent, Events } from "./schema.ts";

export function created(input: HeldRoles & { name: string; email: string }): readonly Draft<Events>[] {
  const { name, email, roles, customRoles } = input;
  const payload = { roles: [...roles], ...(customRoles?.length ? { customRoles: [...customRoles] } : {}) };
  return [{ type: "agent.created", payload, content: { name, email } }];
}

export function changeProfile(agent: Agent, name: string): readonly Draft<Events>[] {
  return agent.name === name ? [] : [{ type: "agent.profile_changed", payload: {}, content: { name } }];
}

/** Roles of the company's own that are not named stay. */
export function changeRoles(agent: Agent, { roles, customRoles }: HeldRoles, self: boolean): readonly Draft<Events>[] {
  if (self) throw invalid("Nobody changes their own roles, so that an admin remains; ask another one.", ["agentId"]);
  const { customRoles: before = [] } = agent;
  const after = customRoles ?? before;
  if (agent.roles.join() === roles.join() && before.join() === after.join()) return [];
  const own = before.join() === after.join() ? {} : { customRoles: [...after], previousCustomRoles: [...before] };
  return [{ type: "agent.roles_changed", payload: { roles: [...roles], previous: [...agent.roles], ...own } }];
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
export function assertMayGrant(held: Grants, wanted: Grants): void {
  const missing = missingFrom(held, wanted);
  if (missing !== null) throw forbidden(missing);
}

export function suspend(agent: Agent, self: boolean): readonly Draft<Events>[] {
  if (self) throw invalid("Nobody suspends themselves; ask another admin.", ["agentId"]);
  return agent.status === "SUSPENDED" ? [] : [{ type: "agent.suspended", payload: {} }];
}

export function reinstate(agent: Agent): readonly Draft<Events>[] {
  return agent.status === "ACTIVE" ? [] : [{ type: "agent.reinstated", payload: {} }];
}
