import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";
import { somebody } from "../support/role.ts";

useEngine();

const ISSUER = "https://idp.acme.example";
const pair = (type: string, options: object = {}) =>
  generateKeyPairSync(type as "ec", options as { namedCurve: string });
const publicOf = (type: string, options?: object) => ({
  ...pair(type, options).publicKey.export({ format: "jwk" }),
  kid: "k1",
});
const privateOf = (type: string, options?: object) => ({
  ...pair(type, options).privateKey.export({ format: "jwk" }),
  kid: "k1",
});
const ED = publicOf("ed25519");

describe("where an issuer's keys may be", () => {
  const REFUSED = [
    "http://keys.example/jwks",
    "ftp://keys.example/jwks",
    "https://user:secret@keys.example/jwks",
    "https://user@keys.example/jwks",
    "https://localhost/jwks",
    "https://localhost./jwks",
    "https://desk.localhost/jwks",
    "https://printer.local/jwks",
    "https://metadata.google.internal/jwks",
    "https://metadata.google.internal../jwks",
    "https://127.0.0.1../jwks",
    "https://intranet/jwks",
    "https://127.0.0.1/jwks",
    "https://127.1/jwks",
    "https://2130706433/jwks",
    "https://0x7f.0.0.1/jwks",
    "https://0177.0.0.1/jwks",
    "https://0.0.0.0/jwks",
    "https://10.1.2.3/jwks",
    "https://100.64.0.1/jwks",
    "https://169.254.169.254/latest/meta-data",
    "https://172.16.0.1/jwks",
    "https://172.31.255.255/jwks",
    "https://192.168.1.1/jwks",
    "https://224.0.0.1/jwks",
    "https://255.255.255.255/jwks",
    "https://[::1]/jwks",
    "https://[::]/jwks",
    "https://[::ffff:127.0.0.1]/jwks",
    "https://[::ffff:a9fe:a9fe]/jwks",
    "https://[fe80::1]/jwks",
    "https://[fc00::1]/jwks",
    "https://[fd00:ec2::254]/jwks",
    "https://[64:ff9b::7f00:1]/jwks",
    "https://[2002:7f00:1::]/jwks",
    "https://[2001:0:7f00:1::]/jwks",
    "https://[ff02::1]/jwks",
  ];
  test("no place that is inside, however it is spelt, and none over an open line", async () => {
    const f = await makeDesk();
    const trust = (jwksUrl: string) =>
      codeOf(Workspace.trustIssuer(f.admin, { issuer: ISSUER, audience: "desk", jwksUrl }));
    for (const jwksUrl of REFUSED) expect(`${jwksUrl} ${await trust(jwksUrl)}`).toBe(`${jwksUrl} VALIDATION`);
    for (const jwksUrl of [
      "https://acme.okta.com/oauth2/v1/keys",
      "https://8.8.8.8/jwks",
      "https://[2606:4700::1]/jwks",
    ])
      expect(`${jwksUrl} ${await trust(jwksUrl)}`).toBe(`${jwksUrl} done`);
  });
});

describe("which keys an issuer may be given", () => {
  const REFUSED: Readonly<Record<string, readonly object[]>> = {
    none: [],
    "a private one": [privateOf("ed25519")],
    "a private RSA one": [privateOf("rsa", { modulusLength: 2048 })],
    "a shared secret": [{ kty: "oct", k: "c2VjcmV0", kid: "k1" }],
    "one that is short": [publicOf("rsa", { modulusLength: 1024 })],
    "one of a curve of its own": [publicOf("ec", { namedCurve: "secp256k1" })],
    "one of a long curve": [publicOf("ec", { namedCurve: "P-521" })],
    "one to agree on secrets": [publicOf("x25519")],
    "one to encrypt": [{ ...ED, use: "enc" }],
    "one without a name": [{ ...ED, kid: undefined }],
    "two of one name": [ED, publicOf("ed25519")],
    "one that is none": [{ kty: "OKP", crv: "Ed25519", x: "AAAA", kid: "k1" }],
    "one of no sort": [{ kty: "RSA", kid: "k1" }],
    eleven: Array.from({ length: 11 }, (_, i) => ({ ...ED, kid: `k${i}` })),
  };
  test("public ones that are long enough, each by a name of its own, and no secret", async () => {
    const f = await makeDesk();
    const trust = (keys: readonly object[]) =>
      codeOf(Workspace.trustIssuer(f.admin, { issuer: ISSUER, audience: "desk", keys: keys as never }));
    for (const [name, keys] of Object.entries(REFUSED))
      expect(`${name}: ${await trust(keys)}`).toBe(`${name}: VALIDATION`);
    const good = [
      ED,
      { ...publicOf("rsa", { modulusLength: 2048 }), kid: "k2" },
      { ...publicOf("ec", { namedCurve: "P-256" }), kid: "k3", note: "left out" },
      { ...publicOf("ec", { namedCurve: "P-384" }), kid: "k4", use: "sig" },
    ];
    expect(await trust(good)).toBe("done");
    const { issuers } = await Workspace.config(f.admin);
    expect(issuers[0]?.keys?.map(({ kid }) => kid)).toEqual(["k1", "k2", "k3", "k4"]);
    expect(JSON.stringify(issuers)).not.toContain("left out");
  });
});

describe("an issuer", () => {
  const jwksUrl = "https://idp.acme.example/keys";
  const base = { issuer: ISSUER, audience: "desk" };

  test("is described as one thing: what does not go together is refused", async () => {
    const f = await makeDesk();
    const claims = { agent: { claim: "email", by: "EMAIL" } } as const;
    const wrong: readonly Workspace.TrustIssuerInput[] = [
      base,
      { ...base, jwksUrl, keys: [ED] as never },
      { ...base, jwksUrl, claims },
      { ...base, jwksUrl, claims, for: "CUSTOMERS" },
      { ...base, jwksUrl, for: "CUSTOMERS", types: ["JWT"] },
      { ...base, jwksUrl, for: "AGENTS", types: ["application/Customer+JWT"] },
      { ...base, jwksUrl, types: [] },
    ];
    for (const input of wrong) expect(await codeOf(Workspace.trustIssuer(f.admin, input))).toBe("VALIDATION");
    expect(await codeOf(Workspace.trustIssuer(f.admin, { ...base, jwksUrl, for: "AGENTS", claims }))).toBe("done");
  });

  test("of agents or apps is trusted by who may all that an admin may: its tokens come as anybody", async () => {
    const f = await makeDesk();
    const bo = await somebody(f, [
      { permission: "workspace:configure", scope: "all" },
      { permission: "workspace:read", scope: "all" },
    ]);
    for (const whom of ["AGENTS", "DECLARED"] as const)
      expect(await codeOf(Workspace.trustIssuer(bo, { ...base, keys: [ED] as never, for: whom }))).toBe("FORBIDDEN");
    expect(await codeOf(Workspace.trustIssuer(bo, { ...base, keys: [ED] as never }))).toBe("FORBIDDEN");
    expect(await codeOf(Workspace.trustIssuer(bo, { ...base, jwksUrl, for: "CUSTOMERS" }))).toBe("done");
    const { object } = await Agent.create(f.admin, { name: "Z", email: "z@northwind.example", roles: ["admin"] });
    const borrowed = await Access.impersonate(f.admin, object.id);
    expect(await codeOf(Workspace.trustIssuer(borrowed, { ...base, jwksUrl }))).toBe("FORBIDDEN");
  });

  test("that was written before there was more to say of one means what it did", async () => {
    const f = await makeDesk();
    await Workspace.trustIssuer(f.admin, { ...base, jwksUrl });
    const old = JSON.stringify({ ...base, jwksUrl });
    await f.table.write({ kind: "put", row: { pk: `platform#issuer#${ISSUER}`, sk: "R", _v: 1, ws: "main", s: old } });
    expect(await Workspace.issuerOf(f.table, ISSUER)).toEqual({
      ...base,
      jwksUrl,
      for: "DECLARED",
      types: ["at+jwt"],
      untyped: false,
      workspaceId: "main",
    });
  });

  test("of another workspace is nobody's to take, nor to take away", async () => {
    const f = await makeDesk();
    const other = await makeDesk("other", { table: f.table });
    await Workspace.trustIssuer(f.admin, { ...base, jwksUrl });
    expect(await codeOf(Workspace.trustIssuer(other.admin, { ...base, jwksUrl }))).toBe("ALREADY_EXISTS");
    expect(await codeOf(Workspace.distrustIssuer(other.admin, { issuer: ISSUER }))).toBe("VALIDATION");
    expect((await Workspace.issuerOf(f.table, ISSUER))?.workspaceId).toBe("main");
    await Workspace.distrustIssuer(f.admin, { issuer: ISSUER });
    expect(await Workspace.issuerOf(f.table, ISSUER)).toBeNull();
    expect(await codeOf(Workspace.trustIssuer(other.admin, { ...base, jwksUrl }))).toBe("done");
  });

  test("is one of at most twenty", async () => {
    const f = await makeDesk();
    const trust = (i: number) => codeOf(Workspace.trustIssuer(f.admin, { ...base, issuer: `${ISSUER}/${i}`, jwksUrl }));
    for (let i = 0; i < 20; i++) expect(await trust(i)).toBe("done");
    expect(await trust(20)).toBe("LIMIT");
  });
});
