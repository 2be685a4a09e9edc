import { connect, type Desk } from "@switchboard/core/desk";
import { faulty, Lost } from "@switchboard/core/testing";
import * as Workspace from "@switchboard/core/workspace";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create, type FirstStartAnswer, type FirstStartEvent } from "../src/first-start.ts";
import { api, bearing, CLAIM, UNWIRED } from "./calls.ts";
import { emptyDesk, type TestDesk } from "./desk.ts";
import { identity } from "./identity.ts";

let here: TestDesk;
beforeEach(async () => {
  here = await emptyDesk();
});
afterEach(() => here[Symbol.asyncDispose]());

const ADDRESS = "support@acme.example";
const EVENT: FirstStartEvent = { name: "Acme", address: ADDRESS, deploy: "d1" };

const start = (event: Partial<FirstStartEvent> = {}, desk: Desk = here.desk): Promise<FirstStartAnswer> =>
  create({ desk, ...UNWIRED })({ ...EVENT, ...event });
const system = () => here.desk.as({ kind: "system", workspaceId: "main", name: "test" });
const addresses = async () => (await Workspace.config(system())).addresses;
const claim = (code: string, input: object = {}) =>
  api(here)(bearing(code), CLAIM, { name: "Grace", email: "grace@acme.example", ...input });

describe("the first start of a deploy", () => {
  test("makes the workspace, its address and a code that claims it; once claimed, it says so", async () => {
    const answer = await start();
    expect(answer).toEqual({ workspaceId: "main", address: ADDRESS, claim: expect.stringMatching(/^swb_claim_/) });
    expect(await Workspace.get(system())).toMatchObject({ name: "Acme" });
    expect(await addresses()).toEqual([{ address: ADDRESS, name: "Acme" }]);
    expect(await Workspace.workspaces(here.desk.table)).toEqual(["main"]);
    const { data } = await claim(answer.claim);
    expect(data.claimDesk).toMatchObject({ errors: [], agent: { roles: ["ADMIN"] } });
    expect(await start({ deploy: "d2" })).toEqual({ workspaceId: "main", address: ADDRESS, claim: "claimed" });
  });

  test("again gives a new code and kills the one before", async () => {
    const [first, second] = [await start(), await start()];
    expect((await claim(first.claim)).codes).toEqual(["UNAUTHENTICATED"]);
    expect((await claim(second.claim)).codes).toEqual([]);
  });

  test("works without mail and for a workspace of another id", async () => {
    expect(await start({ address: null, workspace: "emea" })).toMatchObject({ workspaceId: "emea", address: null });
    expect(await Workspace.workspaces(here.desk.table)).toEqual(["emea"]);
  });

  test("adds another address when the setting changed, and never what an admin removed since", async () => {
    await start();
    await Workspace.removeAddress(system(), { address: ADDRESS });
    expect(await start()).toMatchObject({ address: null });
    expect(await addresses()).toEqual([]);
    expect(await start({ address: "Help@Acme.example" })).toMatchObject({ address: "Help@acme.example" });
    expect(await start({ address: "help@acme.example" })).toMatchObject({ address: "help@acme.example" });
    expect((await addresses()).map(({ address }) => address)).toEqual(["Help@acme.example"]);
  });

  test("leaves the name alone that an admin gave to the address", async () => {
    await start({ address: null });
    await Workspace.addAddress(system(), { address: ADDRESS, name: "The kind people" });
    expect(await start()).toMatchObject({ address: ADDRESS });
    expect(await addresses()).toEqual([{ address: ADDRESS, name: "The kind people" }]);
    await Workspace.removeAddress(system(), { address: ADDRESS });
    expect(await start()).toMatchObject({ address: null });
  });

  test("goes on when another workspace holds the address", async () => {
    await start({ workspace: "other" });
    expect(await start()).toMatchObject({ address: null, claim: expect.stringMatching(/^swb_claim_/) });
  });

  test("many at once make one desk, and one of the codes works", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => start()));
    const outcomes = await Promise.all(answers.map(({ claim: code }) => claim(code)));
    expect(outcomes.filter(({ codes }) => codes.length === 0)).toHaveLength(1);
    expect(await addresses()).toHaveLength(1);
  });

  test("waits for AWS to believe a role that was made a moment ago", async () => {
    let denials = 3;
    const waits: number[] = [];
    const denied = () => Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
    const table = {
      ...here.desk.table,
      get: (...asked: Parameters<Desk["table"]["get"]>) =>
        denials-- > 0 ? Promise.reject(denied()) : here.desk.table.get(...asked),
    };
    const clock = { ...here.clock, sleep: async (ms: number) => void waits.push(ms) };
    const { claim: code } = await start({}, connect({ table, clock }));
    expect(code).toMatch(/^swb_claim_/);
    expect(waits).toEqual([3_000, 3_000, 3_000]);
  });

  test.each([
    ["a name", { name: " " }],
    ["an address", { address: "nobody" }],
    ["the deploy", { deploy: "" }],
  ])("refuses an event without %s, before anything is written", async (_, wrong) => {
    await expect(start(wrong)).rejects.toThrow();
    expect(await here.everyRow()).toEqual([]);
  });
});

test.each(["before", "after"] as const)("a crash %s any call leaves what the next start makes whole", async (when) => {
  for (let at = 1, reached = true; reached; at++) {
    await using fresh = await emptyDesk();
    reached = false;
    const table = faulty(fresh.desk.table, ({ number }) => {
      reached ||= number >= at;
      if (number < at) return undefined;
      return number === at ? when : "before";
    });
    const crashed = await start({}, connect({ table, clock: fresh.clock })).catch((e: unknown) => e);
    if (reached) expect(crashed instanceof Lost || (crashed as Error).name === "ConflictError", `${at}`).toBe(true);
    const answer = await start({}, fresh.desk);
    const claimed = await api(fresh)(bearing(answer.claim), CLAIM, { name: "G", email: "g@acme.example" });
    expect(claimed.data.claimDesk.errors, `${when} ${at}`).toEqual([]);
    expect(answer.address).toBe(ADDRESS);
  }
});

test("a fresh desk is made usable over the API alone: claimed, an issuer trusted, people added, keys rotated", async () => {
  const call = api(here);
  const first = (await claim((await start({ address: null })).claim)).data.claimDesk.secret as string;
  const as = (key: string, field: string, input: object, fields = "__typename") => {
    const Name = field.charAt(0).toUpperCase() + field.slice(1);
    const query = `mutation ($input: ${Name}Input!) { ${field}(input: $input) { ${fields} errors { code path } } }`;
    return call(bearing(key), query, input).then(({ data, text }) => data?.[field] ?? text);
  };
  const issuer = { issuer: "https://id.acme.example", audience: "desk", jwksUrl: "http://127.0.0.1:9001/jwks" };
  expect((await as(first, "trustIssuer", issuer)).errors).toEqual([{ code: "VALIDATION", path: ["jwksUrl"] }]);
  const trusted = { ...issuer, jwksUrl: "https://id.acme.example/jwks" };
  const fields = "workspace { trustedIssuers { issuer audience jwksUrl } }";
  expect((await as(first, "trustIssuer", trusted, fields)).workspace.trustedIssuers).toEqual([trusted]);
  expect((await as(first, "addSupportAddress", { address: ADDRESS, name: "Acme" })).errors).toEqual([]);
  const bob = { name: "Bob", email: "bob@acme.example", roles: ["REPRESENTATIVE"] };
  expect((await as(first, "createAgent", bob)).errors).toEqual([]);

  const { secret } = await as(first, "mintKey", { name: "Second" }, "secret");
  const { data } = await call(bearing(secret), "{ keys { edges { node { id name revokedAt agent { name } } } } }");
  const [oldest] = data.keys.edges;
  expect(oldest.node).toMatchObject({ name: "First key", revokedAt: null, agent: { name: "Grace" } });
  const revoked = await as(secret, "revokeKey", { keyId: oldest.node.id }, "key { id revokedAt }");
  expect(revoked.key).toEqual({ id: oldest.node.id, revokedAt: "2026-11-02T09:00:00.000Z" });
  expect((await call(bearing(first), "{ viewer { __typename } }")).codes).toEqual(["UNAUTHENTICATED"]);
  expect((await call(bearing(secret), "{ viewer { actor { kind } } }")).data.viewer.actor.kind).toBe("AGENT");
});

test("the tokens of an issuer still work beside keys", async () => {
  await using id = await identity();
  const token = await id.token();
  expect(
    (await api(id)({ authorization: `Bearer ${token}` }, "{ viewer { actor { kind } } }")).data.viewer.actor,
  ).toEqual({
    kind: "AGENT",
  });
});
