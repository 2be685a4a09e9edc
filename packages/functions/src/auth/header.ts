const KEY = /^Bearer +(swb_\S*)$/i;

/** A request that an edge signed with its own credential, in the place where the caller's had been. */
const SIGNED = "AWS4-HMAC-SHA256 ";

/**
 * The credential of a request. Behind CloudFront with origin access control the edge signs what it passes on and
 * overwrites `authorization`, so what the caller had sent there comes in `x-forwarded-authorization`.
 */
export function authorizationOf(headers: Headers): string | null {
  const own = headers.get("authorization");
  return own === null || own.startsWith(SIGNED) ? headers.get("x-forwarded-authorization") : own;
}

/** The key of the desk's own that a credential bears, well-formed or not; null when it is something else. */
export const keyIn = (authorization: string | null): string | null => KEY.exec(authorization ?? "")?.[1] ?? null;

/** Where a request came from, as whoever took it off the line saw it: `overHttp` alone sets it. */
export const ADDRESS = "x-switchboard-address";
