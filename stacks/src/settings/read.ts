import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import { overrides } from "./environment.ts";
import { Settings } from "./schema.ts";

export const SETTINGS_FILE = "switchboard.json";

/** A setting is wrong. The message names each by its key, and says what it must be. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`The settings are wrong, and nothing was deployed:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "SettingsError";
  }
}

export interface ReadOptions {
  /** Where to look for `switchboard.json`: here, then in each folder above, as far as the `sst.config.ts`. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * The settings of a deploy: the file `switchboard.json` beside the `sst.config.ts`, and over it the variables
 * `DESK_*` of the environment.
 *
 * @throws {@link SettingsError}, which names every wrong key; nothing was created then
 * @example
 * const settings = readSettings({ env: { DESK_REGION: "eu-central-1" } });
 * settings.region; // "eu-central-1"
 */
export function readSettings({ folder = process.cwd(), env = process.env }: ReadOptions = {}): Settings {
  const { values, problems } = overrides(env);
  if (problems.length > 0) throw new SettingsError(problems);
  const parsed = Settings.safeParse(merged(fromFile(folder), values));
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map(lineOf));
  return parsed.data;
}

/** The region of settings that may be wrong otherwise: SST looks at it before it runs anything that could say so. */
export function regionAsWritten({ folder = process.cwd(), env = process.env }: ReadOptions = {}): string {
  const written = env["DESK_REGION"] ?? attempt(() => fromFile(folder))?.["region"];
  const parsed = Settings.shape.region.safeParse(written);
  return parsed.success ? parsed.data : Settings.parse({}).region;
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

function lineOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") return `${path.join(".") || SETTINGS_FILE}: ${issue.message}`;
  return issue.keys.map((key) => `${[...path, key].join(".")}: there is no such setting`).join("\n  - ");
}

function fromFile(folder: string): Tree {
  const file = find(resolve(folder));
  if (file === null) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new SettingsError([`${SETTINGS_FILE}: is not a JSON object (${String(cause)})`]);
  }
}

function find(folder: string): string | null {
  const file = join(folder, SETTINGS_FILE);
  if (existsSync(file)) return file;
  const above = dirname(folder);
  const isTop = existsSync(join(folder, "sst.config.ts")) || above === folder;
  return isTop ? null : find(above);
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

function merged(below: Tree, above: Tree): Tree {
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(
    keys.map((key) => {
      const [under, over] = [below[key], above[key]];
      return [key, isTree(under) && isTree(over) ? merged(under, over) : (over ?? under)];
    }),
  );
}
