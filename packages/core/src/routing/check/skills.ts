import type { Path } from "../../kernel/index.ts";
import type { HeldSkill, SkillRule } from "../../workspace/index.ts";
import { type Checked, type CheckedAgent, type Finding, type FindingCode, finding } from "./finding.ts";
import { workersOf } from "./people.ts";
import { everything, isEmpty, within } from "./region.ts";

/** Skills that are asked for and that nobody has, at all or where they are asked for. */
export function* skills(checked: Checked): Generator<Finding> {
  const { config } = checked;
  const asked = new Set<string>();
  for (const [i, rule] of config.routing.skillRules.entries()) {
    const path = ["routing", "skillRules", i];
    for (const { skill } of [...rule.required, ...rule.preferred]) asked.add(skill);
    yield* unheld(checked, rule.required, [...path, "required"], "SKILL_HELD_BY_NOBODY");
    yield* unheld(checked, rule.preferred, [...path, "preferred"], "PREFERRED_SKILL_HELD_BY_NOBODY");
    yield* missingInQueues(checked, rule, [...path, "required"]);
  }
  for (const [i, { key }] of config.skills.entries()) {
    if (asked.has(key) || checked.active.some((one) => one.skills.some(({ skill }) => skill === key))) continue;
    yield finding("SKILL_UNUSED", ["skills", i], `No rule asks for "${key}", and nobody has it.`);
  }
}

function* unheld(
  { config, active }: Checked,
  asked: readonly HeldSkill[],
  path: Path,
  code: FindingCode,
): Generator<Finding> {
  for (const [i, one] of asked.entries()) {
    if (!config.skills.some(({ key }) => key === one.skill)) {
      yield finding("SKILL_UNKNOWN", [...path, i, "skill"], `There is no skill "${one.skill}".`);
    } else if (!active.some((agent) => holds(agent, one))) {
      yield finding(code, [...path, i], `Nobody active has "${one.skill}" at level ${one.level}.`);
    }
  }
}

/** A rule whose tickets can be in a queue that nobody works who has all of it, though somebody else may. */
function* missingInQueues(checked: Checked, { when, required }: SkillRule, path: Path): Generator<Finding> {
  const { config, active } = checked;
  const isAble = (agent: CheckedAgent): boolean => required.every((one) => holds(agent, one));
  if (required.length === 0 || !active.some(isAble)) return;
  const teams = config.teams.map(({ key }) => key);
  for (const queue of config.queues) {
    const known = { teams, categories: [...(when.categories ?? []), ...(queue.when.categories ?? [])] };
    const both = within(within(everything(known), when), queue.when);
    if (isEmpty(both) || workersOf(checked, queue).some(isAble)) continue;
    const message = `Tickets of this rule can be in "${queue.key}", where nobody has all of these skills.`;
    yield finding("SKILL_NOT_IN_QUEUE", path, message);
  }
}

const holds = (agent: CheckedAgent, { skill, level }: HeldSkill): boolean =>
  agent.skills.some((held) => held.skill === skill && held.level >= level);
