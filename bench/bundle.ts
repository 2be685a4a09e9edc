import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lean } from "@switchboard/graphql/bundle";
import { build } from "esbuild";
import { coldImport, type Size, sizeOf } from "./closure.ts";
import { heading } from "./measure.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const HELLO = `import { createSchema, createYoga } from "graphql-yoga";
export const yoga = createYoga({ schema: createSchema({ typeDefs: "type Query { hello: String }", resolvers: { Query: { hello: () => "hi" } } }) });
export const handler = (event) => yoga.fetch(event.url);`;

interface Bundle extends Size {
  readonly file: string;
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
  // What is loaded later is an entry point to the bundler as well: this is the one that was asked for.
  const wanted = "path" in entry ? entry.path : "<stdin>";
  const [file] = [...outputs].find(([, { entryPoint }]) => entryPoint?.endsWith(wanted)) ?? [];
  if (file === undefined) throw new Error("nothing was bundled");
  const path = join(folder, file);
  return { file: path, ...sizeOf(path) };
}

const RUNS = 15;

export async function benchBundle(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "switchboard-bench-"));
  try {
    const ours = await bundle({ path: "packages/functions/src/api.ts" }, mkdtempSync(join(folder, "ours-")));
    const bare = await bundle({ source: HELLO }, mkdtempSync(join(folder, "bare-")));
    const env = { SWITCHBOARD_TABLE: "bench" };
    const [cold, bareCold] = [coldImport(ours.file, RUNS, env), coldImport(bare.file, RUNS)];
    const kb = (bytes: number) => `${(bytes / 1_000).toFixed(0)} KB`;
    heading("the GraphQL handler's bundle against a bare Yoga hello");
    console.log(
      `  read at start  ${kb(ours.start)} / ${kb(bare.start)}   (budget 1,350 KB; ${kb(ours.lazy)} more load when needed)`,
    );
    console.log(
      `  cold import    ${cold.toFixed(0)} ms / ${bareCold.toFixed(0)} ms   ${(cold / bareCold).toFixed(2)}x   aim: 2x`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
