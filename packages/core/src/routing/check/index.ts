import type { Checked, CheckedConfig, CheckedWorld, Finding } from "./finding.ts";
import { names } from "./names.ts";
import { people } from "./people.ts";
import { reach } from "./reach.ts";
import { skills } from "./skills.ts";

export { type FirstMatch, type Unreachable, unreachable } from "./cover.ts";
export {
  type CheckedAgent,
  type CheckedConfig,
  type CheckedWorld,
  FINDINGS,
  type Finding,
  type FindingCode,
  type Severity,
} from "./finding.ts";

/**
 * What is wrong with a configuration of routing and service levels though every part of it is valid by itself: queues
 * and policies that nothing reaches, skills that nobody has, teams that never work, names of what there is not. Pure;
 * errors come first.
 *
 * @example
 * checkConfiguration(config, { agents }).map(({ code, path }) => [code, path.join(".")]); // [["QUEUE_UNREACHABLE", "queues.2.when"]]
 */
export function checkConfiguration(config: CheckedConfig, { agents }: CheckedWorld): readonly Finding[] {
  const checked: Checked = { config, agents, active: agents.filter(({ active }) => active) };
  const found = [...reach(checked), ...people(checked), ...skills(checked), ...names(checked)];
  const isError = ({ severity }: Finding): boolean => severity === "ERROR";
  return [...found.filter(isError), ...found.filter((one) => !isError(one))];
}
