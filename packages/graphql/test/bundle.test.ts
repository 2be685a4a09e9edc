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

type Output = Metafile["outputs"][string];

/** The file of the handler and what it imports at once; what is loaded when it is needed does not count. */
function readAtStart({ outputs }: Metafile): readonly Output[] {
  const seen = new Set(Object.keys(outputs).filter((path) => path.endsWith("stdin.mjs")));
  for (const path of seen) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === "import-statement") seen.add(next);
  }
  return [...seen].flatMap((path) => outputs[path] ?? []);
}

test("a handler with the whole API is under 1,350 KB, carries no page, and answers", async () => {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const folder = await mkdtemp(join(here, "bundle-"));
  try {
    const { metafile } = await build({
      stdin: { contents: HANDLER, resolveDir: here },
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      splitting: true,
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
    const outfile = join(folder, "stdin.mjs");
    const read = readAtStart(metafile);
    const inputs = read.flatMap((output) =>
      Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
    );
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
