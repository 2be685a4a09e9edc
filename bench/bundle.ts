import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lean } from "@switchboard/graphql/bundle";
import { build, type Metafile } from "esbuild";
import { heading } from "./measure.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const HELLO = `import { createSchema, createYoga } from "graphql-yoga";
export const yoga = createYoga({ schema: createSchema({ typeDefs: "type Query { hello: String }", resolvers: { Query: { hello: () => "hi" } } }) });
export const handler = (event) => yoga.fetch(event.url);`;

interface Bundle {
  readonly file: string;
  /** Bytes of the entry and all it imports statically: what every cold start reads. */
  readonly start: number;
  /** Bytes of the parts that load when they are first called: SES, S3, ways to find credentials. */
  readonly lazy: number;
}

/** One entry point as a deploy would upload it: split, so that what is rarely used is not read at start. */
export async function bundle(
  entry: { readonly path: string } | { readonly source: string },
  folder: string,
): Promise<Bundle> {
  const from =
    "path" in entry
      ? { entryPoints: { main: join(ROOT, entry.path) }, plugins: [lean] }
      : { stdin: { contents: entry.source, resolveDir: join(ROOT, "packages/graphql") } };
  const { metafile } = await build({
    ...from,
    bundle: true,
    minify: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    conditions: ["@switchboard/source", "module"],
    outExtension: { ".js": ".mjs" },
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    absWorkingDir: folder,
    outdir: folder,
    metafile: true,
    logLevel: "silent",
  });
  const outputs = new Map(Object.entries(metafile.outputs));
  const [file] =
    [...outputs].find(([, { entryPoint }]) => entryPoint !== undefined && !entryPoint.includes("node_modules")) ?? [];
  if (file === undefined) throw new Error("nothing was bundled");
  const read = closure(outputs, file);
  const bytes = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + (outputs.get(name)?.bytes ?? 0), 0);
  return { file: join(folder, file), start: bytes(read), lazy: bytes(outputs.keys()) - bytes(read) };
}

/** A file and everything it imports statically. */
function closure(outputs: ReadonlyMap<string, Metafile["outputs"][string]>, file: string): ReadonlySet<string> {
  const seen = new Set([file]);
  for (const name of seen) {
    for (const { path, kind } of outputs.get(name)?.imports ?? [])
      if (kind === "import-statement" && outputs.has(path)) seen.add(path);
  }
  return seen;
}

const RUNS = 15;
const TIME =
  "const t = performance.now(); await import(process.argv[1]); console.log(performance.now() - t); process.exit(0)";

/** Median of importing a bundle in a fresh process, ms. */
function coldImport(file: string): number {
  const times = Array.from({ length: RUNS }, () => {
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", TIME, file], {
      encoding: "utf8",
      env: {
        ...process.env,
        SWITCHBOARD_TABLE: "bench",
        AWS_REGION: "eu-west-1",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      },
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return Number(run.stdout.trim());
  });
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

export async function benchBundle(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "switchboard-bench-"));
  try {
    const ours = await bundle({ path: "packages/functions/src/api.ts" }, mkdtempSync(join(folder, "ours-")));
    const bare = await bundle({ source: HELLO }, mkdtempSync(join(folder, "bare-")));
    const [cold, bareCold] = [coldImport(ours.file), coldImport(bare.file)];
    const kb = (bytes: number) => `${(bytes / 1_000).toFixed(0)} KB`;
    heading("the GraphQL handler's bundle against a bare Yoga hello");
    console.log(
      `  read at start  ${kb(ours.start)} / ${kb(bare.start)}   (budget 850 KB; ${kb(ours.lazy)} more load when needed)`,
    );
    console.log(
      `  cold import    ${cold.toFixed(0)} ms / ${bareCold.toFixed(0)} ms   ${(cold / bareCold).toFixed(2)}x   aim: 2x`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
