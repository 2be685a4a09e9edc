import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface Size {
  /** Bytes of the entry and all it imports statically: what every cold start reads. */
  readonly start: number;
  /** Bytes of the parts that load when they are first called: SES, S3, ways to find credentials. */
  readonly lazy: number;
}

/** What a bundle's entry brings with it, of the code that lies in its folder. */
export function sizeOf(entry: string): Size {
  const folder = dirname(entry);
  const bytes = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const start = bytes(closure(folder, basename(entry)));
  return { start, lazy: bytes(readdirSync(folder).filter((name) => name.endsWith(".mjs"))) - start };
}

/** As esbuild writes them: a dynamic import has a parenthesis. */
const STATIC_IMPORT = /\b(?:from|import)\s*"\.\/([^"]+)"/g;

/** A file and everything it imports statically. */
function closure(folder: string, entry: string): ReadonlySet<string> {
  const seen = new Set([entry]);
  for (const name of seen) {
    const code = readFileSync(join(folder, name), "utf8");
    for (const [, imported = ""] of code.matchAll(STATIC_IMPORT)) seen.add(imported);
  }
  return seen;
}

const TIME =
  "const t = performance.now(); await import(process.argv[1]); console.log(performance.now() - t); process.exit(0)";

/** Median of importing a bundle in so many fresh processes, ms. */
export function coldImport(file: string, runs: number, env: Readonly<Record<string, string>> = {}): number {
  const times = Array.from({ length: runs }, () => {
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", TIME, file], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        AWS_REGION: "eu-west-1",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        ...env,
      },
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return Number(run.stdout.trim());
  });
  return median(times);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
