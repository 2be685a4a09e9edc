import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticator } from "./authenticator.ts";
import { jsonServer } from "./desk.ts";
import { HOUR, type Identity, identity, type Made } from "./identity.ts";

let id: Identity;
beforeAll(async () => {
  id = await identity();
});
afterAll(() => id[Symbol.asyncDispose]());

describe("key sets", () => {
  test("made-up key ids fetch a set once in 30 s; a new key is found after that; an outage forgets nothing", async () => {
    let served: unknown = { keys: [id.rsa.jwk] };
    await using server = await jsonServer(() => served);
    const iss = "https://rotating.example";
    await id.trust(iss, server.url);
    let real = 0;
    const options = { table: id.desk.table, clock: id.clock, maxTokenAge: HOUR, now: () => real };
    const authenticate = authenticator(options);
    const early = { claims: { iss }, header: { alg: "RS256", kid: "k2" }, key: id.rsa.privateKey };
    const late = { claims: { iss } };
    const passes = async (made: Made) =>
      authenticate(`Bearer ${await id.token(made)}`).then(
        () => true,
        () => false,
      );

    expect(await passes(early)).toBe(true);
    served = { keys: [id.ours.jwk] };
    for (let i = 0; i < 20; i++) expect(await passes({ claims: { iss }, header: { kid: `made-up-${i}` } })).toBe(false);
    expect(await passes(late)).toBe(false);
    expect(server.asked()).toBe(1);
    real += 30_000;
    expect(await passes(late)).toBe(true);
    expect(server.asked()).toBe(2);
    served = undefined;
    real += 11 * 60_000;
    expect(await passes(late)).toBe(true);
    expect(await passes(late)).toBe(true);
    expect(server.asked()).toBe(3);
  });

  test("many at once fetch a set once", async () => {
    await using server = await jsonServer(() => ({ keys: [id.ours.jwk] }));
    await id.trust("https://busy.example", server.url);
    const authenticate = authenticator({ table: id.desk.table, clock: id.clock, maxTokenAge: HOUR });
    const header = `Bearer ${await id.token({ claims: { iss: "https://busy.example" } })}`;
    await Promise.all(Array.from({ length: 20 }, () => authenticate(header)));
    expect(server.asked()).toBe(1);
  });

  test.each(["http://keys.example/jwks", "ftp://127.0.0.1/jwks"])("%s is never fetched", async (jwksUrl) => {
    await id.trust("https://open-line.example", jwksUrl);
    let fetched = 0;
    const fetch = () => {
      fetched++;
      return Promise.reject(new Error("fetched"));
    };
    const authenticate = authenticator({ table: id.desk.table, clock: id.clock, maxTokenAge: HOUR, fetch });
    const made = await id.token({ claims: { iss: "https://open-line.example" } });
    await expect(authenticate(`Bearer ${made}`)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(fetched).toBe(0);
  });
});
