/**
 * The part of EventBridge's pattern language that our rules use: exact values, `prefix`, `exists`,
 * `anything-but`, lists in patterns and in events, nesting. A pattern that uses more is an error, never a
 * quiet mismatch.
 */
export interface Pattern {
  readonly [field: string]: Pattern | readonly Condition[];
}

type Value = string | number | boolean | null;
export type Condition =
  | Value
  | { readonly prefix: string }
  | { readonly exists: boolean }
  | { readonly "anything-but": Value | readonly Value[] | { readonly prefix: string } };

/** Whether an event fits a pattern: every field named, by any of its conditions. */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const found = isObject(event) ? event[field] : undefined;
    if (isConditions(wanted)) return wanted.some((condition) => meets(condition, leavesOf(found)));
    // A list of objects fits when one of them does; an absent object may still be asked about, by `exists`.
    return Array.isArray(found) ? found.some((one) => matches(wanted, one)) : matches(wanted, found);
  });
}

const isConditions = (wanted: Pattern | readonly Condition[]): wanted is readonly Condition[] => Array.isArray(wanted);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The values of a field: those of a list one by one, none when it is absent. Only leaves can be compared. */
const leavesOf = (found: unknown): readonly unknown[] =>
  (Array.isArray(found) ? found : [found]).filter((value) => value !== undefined && !isObject(value));

function meets(condition: Condition, leaves: readonly unknown[]): boolean {
  if (!isObject(condition)) return leaves.includes(condition);
  const [operator, ...more] = Object.keys(condition);
  if (more.length > 0) throw new RangeError(`one operator per condition: ${JSON.stringify(condition)}`);
  if ("prefix" in condition) return leaves.some((leaf) => startsWith(leaf, condition.prefix));
  if ("exists" in condition) return leaves.length > 0 === condition.exists;
  if ("anything-but" in condition) return leaves.some((leaf) => !isAmong(condition["anything-but"], leaf));
  throw new RangeError(`no such pattern operator here: ${operator}`);
}

function isAmong(excluded: unknown, leaf: unknown): boolean {
  if (isObject(excluded)) return startsWith(leaf, String(excluded["prefix"]));
  return Array.isArray(excluded) ? excluded.includes(leaf) : excluded === leaf;
}

const startsWith = (leaf: unknown, prefix: string): boolean => typeof leaf === "string" && leaf.startsWith(prefix);
