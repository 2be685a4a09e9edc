import type { Plugin } from "esbuild";

/**
 * What a Lambda needs not carry is left out of a bundle of the server.
 *
 * @example
 * await esbuild.build({ entryPoints: ["handler.ts"], bundle: true, platform: "node", plugins: [lean] });
 */
export declare const lean: Plugin;

declare const plugins: readonly Plugin[];
export default plugins;
