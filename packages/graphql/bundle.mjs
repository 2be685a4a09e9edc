/**
 * For those who bundle the server: what a Lambda needs not carry. Node's own fetch in place of a ponyfill with
 * a multipart parser, graphql-js's executor in place of a second one. The default export is the list of esbuild
 * plugins that SST's `nodejs.plugins` wants.
 *
 * @module
 */
const STAND_INS = {
  "@whatwg-node/fetch": "@switchboard/graphql/bundle/fetch",
  "@graphql-tools/executor": "@switchboard/graphql/bundle/executor",
};

/** @type {import("esbuild").Plugin} */
export const lean = {
  name: "switchboard-lean",
  setup(build) {
    for (const [name, standIn] of Object.entries(STAND_INS)) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, () =>
        build.resolve(standIn, { kind: "import-statement", resolveDir: import.meta.dirname }),
      );
    }
  },
};

export default [lean];
