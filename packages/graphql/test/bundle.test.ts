import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lean } from "@switchboard/graphql/bundle";
import { build, type Metafile } from "esbuild";
import { expect, test } from "vitest";
import { answerOf, post } from "./call.ts";

const HANDLER = `
  import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
  import { connect } from "@switchboard/core";
  import { createServer } from "@switchboard/graphql";
  const desk = connect({ table: "desk", dynamodb: new DynamoDBClient({ region: "local" }) });
  const server = createServer({ context: () => desk.as({ kind: "app", workspaceId: "main", appId: "a", scopes: [] }) });
  export const handler = (request) => server.fetch(request);
`;

/** The entry, and every file that it cannot start without. */
function readAtOnce({ outputs }: Metafile): readonly Metafile["outputs"][string][] {
  const seen = new Set(Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === "<stdin>"));
  for (const name of seen)
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (kind === "import-statement" && outputs[path]) seen.add(path);
  return [...seen].flatMap((name) => outputs[name] ?? []);
}

test("a handler with the whole API is under 1,350 KB, carries no page, and answers", async () => {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const folder = await mkdtemp(join(here, "bundle-"));
  const outfile = join(folder, "handler.mjs");
  // What is loaded by the first call that needs it is in files of its own, as it is deployed.
  const output = { outdir: folder, splitting: true, outExtension: { ".js": ".mjs" }, entryNames: "handler" };
  try {
    const { metafile } = await build({
      stdin: { contents: HANDLER, resolveDir: here },
      ...output,
      plugins: [lean],
      bundle: true,
      minify: true,
      platform: "node",
      format: "esm",
      target: "node20",
      mainFields: ["module", "main"],
      conditions: ["@switchboard/source", "module"],
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      metafile: true,
      logLevel: "error",
    });
    const read = readAtOnce(metafile);
    const inputs = read
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    expect(read.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1_350_000);
    expect(
      inputs
        .map(([name]) => name)
        .filter((name) =>
          /graphiql\/|render-graphiql|core\/src\/mail\/parse|nodemailer|sanitize-html|busboy|node-fetch/.test(name),
        ),
    ).toEqual([]);
    const { handler } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as {
      handler(request: Request): Promise<Response>;
    };
    const answer = await answerOf(
      await handler(post({ query: "{ viewer { actor { kind } } tickets { edges { cursor } } }" })),
    );
    expect(answer.data).toEqual({ viewer: { actor: { kind: "APP" } }, tickets: null });
    expect(answer.codes).toEqual(["FORBIDDEN"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
