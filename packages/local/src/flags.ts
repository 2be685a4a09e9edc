import { parseArgs } from "node:util";
import type { PlatformOptions } from "./options.ts";

export interface Flags extends PlatformOptions {
  readonly json: boolean;
}

export const USAGE =
  "npm start -- [--port N] [--data DIR|memory] [--seed demo|none] [--clock real|manual] [--log info|error] [--json]";

/** The flags of the command line, or in one line what is wrong with them. */
export function flagsOf(args: readonly string[]): Flags | string {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        data: { type: "string" },
        seed: { type: "string" },
        clock: { type: "string" },
        log: { type: "string" },
        json: { type: "boolean" },
      },
    }));
  } catch (e) {
    return firstLine(e instanceof Error ? e.message : String(e));
  }
  const { port = "4000", data = ".switchboard", seed = "demo", clock = "real", log = "error", json = false } = values;
  if (!/^\d{1,5}$/.test(String(port)) || Number(port) > 65_535) return `--port takes 0 to 65535, not ${port}.`;
  if (data === "") return "--data takes a folder, or `memory`.";
  if (seed !== "demo" && seed !== "none") return `--seed takes demo or none, not ${seed}.`;
  if (clock !== "real" && clock !== "manual") return `--clock takes real or manual, not ${clock}.`;
  if (log !== "info" && log !== "error") return `--log takes info or error, not ${log}.`;
  return { port: Number(port), data: String(data), seed, clock, log, json: json === true };
}

const firstLine = (text: string): string => text.split("\n")[0] ?? text;
