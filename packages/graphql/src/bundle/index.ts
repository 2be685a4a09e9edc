/**
 * For those who bundle the server: what a Lambda needs not carry. Node's own fetch in place of a ponyfill with
 * a multipart parser, graphql-js's executor in place of a second one.
 *
 * @example
 * await esbuild.build({ entryPoints: ["handler.ts"], bundle: true, platform: "node", alias });
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** As this file itself: `.ts` in the sources, `.js` where it was built. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
const standIn = (name: string): string => fileURLToPath(new URL(`./${name}${extension}`, import.meta.url));

/** esbuild's `alias`: from package to file. */
export const alias: Readonly<Record<string, string>> = {
  "@whatwg-node/fetch": standIn("nativeFetch"),
  "@graphql-tools/executor": standIn("executor"),
};
