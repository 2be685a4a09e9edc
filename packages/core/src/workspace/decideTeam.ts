import { invalid } from "../kernel/index.ts";
import { configured, type Reconfigured } from "./decide.ts";
import { withItem, withoutItem } from "./keyed.ts";
import type { Config, Workspace } from "./schema.ts";
import type { Team } from "./team.ts";

/** A team comes, or gets another label. */
export const defineTeam = (workspace: Workspace, config: Config, team: Team): Reconfigured =>
  configured(workspace, config, { ...config, teams: withItem(config.teams, team) }, "teams");

/** Agents and tickets of the team keep its key, which means nothing any more. @throws VALIDATION while something names it */
export function removeTeam(workspace: Workspace, config: Config, key: string): Reconfigured {
  const [user] = usersOf(config, key);
  if (user !== undefined) throw invalid(`${user} names this team: change that first.`, ["key"]);
  return configured(workspace, config, { ...config, teams: withoutItem(config.teams, key, "team") }, "teams");
}

/** What names a team, in words. */
function usersOf(
  { queues, slaPolicies, escalationPaths, routing, addresses, macros }: Config,
  team: string,
): readonly string[] {
  const conditions = [
    ...queues.map(({ key, when }) => [`The queue "${key}"`, when] as const),
    ...slaPolicies.map(({ key, when }) => [`The policy "${key}"`, when] as const),
    ...escalationPaths.map(({ key, when }) => [`The path "${key}"`, when] as const),
    ...routing.skillRules.map(({ when }) => ["A rule of skills", when] as const),
  ];
  const worked = queues.filter((one) => [...one.primaryTeams, ...one.secondaryTeams].includes(team));
  const called = escalationPaths.filter(({ steps }) => steps.some(({ to }) => "team" in to && to.team === team));
  const given = macros.filter(({ actions }) => actions.some(({ changeTeam }) => changeTeam?.team === team));
  return [
    ...conditions.filter(([, { teams = [] }]) => teams.includes(team)).map(([name]) => name),
    ...worked.map(({ key }) => `The queue "${key}"`),
    ...called.map(({ key }) => `The path "${key}"`),
    ...given.map(({ key }) => `The macro "${key}"`),
    ...addresses.filter((one) => one.team === team).map(({ address }) => `The address ${address}`),
  ];
}
