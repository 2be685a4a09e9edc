import { neverOpens } from "../calendar/index.ts";
import { canonical, invalid, type Path } from "../kernel/index.ts";
import type { Condition } from "./condition.ts";
import { configured, type Reconfigured } from "./decide.ts";
import type { Config, RoutingConfiguration, Workspace } from "./schema.ts";
import type { HeldSkill } from "./skill.ts";

/** The lists that are replaced as a whole. */
export const ROUTING_PARTS = ["calendars", "skills", "queues", "slaPolicies", "escalationPaths", "routing"] as const;

/** The configuration with other lists, checked against itself. @throws VALIDATION naming the place */
export function withRouting(config: Config, change: RoutingConfiguration, now: number): Config {
  const given = Object.fromEntries(ROUTING_PARTS.flatMap((part) => (change[part] ? [[part, change[part]]] : [])));
  const next: Config = { ...config, ...given };
  for (const part of ["calendars", "skills", "queues", "slaPolicies", "escalationPaths"] as const)
    assertKeys(next, part);
  for (const [i, calendar] of next.calendars.entries()) {
    if (neverOpens(calendar, now)) {
      throw invalid("This calendar is not open once in 400 days: nothing would ever be due.", ["calendars", i]);
    }
  }
  assertQueues(next);
  assertSkills(next);
  for (const part of ["slaPolicies", "escalationPaths"] as const) {
    for (const [i, one] of next[part].entries()) {
      assertCondition(next, one.when, [part, i, "when"]);
      assertKnown(next.calendars, one.calendar, "calendar", [part, i, "calendar"]);
    }
  }
  for (const [i, { steps }] of next.escalationPaths.entries()) {
    for (const [j, { to }] of steps.entries()) {
      if ("team" in to) assertKnown(next.teams, to.team, "team", ["escalationPaths", i, "steps", j, "to", "team"]);
    }
  }
  assertAddresses(next);
  return next;
}

/** What addresses are acknowledged by stays. */
function assertAddresses({ addresses, calendars }: Config): void {
  for (const { address, acknowledgement } of addresses) {
    const named = acknowledgement?.calendar;
    if (named === undefined || calendars.some(({ key }) => key === named)) continue;
    throw invalid(`The address ${address} names a calendar that would be gone.`, ["calendars"]);
  }
}

/** One version for all parts that differ, an event for each. */
export function configureRouting(
  workspace: Workspace,
  config: Config,
  change: RoutingConfiguration,
  now: number,
): Reconfigured {
  const next = withRouting(config, change, now);
  const events = ROUTING_PARTS.flatMap((part) => {
    const only = { ...config, [part]: next[part] };
    return canonical(config[part]) === canonical(next[part]) ? [] : configured(workspace, config, only, part).events;
  });
  return { config: events.length === 0 ? config : next, events };
}

function assertKeys(config: Config, part: "calendars" | "skills" | "queues" | "slaPolicies" | "escalationPaths"): void {
  const keys = config[part].map(({ key }) => key);
  const twice = keys.findIndex((key, i) => keys.indexOf(key) < i);
  if (twice >= 0) throw invalid(`The key "${keys[twice]}" stands here twice.`, [part, twice, "key"]);
}

function assertQueues(config: Config): void {
  for (const [i, queue] of config.queues.entries()) {
    assertCondition(config, queue.when, ["queues", i, "when"]);
    for (const which of ["primaryTeams", "secondaryTeams"] as const) {
      for (const [j, team] of queue[which].entries()) assertKnown(config.teams, team, "team", ["queues", i, which, j]);
    }
  }
}

function assertSkills(config: Config): void {
  for (const [i, rule] of config.routing.skillRules.entries()) {
    const path = ["routing", "skillRules", i];
    assertCondition(config, rule.when, [...path, "when"]);
    for (const which of ["required", "preferred"] as const) assertHeld(config, rule[which], [...path, which]);
  }
}

/** @throws VALIDATION for a skill there is not, or one that is named twice */
export function assertHeld(config: Pick<Config, "skills">, held: readonly HeldSkill[], path: Path): void {
  for (const [i, { skill }] of held.entries()) {
    assertKnown(config.skills, skill, "skill", [...path, i, "skill"]);
    if (held.findIndex((one) => one.skill === skill) < i) {
      throw invalid(`The skill "${skill}" stands here twice.`, [...path, i, "skill"]);
    }
  }
}

/** A category there is not is a finding of the plan: categories come and go without those who route. */
function assertCondition(config: Config, { teams = [] }: Condition, path: Path): void {
  for (const [i, team] of teams.entries()) assertKnown(config.teams, team, "team", [...path, "teams", i]);
}

/** @throws VALIDATION for a key that nothing of the list has */
export function assertKnown(
  list: readonly { readonly key: string }[],
  key: string | undefined,
  noun: string,
  path: Path,
): void {
  if (key === undefined || list.some((one) => one.key === key)) return;
  throw invalid(`There is no ${noun} "${key}"; there are: ${list.map((one) => one.key).join(", ") || "none"}.`, path);
}
