/**
 * `npm run release:keep`: keeps this release's core as one file, for the next release's tests to run on its rows.
 * Third parties' packages stay outside: how rows are written and read is ours.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ours = /^@switchboard\//;
const { version } = JSON.parse(readFileSync(join(ROOT, "packages/core/package.json"), "utf8")) as { version: string };

const { outputFiles } = await build({
  entryPoints: [join(ROOT, "releases/entry.ts")],
  bundle: true,
  minify: true,
  write: false,
  platform: "node",
  format: "esm",
  target: "node20",
  conditions: ["@switchboard/source"],
  plugins: [
    {
      name: "ours-alone",
      setup(build) {
        build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) =>
          ours.test(path) || importer === "" ? undefined : { path, external: true },
        );
      },
    },
  ],
});
const [file] = outputFiles;
if (!file) throw new Error("nothing was bundled");
const kept = join(ROOT, "releases", `${version}.mjs.gz`);
writeFileSync(kept, gzipSync(file.contents, { level: 9 }));
console.log(`${kept.slice(dirname(ROOT).length)}: ${(file.contents.length / 1_000).toFixed(0)} KB`);
