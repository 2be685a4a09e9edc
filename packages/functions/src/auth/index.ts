import { connect, type Desk } from "@switchboard/core/desk";
import { type Actor, type Clock, unauthenticated } from "@switchboard/core/kernel";
import { bearerOf } from "@switchboard/core/key";
import type { TablePort } from "@switchboard/core/port";
import { issuerOf } from "@switchboard/core/workspace";
import { keyIn } from "./header.ts";
import { type KeySetOptions, keySets } from "./keys.ts";
import { resolver } from "./resolve.ts";
import { type Unverified, unverified } from "./token.ts";
import { verify } from "./verify.ts";

export interface AuthOptions extends KeySetOptions {
  readonly table: TablePort;
  /** What tokens are measured by: the desk's clock. */
  readonly clock: Clock;
  /** How old a token may be, seconds. */
  readonly maxTokenAge: number;
  /** The desk where customers are looked up, and made; one over the same table when absent. */
  readonly desk?: Pick<Desk, "as">;
}

/** Who makes a request, and what they showed: the id of their key, or the issuer of their token. */
export interface Caller {
  readonly actor: Actor;
  readonly credential: string;
}

/**
 * Who makes a request, by its Authorization header: null without one. It bears a key of the desk's own, or a
 * token of an identity provider or of one of the company's own systems.
 *
 * A token's issuer is looked up by name among those that workspaces trust, and it is that row which says where its
 * keys are, what audience it must name, whom it may speak for and in which workspace: nothing in a token ever does.
 *
 * @throws UNAUTHENTICATED, one and the same whatever is wrong with the key or token
 */
export function callers({ table, clock, maxTokenAge, desk, ...options }: AuthOptions) {
  const keysOf = keySets(options);
  const resolve = resolver(desk ?? connect({ table, clock }), clock);

  return async (authorization: string | null): Promise<Caller | null> => {
    if (authorization === null) return null;
    const key = keyIn(authorization);
    if (key !== null) {
      const { actor, keyId } = accepted(await bearerOf({ table, clock }, key));
      return { actor, credential: keyId };
    }
    const presented = attempt(() => unverified(authorization));
    // Not caught: when the table does not answer, that says nothing about the token.
    const issuer = await issuerOf(table, presented.issuer);
    if (!issuer) throw unauthenticated(new Error("nobody trusts this issuer"));
    const measure = { now: clock.now(), maxTokenAge };
    const who = await verify(presented, issuer, keysOf(issuer), measure).catch((cause: unknown) => {
      throw unauthenticated(cause);
    });
    return { actor: accepted(await resolve(who, issuer.workspaceId)), credential: issuer.issuer };
  };
}

function attempt(read: () => Unverified): Unverified {
  try {
    return read();
  } catch (cause) {
    throw unauthenticated(cause);
  }
}

function accepted<T>(found: T | null): T {
  if (found === null) throw unauthenticated(new Error("nobody has this credential, or nobody any more"));
  return found;
}
