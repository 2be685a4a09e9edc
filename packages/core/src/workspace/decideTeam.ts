import { configured, type Reconfigured } from "./decide.ts";
import { withItem, withoutItem } from "./keyed.ts";
import type { Config, Workspace } from "./schema.ts";
import type { Team } from "./team.ts";

/** A team comes, or gets another label. */
export const defineTeam = (workspace: Workspace, config: Config, team: Team): Reconfigured =>
  configured(workspace, config, { ...config, teams: withItem(config.teams, team) }, "teams");

/** Agents and tickets of the team keep its key, which means nothing any more. */
export const removeTeam = (workspace: Workspace, config: Config, key: string): Reconfigured =>
  configured(workspace, config, { ...config, teams: withoutItem(config.teams, key, "team") }, "teams");
