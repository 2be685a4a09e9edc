import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * For those who bundle the server: what a Lambda needs not carry. Node's own fetch in place of a ponyfill with
 * a multipart parser, graphql-js's executor in place of a second one. The default export is the list of esbuild
 * plugins that SST's `nodejs.plugins` wants.
 *
 * @module
 */
const STAND_INS = new Map([
  ["@whatwg-node/fetch", "nativeFetch"],
  ["@graphql-tools/executor", "executor"],
]);

/** A file of ours, in a checkout or as it was published. */
const fileOf = (name) =>
  [`src/bundle/${name}.ts`, `dist/bundle/${name}.js`]
    .map((file) => fileURLToPath(new URL(file, import.meta.url)))
    .find((file) => existsSync(file));

/** @type {import("esbuild").Plugin} */
export const lean = {
  name: "switchboard-lean",
  setup(build) {
    // For SST, which compares filters with nothing and has no `build.resolve`: every import is looked at here.
    build.onResolve({ filter: /.*/ }, ({ path }) => {
      const standIn = STAND_INS.get(path);
      return standIn === undefined ? undefined : { path: fileOf(standIn) };
    });
  },
};

export default [lean];
