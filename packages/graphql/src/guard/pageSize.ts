import { PAGE_DEFAULT, PAGE_MAX } from "@switchboard/core/kernel";
import { type FieldNode, Kind, type ValueNode } from "graphql";
import { refuse } from "./limits.ts";

/** Values of variables: what the request gave, else the default the document names. */
export type Reader = (node: ValueNode) => unknown;

/** Ids that `nodes` takes at once: one batch read. */
const IDS_MAX = 100;

/**
 * How many items a list field asks for. Sizes that no list answers are refused here, so that none of them can
 * make a query look cheaper than it is.
 *
 * @throws BAD_USER_INPUT outside 1..100
 */
export function pageSizeOf(field: FieldNode, read: Reader): number {
  const sizes = ["first", "last"].map((name) => sizeOf(name, argument(field, name, read)));
  return Math.max(...sizes) || PAGE_DEFAULT;
}

/** 0 when nothing is asked; what is no number at all is refused by validation, and counts in full until then. */
function sizeOf(name: string, value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== "number") return PAGE_MAX;
  if (value >= 1 && value <= PAGE_MAX) return value;
  throw refuse("BAD_USER_INPUT", `\`${name}\` goes from 1 to ${PAGE_MAX}.`);
}

/** How many ids a field is given. @throws BAD_USER_INPUT outside 1..100 */
export function idCountOf(field: FieldNode, read: Reader): number {
  const ids = argument(field, "ids", read);
  const count = Array.isArray(ids) ? ids.length : 1;
  if (count < 1 || count > IDS_MAX) throw refuse("BAD_USER_INPUT", `\`ids\` takes 1 to ${IDS_MAX} ids.`);
  return count;
}

/** How many items a list of the `input` has. Too few and too many are the operation's own to refuse, before it reads. */
export function inputCountOf(field: FieldNode, list: string, read: Reader): number {
  const input = argument(field, "input", read);
  const given = typeof input === "object" && input !== null ? (input as Record<string, unknown>)[list] : undefined;
  return Array.isArray(given) ? Math.min(Math.max(given.length, 1), IDS_MAX) : 1;
}

function argument(field: FieldNode, name: string, read: Reader): unknown {
  const node = field.arguments?.find((one) => one.name.value === name)?.value;
  return node === undefined ? undefined : read(node);
}

/** Reads what the guard must know of a value: numbers, lists, objects and variables. */
export function valueReader(
  variables: Readonly<Record<string, unknown>>,
  defaults: ReadonlyMap<string, ValueNode>,
): Reader {
  const read: Reader = (node) => {
    if (node.kind === Kind.VARIABLE) return variableOf(node.name.value);
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
    if (node.kind === Kind.LIST) return node.values;
    if (node.kind === Kind.OBJECT)
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, read(value)]));
    return node.kind === Kind.NULL ? null : node.kind;
  };
  const variableOf = (name: string): unknown => {
    const fallback = defaults.get(name);
    if (Object.hasOwn(variables, name)) return variables[name];
    return fallback === undefined ? undefined : read(fallback);
  };
  return read;
}
