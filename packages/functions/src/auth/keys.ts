import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";

const FETCH_EVERY_MS = 30_000;
const FRESH_MS = 10 * 60_000;
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

export interface KeySetOptions {
  /** Real time in ms that only goes forward: how often a set is fetched has nothing to do with the desk's clock. */
  readonly now?: () => number;
  readonly fetch?: typeof globalThis.fetch;
}

interface KeySet {
  find?: JWTVerifyGetKey;
  fetchedAt: number;
  triedAt: number;
  pending: Promise<void> | undefined;
}

/**
 * The public keys behind URLs that the configuration names. Each is fetched at most once in 30 s, whatever
 * key ids callers make up, and what is known stays in use when its server does not answer.
 */
export function keySets({ now = () => performance.now(), fetch = globalThis.fetch }: KeySetOptions = {}) {
  const sets = new Map<string, KeySet>();

  function refresh(set: KeySet, url: string): Promise<void> {
    if (set.pending) return set.pending;
    if (now() - set.triedAt < FETCH_EVERY_MS) return Promise.resolve();
    set.triedAt = now();
    set.pending = load(fetch, url)
      .then((find) => {
        set.find = find;
        set.fetchedAt = now();
      })
      // An outage of the issuer is none of the desk: the keys it had still hold.
      .catch(() => undefined)
      .finally(() => {
        set.pending = undefined;
      });
    return set.pending;
  }

  return (url: string): JWTVerifyGetKey => {
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
  const text = await answer.text();
  if (text.length > MAX_BYTES) throw new Error("the key set is too large");
  return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Keys that came over an open line prove nothing; the machine itself is no line. */
function assertSafe({ protocol, hostname }: URL): void {
  const safe = protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
  if (!safe) throw new Error("a key set is fetched over https only");
}
