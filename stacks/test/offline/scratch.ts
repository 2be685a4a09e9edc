import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SCRATCH = fileURLToPath(new URL("../.scratch", import.meta.url));

/** An application of its own, inside the checkout so that it finds the packages. */
export interface Scratch {
  readonly folder: string;
  [Symbol.dispose](): void;
}

export function scratch(name: string, files: Readonly<Record<string, string>>): Scratch {
  const folder = join(SCRATCH, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries({ "package.json": '{ "type": "module", "private": true }', ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

interface Program {
  readonly before?: string;
  readonly after?: string;
}

/** A configuration that deploys the desk, with something done before and after. */
export const deskWith = ({ before = "", after = "" }: Program): string => `
/// <reference path="./.sst/platform/config.d.ts" />
export default $config({
  app: async (input) => (await import("../../../src/app.ts")).app("switchboard", input),
  async run() {
    ${before}
    const { desk } = await import("../../../src/index.ts");
    const help = await desk();
    ${after}
    return help.outputs;
  },
});
`;

/**
 * The same for what does not lie in the code of our functions: they are not bundled, which is most of the time a
 * deploy takes. A company's own function, always called `own` here, is.
 */
export const quickDesk = ({ before = "", after }: Program): Readonly<Record<string, string>> => ({
  "sst.config.ts": deskWith({ before: `${UNBUNDLED}\n${before}`, ...(after === undefined ? {} : { after }) }),
  "unbundled/bundle.mjs": "export const handler = () => Promise.resolve();",
});

const UNBUNDLED = `$transform(sst.aws.Function, (args, _, name) => {
  if (name !== "Own") Object.assign(args, { bundle: $cli.paths.root + "/unbundled", handler: "bundle.handler" });
});`;
