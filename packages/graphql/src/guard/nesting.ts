import { BREAK, type DocumentNode, visit } from "graphql";
import { atMost, LIMITS } from "./limits.ts";

const WHAT = "levels of lists and objects in a value";

/**
 * What reads values goes down into them call by call, so a value that is deep enough would end the process's stack.
 * This goes through them level by level: no depth is too deep for it.
 *
 * @throws COST_LIMIT
 */
export function assertShallow(value: unknown): void {
  let level = [value].filter(isNest);
  for (let depth = 1; level.length > 0; depth++) {
    atMost(LIMITS.valueDepth, depth, WHAT);
    level = level.flatMap((nest) => Object.values(nest).filter(isNest));
  }
}

const isNest = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The same for the values that a document holds itself. @throws COST_LIMIT */
export function assertShallowLiterals(document: DocumentNode): void {
  let [depth, deepest] = [0, 0];
  const enter = (): unknown => {
    depth++;
    deepest = Math.max(deepest, depth);
    return depth > LIMITS.valueDepth ? BREAK : undefined;
  };
  const leave = (): undefined => {
    depth--;
  };
  visit(document, { ListValue: { enter, leave }, ObjectValue: { enter, leave } });
  atMost(LIMITS.valueDepth, deepest, WHAT);
}
