import * as Agent from "@switchboard/core/agent";
import * as App from "@switchboard/core/app";
import * as Key from "@switchboard/core/key";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api, bearing } from "./calls.ts";
import { type Issuers, issuers } from "./issuers.ts";

let id: Issuers;
beforeAll(async () => {
  id = await issuers();
});
afterAll(() => id[Symbol.asyncDispose]());

const AGENTS = "{ agents { edges { cursor } } }";
const VIEWER = "{ viewer { actor { kind id } permissions { permission } } }";

test("a suspended agent's token tells who they are, and half a minute later nothing is theirs; their key is out at once", async () => {
  const call = api(id);
  const token = bearing(await id.sign(id.sortOf("agents by e-mail")));
  const ada = id.desk.as({ kind: "agent", workspaceId: "main", agentId: id.ada.id });
  const { secret } = await Key.mint(ada, {});
  expect((await call(token, AGENTS)).codes).toEqual([]);
  expect((await call(bearing(secret ?? ""), AGENTS)).codes).toEqual([]);
  await Agent.create(id.system, { name: "Root", email: "root@acme.example", roles: ["admin"] });
  await Agent.suspend(id.system, { agentId: id.ada.id });
  expect((await call(bearing(secret ?? ""), AGENTS)).codes).toEqual(["UNAUTHENTICATED"]);
  id.clock.advance(30_000);
  expect((await call(token, AGENTS)).codes).toEqual(["FORBIDDEN"]);
  expect((await call(token, VIEWER)).data.viewer).toEqual({ actor: { kind: "AGENT", id: id.ada.id }, permissions: [] });
  await Agent.reinstate(id.system, { agentId: id.ada.id });
  id.clock.advance(30_000);
});

test("an app gets in with its key, may do what it may at that moment, and is out with its key or for as long as it is disabled", async () => {
  const call = api(id);
  const { object } = await App.create(id.system, { name: "Shop", scopes: ["agent:read"] });
  const { key, secret } = await Key.mintForApp(id.system, { appId: object.id });
  const bears = bearing(secret ?? "");
  expect((await call(bears, VIEWER)).data.viewer).toEqual({
    actor: { kind: "APP", id: object.id },
    permissions: [{ permission: "agent:read" }],
  });
  expect((await call(bears, AGENTS)).codes).toEqual([]);
  await App.changeScopes(id.system, { appId: object.id, scopes: ["ticket:read"] });
  expect((await call(bears, AGENTS)).codes).toEqual(["FORBIDDEN"]);
  await App.disable(id.system, { appId: object.id });
  const out = await call(bears, AGENTS);
  expect(out).toEqual(await call(bearing("nonsense"), AGENTS));
  await App.enable(id.system, { appId: object.id });
  await Key.revoke(id.system, { keyId: key.id });
  expect(await call(bears, AGENTS)).toEqual(out);
});

test("an admin connects a provider, makes an app and a key of it over the API, and reads all of it back", async () => {
  const call = api(id);
  const admin = bearing(await id.sign(id.sortOf("agents by id")));
  const run = async (name: string, fields: string, input: object) => {
    const Name = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${Name}) { ${name}(input: $input) { ${fields} errors { code path } } }`;
    return (await call(admin, query, input)).data[name];
  };
  const { use: _, ...jwk } = id.rsa.jwk;
  const provider = {
    issuer: "https://acme.okta.example",
    audience: "desk",
    keys: [jwk],
    for: "AGENTS",
    types: ["JWT"],
    untyped: true,
    agentClaim: { claim: "email", by: "EMAIL" },
    require: [{ claim: "hd", value: "acme.example" }],
  };
  const trusted = await run("trustIssuer", "workspace { id }", provider);
  expect(trusted.errors).toEqual([]);
  const read = `{ workspace { trustedIssuers { issuer audience jwksUrl keys for types untyped require { claim value }
    agentClaim { claim by trustEmail } } } }`;
  const issuersNow = (await call(admin, read)).data.workspace.trustedIssuers;
  expect(issuersNow.at(-1)).toEqual({
    ...provider,
    jwksUrl: null,
    agentClaim: { claim: "email", by: "EMAIL", trustEmail: false },
  });
  const inside = { issuer: "https://a.example", audience: "desk", jwksUrl: "https://169.254.169.254/keys" };
  expect((await run("trustIssuer", "workspace { id }", inside)).errors).toMatchObject([
    { code: "VALIDATION", path: ["jwksUrl"] },
  ]);
  expect((await run("distrustIssuer", "workspace { id }", { issuer: provider.issuer })).errors).toEqual([]);
  expect((await call(admin, read)).data.workspace.trustedIssuers).toHaveLength(issuersNow.length - 1);

  const { app } = await run("createApp", "app { id scopes }", { name: "Bot", scopes: ["ticket:read", "agent:read"] });
  expect(app.scopes).toEqual(["agent:read", "ticket:read"]);
  const minted = await run("mintAppKey", "secret key { id app { id } agent { id } expiresAt }", {
    appId: app.id,
    expiresAt: "2030-01-01T00:00:00.000Z",
  });
  expect(minted.key).toMatchObject({ app: { id: app.id }, agent: null, expiresAt: "2030-01-01T00:00:00.000Z" });
  expect((await call(bearing(minted.secret), AGENTS)).codes).toEqual([]);
  const all = (await call(admin, "{ apps { edges { node { name scopes keys { edges { node { id } } } } } } }")).data
    .apps;
  expect(all.edges.at(-1).node).toEqual({
    name: "Bot",
    scopes: ["agent:read", "ticket:read"],
    keys: { edges: [{ node: { id: minted.key.id } }] },
  });
  expect((await call(admin, `{ node(id: "${app.id}") { ... on App { name } } }`)).data.node).toEqual({ name: "Bot" });
  expect((await run("revokeKey", "key { revokedAt }", { keyId: minted.key.id })).errors).toEqual([]);
  expect((await call(bearing(minted.secret), AGENTS)).codes).toEqual(["UNAUTHENTICATED"]);
});
