import * as z from "zod";
import { Settings } from "./schema.ts";

const PREFIX = "DESK_";

interface Leaf {
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
}

/** Every setting by the variable that overrides it: `mail.keepRawDays` is `DESK_MAIL_KEEP_RAW_DAYS`. */
export const VARIABLES: ReadonlyMap<string, Leaf> = new Map(
  leavesOf(Settings, [])
    .filter(({ path }) => path[0] !== "$schema")
    .map((leaf) => [variableOf(leaf.path), leaf]),
);

function variableOf(path: readonly string[]): string {
  return PREFIX + path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join("_");
}

function leavesOf(schema: z.core.$ZodType, path: readonly string[]): readonly Leaf[] {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodObject)) return [{ path, schema: inner }];
  return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wrapped ? unwrapped(schema.unwrap()) : schema;
}

/** The settings that the environment names. A variable that means nothing is refused: it was meant to. */
export function overrides(env: Readonly<Record<string, string | undefined>>) {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || text === undefined || text === "") continue;
    const leaf = VARIABLES.get(name);
    if (leaf) place(values, leaf.path, readAs(leaf.schema, text));
    else problems.push(`${name}: there is no such variable; there are ${[...VARIABLES.keys()].join(", ")}`);
  }
  return { values, problems };
}

function place(tree: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const branch = (tree[key] ?? {}) as Record<string, unknown>;
  tree[key] = branch;
  place(branch, rest, value);
}

/** As the schema wants it; what cannot be read so stays text, which the schema then refuses by its key. */
function readAs(schema: z.core.$ZodType, text: string): unknown {
  if (schema instanceof z.ZodBoolean) return { true: true, false: false }[text] ?? text;
  if (schema instanceof z.ZodArray) return text.split(",").map((part) => part.trim());
  const number = Number(text);
  return isNumeric(schema) && Number.isFinite(number) ? number : text;
}

const isNumeric = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodNumber ||
  (schema instanceof z.ZodLiteral && [...schema.values].every((value) => typeof value === "number"));
