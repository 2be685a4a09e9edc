import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

/**
 * The command as one program: the same sources, read a quarter as long as through the loader that `npm start` stands
 * on, which tests that start it again and again would otherwise spend most of their time in.
 */
export function useBundle(): () => string {
  // Within the repository, as what it finds on this machine lies in node_modules.
  const folder = mkdtempSync(join(HERE, "bundle-"));
  beforeAll(async () => {
    await build({
      entryPoints: [CLI],
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node20",
      conditions: ["@switchboard/source", "module"],
      mainFields: ["module", "main"],
      banner: {
        js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
      },
      logLevel: "error",
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, "cli.mjs");
}
