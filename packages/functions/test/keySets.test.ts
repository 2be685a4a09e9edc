import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as Workspace from "@switchboard/core/workspace";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticator } from "./authenticator.ts";
import { AUDIENCE, HOUR, type Identity, identity } from "./identity.ts";

let id: Identity;
beforeAll(async () => {
  id = await identity();
});
afterAll(() => id[Symbol.asyncDispose]());

const URL = "https://keys.acme.example/jwks";
const json = (value: unknown) => new Response(JSON.stringify(value));

/** Megabytes, as many as somebody reads, and of no length that is known before. */
function endless() {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent++;
      controller.enqueue(new Uint8Array(64 * 1024).fill(32));
    },
  });
  return { answer: new Response(body), sent: () => sent };
}

async function trusted() {
  const iss = "https://acme.example";
  await id.trust(iss, URL);
  let answer: () => Promise<Response> = async () => json({ keys: [id.ours.jwk] });
  let real = 0;
  const asked: (RequestInit | undefined)[] = [];
  const fetch = async (_: unknown, init?: RequestInit) => {
    asked.push(init);
    return answer();
  };
  const options = { table: id.desk.table, clock: id.clock, maxTokenAge: HOUR, now: () => real, fetch };
  const authenticate = authenticator(options as Parameters<typeof authenticator>[0]);
  return {
    asked,
    serve: (next: typeof answer) => {
      answer = next;
      real += 11 * 60_000;
    },
    enter: async () =>
      authenticate(`Bearer ${await id.token({ claims: { iss } })}`).then(
        () => "in",
        (e: { code: string }) => e.code,
      ),
  };
}

const privateJwk = async () => exportJWK((await generateKeyPair("EdDSA", { extractable: true })).privateKey);

const BROKEN: Readonly<Record<string, () => Promise<Response>>> = {
  "that is down": () => Promise.reject(new TypeError("fetch failed")),
  "that answers 503": async () => new Response("", { status: 503 }),
  "that is not JSON": async () => new Response("<html>"),
  "that is empty": async () => new Response(null),
  "that is a list": async () => json([id.ours.jwk]),
  "whose keys are no list": async () => json({ keys: { k1: id.ours.jwk } }),
  "whose keys are words": async () => json({ keys: ["k1"] }),
  "with 10,000 keys": async () => json({ keys: Array.from({ length: 10_000 }, () => ({ kty: "RSA" })) }),
  "with a hundred thousand small ones": async () =>
    new Response(`{"keys":[${'{"kty":"RSA","n":"AAAA","e":"AQAB"},'.repeat(10_000)}{}]}`),
  "that is endless": async () => endless().answer,
};

const SHOWN: Readonly<Record<string, () => Promise<Response>>> = {
  "a private key": async () => json({ keys: [id.ours.jwk, { ...(await privateJwk()), kid: "k7" }] }),
  "a symmetric key": async () => json({ keys: [id.ours.jwk, { kty: "oct", k: "AAAA", kid: "k7" }] }),
};

describe("a key set", () => {
  test.each(Object.entries(SHOWN))(
    "that shows %s: nobody gets in by it, nor by what was known of it, until it is as it should be",
    async (_, answer) => {
      const issuer = await trusted();
      expect(await issuer.enter()).toBe("in");
      issuer.serve(answer);
      expect(await issuer.enter()).toBe("UNAUTHENTICATED");
      issuer.serve(async () => json({ keys: [id.ours.jwk] }));
      expect(await issuer.enter()).toBe("in");
    },
  );

  test.each(Object.entries(BROKEN))(
    "%s: nobody gets in by it, and the keys that were known still hold",
    async (_, answer) => {
      const late = await trusted();
      late.serve(answer);
      expect(await late.enter()).toBe("UNAUTHENTICATED");
      const early = await trusted();
      expect(await early.enter()).toBe("in");
      early.serve(answer);
      expect(await early.enter()).toBe("in");
      expect(early.asked).toHaveLength(2);
    },
  );

  test("that is endless is read to 256 KB and no further", async () => {
    const { answer, sent } = endless();
    const issuer = await trusted();
    issuer.serve(async () => answer);
    expect(await issuer.enter()).toBe("UNAUTHENTICATED");
    expect(sent()).toBeLessThanOrEqual(6);
  });

  test("is asked for without following where it is said to have moved, and not for long", async () => {
    const issuer = await trusted();
    await issuer.enter();
    expect(issuer.asked[0]).toMatchObject({ redirect: "error", signal: expect.any(AbortSignal) });
  });

  test("whose server stops in the middle of it is not waited for", async () => {
    const server = createServer((_, response) => void response.writeHead(200).write('{"keys":['));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const iss = "https://acme.example";
    await id.trust(iss, `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);
    const authenticate = authenticator({ table: id.desk.table, clock: id.clock, maxTokenAge: HOUR });
    await expect(authenticate(`Bearer ${await id.token({ claims: { iss } })}`)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    server.closeAllConnections();
    server.close();
  }, 20_000);

  test("may have keys of sorts that the desk does not use, beside those it does", async () => {
    const issuer = await trusted();
    const odd = { kty: "AKP", kid: "k1", alg: "ML-DSA-44", pub: "AAAA" };
    issuer.serve(async () => json({ keys: [odd, { kty: "RSA", kid: "k1", n: "AAAA", e: "AQAB" }, id.ours.jwk] }));
    expect(await issuer.enter()).toBe("in");
  });
});

describe("keys that the configuration has", () => {
  const system = () => id.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const iss = "https://given.example";
  const enter = async (authenticate: ReturnType<typeof authenticator>, rsa = false) => {
    const signer = rsa ? { header: { alg: "RS256", kid: "k2" }, key: id.rsa.privateKey } : {};
    return authenticate(`Bearer ${await id.token({ claims: { iss }, ...signer })}`).then(
      () => "in",
      () => "out",
    );
  };

  test("change from one to the other over both, without a restart, and are gone with their issuer", async () => {
    const fetch = () => Promise.reject(new Error("nothing is to be fetched"));
    const authenticate = authenticator({ table: id.desk.table, clock: id.clock, maxTokenAge: HOUR, fetch });
    const trust = (...keys: object[]) =>
      Workspace.trustIssuer(system(), { issuer: iss, audience: AUDIENCE, keys: keys as never });
    const both = async () => [await enter(authenticate), await enter(authenticate, true)];
    await trust(id.ours.jwk);
    expect(await both()).toEqual(["in", "out"]);
    await trust(id.ours.jwk, id.rsa.jwk);
    expect(await both()).toEqual(["in", "in"]);
    await trust(id.rsa.jwk);
    expect(await both()).toEqual(["out", "in"]);
    await Workspace.distrustIssuer(system(), { issuer: iss });
    expect(await both()).toEqual(["out", "out"]);
  });
});
