import { Settings, VARIABLES } from "@switchboard/stacks/settings";
import * as z from "zod";

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const schema = (): Schema => z.toJSONSchema(Settings, { io: "input" }) as Schema;

/** For editors: `"$schema"` of a `switchboard.json`. */
export const settingsSchema = (): string => `${JSON.stringify(schema(), null, 2)}\n`;

/** Every setting with its variable, made from the schema that a deploy parses. */
export function settingsTable(): string {
  const rows = [...VARIABLES].map(([variable, { path }]) => {
    const { description = "", enum: values, default: byDefault, type = "" } = at(schema(), path);
    const takes = values ? values.map((value) => `\`${String(value)}\``).join(", ") : type;
    const fallback = byDefault === undefined ? "" : `\`${JSON.stringify(byDefault)}\``;
    return `| \`${path.join(".")}\` | \`${variable}\` | ${takes} | ${fallback} | ${description} |`;
  });
  return `| setting | variable | takes | by default | what it does |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
}

const at = (schema: Schema, path: readonly string[]): Schema =>
  path.reduce<Schema>((inner, key) => inner.properties?.[key] ?? {}, schema);
