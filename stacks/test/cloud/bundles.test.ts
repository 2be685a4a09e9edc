import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FUNCTIONS, type FunctionId } from "@switchboard/functions";
import { afterAll, describe, expect, inject, test } from "vitest";
import { bundle } from "../../../bench/bundle.ts";
import { coldImport, median, sizeOf } from "../../../bench/closure.ts";
import { Instance } from "./instance.ts";
import { type FunctionResource, Resources } from "./resources.ts";
import { RuntimeApi } from "./runtime.ts";

const RUNS = 5;
const IDS = Object.keys(FUNCTIONS) as FunctionId[];
const BARE = `import { createSchema, createYoga } from "graphql-yoga";
const yoga = createYoga({ schema: createSchema({ typeDefs: "type Query { hello: String }", resolvers: { Query: { hello: () => "hi" } } }) });
export const handler = async ({ body }) => {
  const answer = await yoga.fetch("https://bare.example/graphql", { method: "POST", headers: { "content-type": "application/json" }, body });
  return { statusCode: answer.status, body: await answer.text() };
};`;

const REQUEST = {
  version: "2.0",
  rawPath: "/graphql",
  rawQueryString: "",
  headers: { "content-type": "application/json", host: "desk.example" },
  requestContext: { domainName: "desk.example", http: { method: "POST", path: "/graphql" } },
  body: JSON.stringify({ query: "{ __typename }" }),
  isBase64Encoded: false,
};

describe("the bundles of a deploy", () => {
  const { recording, artifacts } = inject("deployed");
  const resources = new Resources(recording);
  const scratch = mkdtempSync(join(tmpdir(), "switchboard-bundles-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const functionOf = (id: FunctionId): FunctionResource =>
    resources.one("aws:lambda/function:Function", ({ name }) => name.endsWith(`-${id}`));
  const entryOf = ({ logicalName, handler }: FunctionResource): string =>
    join(artifacts, `${logicalName.replace(/Function$/, "")}-src`, handler.replace(/\.\w+$/, ".mjs"));

  test.each(IDS)("%s reads no more code at a cold start than its budget, and carries no source maps", (id) => {
    const entry = entryOf(functionOf(id));
    expect(sizeOf(entry).start).toBeLessThanOrEqual(FUNCTIONS[id].budget);
    expect(readdirSync(dirname(entry)).filter((name) => name.endsWith(".map"))).toEqual([]);
  });

  test("how large and how fast they are is printed", () => {
    const rows = IDS.map((id) => {
      const fn = functionOf(id);
      const { start, lazy } = sizeOf(entryOf(fn));
      const ms = coldImport(entryOf(fn), RUNS, fn.environment.variables);
      const kb = (bytes: number) => Math.round(bytes / 1_000);
      return {
        id,
        "start KB": kb(start),
        "budget KB": kb(FUNCTIONS[id].budget),
        "lazy KB": kb(lazy),
        "cold ms": Math.round(ms),
      };
    });
    console.table(rows);
    expect(rows).toHaveLength(IDS.length);
  });

  test("the API's first request through the runtime loop is printed against a bare server's", async () => {
    const { file } = await bundle({ source: BARE }, scratch);
    const api = functionOf("api");
    const handler = `${file.slice(scratch.length + 1, -".mjs".length)}.handler`;
    const bare = { ...api, handler, environment: { variables: {} } };
    const ours = await firstRequest(api, dirname(entryOf(api)));
    const theirs = await firstRequest(bare, scratch);
    console.log(
      `first request: ${ours.toFixed(0)} ms, a bare Yoga ${theirs.toFixed(0)} ms, ${(ours / theirs).toFixed(2)}x`,
    );
    expect(ours).toBeGreaterThan(0);
  });
});

/** From the start of a fresh process to its first answer, ms; the median of some. */
async function firstRequest(fn: FunctionResource, folder: string): Promise<number> {
  const runtime = new RuntimeApi();
  await runtime.start();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    const instance = new Instance({ fn, folder, runtime, region: "eu-west-1", endpoint: "http://127.0.0.1:1" });
    const outcome = await instance.run(REQUEST);
    times.push(performance.now() - started);
    instance.kill();
    await instance.exited;
    const text = outcome.ok ? outcome.payload.toString("utf8") : JSON.stringify(outcome.error);
    if (!/__typename|UNAUTHENTICATED/.test(text)) throw new Error(text);
  }
  await runtime.stop();
  return median(times);
}
