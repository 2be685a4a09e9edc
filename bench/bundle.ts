import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { alias } from "@switchboard/graphql/bundle";
import { build } from "esbuild";
import { heading } from "./measure.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const HELLO = `import { createSchema, createYoga } from "graphql-yoga";
export const yoga = createYoga({ schema: createSchema({ typeDefs: "type Query { hello: String }", resolvers: { Query: { hello: () => "hi" } } }) });
export const handler = (event) => yoga.fetch(event.url);`;

/** One entry point as a deploy would upload it. Returns bytes and the file. */
export async function bundle(
  entry: { readonly path: string } | { readonly source: string },
  outfile: string,
): Promise<number> {
  const from =
    "path" in entry
      ? { entryPoints: [join(ROOT, entry.path)] }
      : { stdin: { contents: entry.source, resolveDir: join(ROOT, "packages/graphql") } };
  const { outputFiles } = await build({
    ...from,
    ...("path" in entry ? { alias } : {}),
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    conditions: ["@switchboard/source", "module"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    outfile,
    write: false,
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("nothing was bundled");
  writeFileSync(outfile, file.contents);
  return file.contents.byteLength;
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
    const [ours, bare] = [join(folder, "graphql.mjs"), join(folder, "hello.mjs")];
    const bytes = await bundle({ path: "packages/functions/src/graphql.ts" }, ours);
    const bareBytes = await bundle({ source: HELLO }, bare);
    const [cold, bareCold] = [coldImport(ours), coldImport(bare)];
    heading("the GraphQL handler's bundle against a bare Yoga hello");
    console.log(
      `  size         ${(bytes / 1_000).toFixed(0)} KB / ${(bareBytes / 1_000).toFixed(0)} KB   (budget 850 KB)`,
    );
    console.log(
      `  cold import  ${cold.toFixed(0)} ms / ${bareCold.toFixed(0)} ms   ${(cold / bareCold).toFixed(2)}x   aim: 2x`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
