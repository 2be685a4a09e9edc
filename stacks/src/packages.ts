import { readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** Where a package of ours lies, seen from the application that deploys it. */
function folderOf(name: string): string {
  const from = (folder: string) => createRequire(join(folder, "package.json"));
  const stacks = dirname(from($cli.paths.root).resolve("@switchboard/stacks/package.json"));
  return dirname(from(stacks).resolve(`${name}/package.json`));
}

const fromRoot = (name: string, file: string): string => relative($cli.paths.root, join(folderOf(name), file));

/** A handler of ours, as SST names handlers: its path from the application, and its export. */
export const handlerOf = (handler: string): string => fromRoot("@switchboard/functions", handler);

/**
 * How functions are bundled. Split, so that a cold start reads only what it needs; from the sources, which the
 * packages carry, and without the parts of the API's server that no Lambda needs.
 */
export const bundling = (): sst.aws.FunctionArgs["nodejs"] => ({
  minify: true,
  splitting: true,
  sourcemap: false,
  plugins: fromRoot("@switchboard/graphql", "bundle.mjs"),
  esbuild: { conditions: ["@switchboard/source", "module"], mainFields: ["module", "main"], keepNames: false },
});

/**
 * What a function need not carry. SST has source maps written even where none are wanted, and then uploads them
 * with the code: more than twice of it.
 */
export function dropMaps(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) if (name.endsWith(".map")) rmSync(join(folder, name));
  return Promise.resolve();
}
