import type { Path } from "../../kernel/index.ts";
import { type Checked, type Finding, finding } from "./finding.ts";
import { conditionsOf } from "./reach.ts";

/** Names of teams, categories, calendars and people that there are not, and calendars that nothing goes by. */
export function* names(checked: Checked): Generator<Finding> {
  yield* ofConditions(checked);
  const { config, agents } = checked;
  for (const [path, team] of teamsNamed(checked)) {
    if (!config.teams.some(({ key }) => key === team))
      yield finding("TEAM_UNKNOWN", path, `There is no team "${team}".`);
  }
  for (const [i, { steps }] of config.escalationPaths.entries()) {
    for (const [j, { to }] of steps.entries()) {
      if (!("agentId" in to) || agents.some(({ id }) => id === to.agentId)) continue;
      const path = ["escalationPaths", i, "steps", j, "to", "agentId"];
      yield finding("ESCALATION_AGENT_UNKNOWN", path, `There is no agent ${to.agentId}.`);
    }
  }
  yield* ofCalendars(checked);
}

function* ofConditions({ config }: Checked): Generator<Finding> {
  if (config.categories.length === 0) return;
  for (const [path, { categories = [] }] of conditionsOf(config)) {
    for (const [i, category] of categories.entries()) {
      if (config.categories.some(({ key }) => key === category)) continue;
      yield finding("CATEGORY_UNKNOWN", [...path, "categories", i], `There is no category "${category}".`);
    }
  }
}

function* teamsNamed({ config }: Checked): Generator<readonly [Path, string]> {
  for (const [path, { teams = [] }] of conditionsOf(config)) {
    for (const [i, team] of teams.entries()) yield [[...path, "teams", i], team];
  }
  for (const [i, queue] of config.queues.entries()) {
    for (const which of ["primaryTeams", "secondaryTeams"] as const) {
      for (const [j, team] of queue[which].entries()) yield [["queues", i, which, j], team];
    }
  }
  for (const [i, { steps }] of config.escalationPaths.entries()) {
    for (const [j, { to }] of steps.entries()) {
      if ("team" in to) yield [["escalationPaths", i, "steps", j, "to", "team"], to.team];
    }
  }
}

function* ofCalendars({ config }: Checked): Generator<Finding> {
  const used = new Set<string>();
  for (const part of ["slaPolicies", "escalationPaths"] as const) {
    for (const [i, { calendar }] of config[part].entries()) {
      if (calendar === undefined) continue;
      used.add(calendar);
      if (config.calendars.some(({ key }) => key === calendar)) continue;
      yield finding("CALENDAR_UNKNOWN", [part, i, "calendar"], `There is no calendar "${calendar}".`);
    }
  }
  for (const [i, { key }] of config.calendars.entries()) {
    if (!used.has(key)) yield finding("CALENDAR_UNUSED", ["calendars", i], `No policy or path goes by "${key}".`);
  }
}
