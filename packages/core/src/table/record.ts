import type { SwitchboardError } from "../kernel/index.ts";
import type { Expression, Key, Row, Scalar, Write } from "../port/index.ts";

/** A row that moves with a commit but is no aggregate: a guard, a claim, a load. */
export interface RecordWrite {
  readonly write: Write;
  /** What it means when the row's condition fails: a refusal to the caller, or a race to run again. */
  readonly refused?: (row: Row | undefined) => SwitchboardError | "retry";
}

export const ABSENT: Expression = { expression: "attribute_not_exists(pk)" };
const PRESENT: Expression = { expression: "attribute_exists(pk)" };

/** Claims a row that may exist once. */
export const claim = (key: Key, attributes: Row, refused?: RecordWrite["refused"]): RecordWrite => ({
  write: { kind: "put", row: { ...key, _v: 1, ...attributes }, condition: ABSENT },
  ...(refused ? { refused } : {}),
});

/** Sets and removes attributes of a row that must be there. */
export function patch(key: Key, set: Record<string, Scalar>, remove: readonly string[] = []): Write {
  const names = Object.fromEntries([...Object.keys(set), ...remove].map((name) => [`#${name}`, name]));
  const values = Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value]));
  const sets = Object.keys(set).map((name) => `#${name} = :${name}`);
  const removes = remove.map((name) => `#${name}`);
  const expression = [
    sets.length > 0 ? `SET ${sets.join(", ")}` : "",
    removes.length > 0 ? `REMOVE ${removes.join(", ")}` : "",
  ].join(" ");
  return { kind: "update", key, update: { expression, names, values }, condition: PRESENT };
}
