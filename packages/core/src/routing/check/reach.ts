import type { Path } from "../../kernel/index.ts";
import type { Condition } from "../../workspace/index.ts";
import { type FirstMatch, unreachable } from "./cover.ts";
import { type Checked, type CheckedConfig, type Finding, finding } from "./finding.ts";
import type { Known } from "./region.ts";

/** Queues and policies that no ticket ever comes to, and targets of policies that never apply. */
export function* reach({ config }: Checked): Generator<Finding> {
  yield* unreached(config, "queues", ["QUEUE_MATCHES_NOTHING", "QUEUE_UNREACHABLE"]);
  yield* unreached(config, "slaPolicies", ["POLICY_MATCHES_NOTHING", "POLICY_UNREACHABLE"]);
  for (const [i, { when, targets }] of config.slaPolicies.entries()) {
    for (const [j, { priority }] of targets.entries()) {
      if (priority === undefined || (when.priorities?.includes(priority) ?? true)) continue;
      const message = `This target is for ${priority}, and the policy is for ${when.priorities?.join(", ")}.`;
      yield finding("TARGET_NEVER_APPLIES", ["slaPolicies", i, "targets", j, "priority"], message);
    }
  }
}

type Codes = readonly ["QUEUE_MATCHES_NOTHING" | "POLICY_MATCHES_NOTHING", "QUEUE_UNREACHABLE" | "POLICY_UNREACHABLE"];

function* unreached(config: CheckedConfig, part: "queues" | "slaPolicies", codes: Codes): Generator<Finding> {
  const list: FirstMatch = config[part];
  const known = knownOf(config, list);
  for (const [i, { key }] of list.entries()) {
    const found = unreachable(list, i, known);
    const path: Path = [part, i, "when"];
    if (found?.why === "NOTHING") {
      yield finding(codes[0], path, `No ticket can be as "${key}" asks: it names what there is not.`);
    } else if (found) {
      const by = found.by.map((one) => `"${one}"`).join(", ");
      yield finding(
        codes[1],
        path,
        `Nothing reaches "${key}": whatever it asks for is taken before by ${by}. Move it up.`,
      );
    }
  }
}

/** Categories may be words of a company's own while none are defined: then whatever is named may be. */
function knownOf({ teams, categories }: CheckedConfig, list: FirstMatch): Known {
  const named = list.flatMap(({ when }) => when.categories ?? []);
  return {
    teams: teams.map(({ key }) => key),
    categories: categories.length === 0 ? named : categories.map(({ key }) => key),
  };
}

/** The conditions of a configuration, with where they stand. */
export function* conditionsOf(config: CheckedConfig): Generator<readonly [Path, Condition]> {
  for (const part of ["queues", "slaPolicies", "escalationPaths"] as const) {
    for (const [i, { when }] of config[part].entries()) yield [[part, i, "when"], when];
  }
  for (const [i, { when }] of config.routing.skillRules.entries()) yield [["routing", "skillRules", i, "when"], when];
}
