import type { Issuer } from "@switchboard/core/workspace";
import { errors, type JWTVerifyGetKey } from "jose";
import { findIn, keySetIn, SecretShown, textOf } from "./keySet.ts";

const FETCH_EVERY_MS = 30_000;
const FRESH_MS = 10 * 60_000;
const TIMEOUT_MS = 5_000;

export interface KeySetOptions {
  /** Real time in ms that only goes forward: how often a set is fetched has nothing to do with the desk's clock. */
  readonly now?: () => number;
  readonly fetch?: typeof globalThis.fetch;
}

interface KeySet {
  find?: JWTVerifyGetKey | undefined;
  fetchedAt: number;
  triedAt: number;
  pending: Promise<void> | undefined;
}

/**
 * The public keys of issuers: those the configuration has, or those behind the URL that it names. Each of these is fetched at most once in 30 s, whatever
 * key ids callers make up, and what is known stays in use when its server does not answer.
 */
export function keySets({ now = () => performance.now(), fetch = globalThis.fetch }: KeySetOptions = {}) {
  const sets = new Map<string, KeySet>();
  const given = givenSets();

  function refresh(set: KeySet, url: string): Promise<void> {
    if (set.pending) return set.pending;
    if (now() - set.triedAt < FETCH_EVERY_MS) return Promise.resolve();
    set.triedAt = now();
    set.pending = load(fetch, url)
      .then((find) => {
        set.find = find;
        set.fetchedAt = now();
      })
      // An outage of the issuer is none of the desk: the keys it had still hold. But not those that anybody can read.
      .catch((error: unknown) => {
        if (error instanceof SecretShown) set.find = undefined;
      })
      .finally(() => {
        set.pending = undefined;
      });
    return set.pending;
  }

  function keysAt(url: string): JWTVerifyGetKey {
    const set = sets.get(url) ?? { fetchedAt: -Infinity, triedAt: -Infinity, pending: undefined };
    sets.set(url, set);
    return async (header, token) => {
      if (!set.find || now() - set.fetchedAt > FRESH_MS) await refresh(set, url);
      try {
        return await found(set, header, token);
      } catch (e) {
        if (!(e instanceof errors.JWKSNoMatchingKey)) throw e;
        // The issuer may have begun to use a new key.
        await refresh(set, url);
        return found(set, header, token);
      }
    };
  }

  return ({ issuer, keys, jwksUrl }: Pick<Issuer, "issuer" | "keys" | "jwksUrl">): JWTVerifyGetKey =>
    keys ? given(issuer, keys) : keysAt(jwksUrl);
}

/** Keys that the configuration has. Made anew only when they changed: reading a key is dearer than comparing its text. */
function givenSets() {
  const sets = new Map<string, { readonly text: string; readonly find: JWTVerifyGetKey }>();
  return (issuer: string, keys: readonly object[]): JWTVerifyGetKey => {
    const text = JSON.stringify(keys);
    const known = sets.get(issuer);
    if (known?.text === text) return known.find;
    const find = findIn(keys);
    sets.set(issuer, { text, find });
    return find;
  };
}

const found = (set: KeySet, ...asked: Parameters<JWTVerifyGetKey>) => {
  if (!set.find) throw new Error("the issuer's keys could not be fetched");
  return set.find(...asked);
};

async function load(fetch: typeof globalThis.fetch, url: string): Promise<JWTVerifyGetKey> {
  assertSafe(new URL(url));
  const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the key set answered ${answer.status}`);
  return keySetIn(await textOf(answer));
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Keys that came over an open line prove nothing; the machine itself is no line. */
function assertSafe({ protocol, hostname }: URL): void {
  const safe = protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
  if (!safe) throw new Error("a key set is fetched over https only");
}
