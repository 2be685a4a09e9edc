import type { Actor } from "@switchboard/core/kernel";
import { type AuthOptions, callers } from "../src/auth/index.ts";

/** Who makes a request, by its Authorization header, without what they showed. */
export function authenticator(options: AuthOptions) {
  const callerOf = callers(options);
  return async (authorization: string | null): Promise<Actor | null> => (await callerOf(authorization))?.actor ?? null;
}
