import { limiter } from "@switchboard/core/rate";
import * as Workspace from "@switchboard/core/workspace";
import { beforeEach, describe, expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const problems: unknown[] = [];
let now = 1_760_000_000_000;
const server = () => {
  const limit = limiter({ now: () => now, onError: (e) => problems.push(e) });
  return t.serve({ admit: (ctx, cost) => limit.take(ctx, cost) });
};
const upsert = (email: string) => `mutation { upsertCustomer(input: { email: "${email}" }) { outcome } }`;
const LIST = "{ customers(first: 100) { edges { node { company { id } } } } }";

await Workspace.changeSettings(t.as("system"), { rateLimit: { perCaller: 1_000, perWorkspace: 2_500 } });

beforeEach(() => {
  now += 3_600_000;
});

/** Asks until nothing is left, in large pieces and then in small ones. */
async function drain(token: string): Promise<void> {
  const ask = caller(server(), token);
  const until = async (query: string) => {
    for (let tries = 0; tries < 50; tries++) if ((await ask(query)).status === 429) return;
    throw new Error("never throttled");
  };
  await until(LIST);
  await until(upsert("drain@x.example"));
}

describe("a caller who asks for too much", () => {
  test("gets 429 with the time to wait, and nothing runs", async () => {
    await drain("ada");
    const answer = await caller(server(), "ada")(upsert("late@x.example"));
    expect(answer.status).toBe(429);
    expect(answer.codes).toEqual(["THROTTLED"]);
    expect(answer.data).toBeUndefined();
    expect(answer.errors[0]?.message).toContain("1,000 points a minute");
    expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
    expect(answer.extensions).toMatchObject({ cost: 10, rateLimit: { limit: 1_000 } });
    const found = await caller(t.server, "admin")('{ customerByEmail(email: "late@x.example") { id } }');
    expect(found.data).toEqual({ customerByEmail: null });
    expect(problems).toEqual([]);
  });

  test("is let in after that time", async () => {
    await drain("ada");
    const refused = await caller(server(), "ada")(upsert("patient@x.example"));
    now += Number(refused.headers.get("retry-after")) * 1_000;
    expect((await caller(server(), "ada")(upsert("patient@x.example"))).data).toEqual({
      upsertCustomer: { outcome: "CREATED" },
    });
  });

  test("leaves others of the workspace alone, and other workspaces", async () => {
    await drain("ada");
    for (const token of ["admin", "elsewhere"])
      expect((await caller(server(), token)("{ viewer { actor { id } } }")).status).toBe(200);
  });
});

test("an answer says what is left, beside what it cost", async () => {
  const answer = await caller(server(), "admin")("{ workspace { name } }");
  const cost = answer.extensions["cost"] as number;
  expect(cost).toBeGreaterThan(0);
  expect(answer.extensions).toEqual({ cost, rateLimit: { limit: 1_000, remaining: 1_000 - cost, resetsInSeconds: 1 } });
});

test("nothing is taken without a credential, for what is free, and for what is refused before it runs", async () => {
  const asked: number[] = [];
  const counting = t.serve({
    admit: async (_, cost) => {
      asked.push(cost);
      return { admitted: true, level: null };
    },
  });
  await caller(counting, null)("{ __typename }");
  await caller(counting, null)(LIST);
  await caller(counting, "ada")("{ __typename }");
  await caller(counting, "ada")("{ noSuchField }");
  expect(asked).toEqual([]);
  expect((await caller(counting, "ada")("{ workspace { name } }")).extensions).toEqual({ cost: asked[0] });
});

test("the budgets are the workspace's to set, and within bounds", async () => {
  const ask = caller(t.server, "admin");
  const query = `mutation ($n: Int) { changeWorkspaceSettings(input: { rateLimit: { perCaller: $n } }) {
    workspace { settings { rateLimit { perCaller perWorkspace } } } errors { path } } }`;
  expect((await ask(query, { n: 2_000 })).data.changeWorkspaceSettings).toEqual({
    workspace: { settings: { rateLimit: { perCaller: 2_000, perWorkspace: 2_500 } } },
    errors: [],
  });
  for (const n of [999, 100_000_001])
    expect((await ask(query, { n })).data.changeWorkspaceSettings.errors).toEqual([
      { path: ["rateLimit", "perCaller"] },
    ]);
});
