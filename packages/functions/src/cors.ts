import type { ServerOptions } from "@switchboard/graphql";

/** Long enough that a page does not ask before every call, short enough that a change of the setting shows. */
const MAX_AGE_S = 600;

const RULES = {
  methods: ["POST", "GET", "OPTIONS"],
  allowedHeaders: ["authorization", "content-type", "x-act-as", "x-request-id"],
  exposedHeaders: ["retry-after", "x-request-id"],
  // Nothing here reads cookies: a page sends its token itself, or it is nobody.
  credentials: false,
  maxAge: MAX_AGE_S,
};

/** Lets pages of these origins in, each by its whole name. To all others no header says anything. */
export function corsFor(origins: readonly string[]): NonNullable<ServerOptions["cors"]> {
  const known = new Set(origins);
  return (request) => {
    const origin = request.headers.get("origin");
    return origin !== null && known.has(origin) ? { ...RULES, origin } : false;
  };
}

/** An origin as browsers send it: https, or this machine for those who build a page. No path, no pattern. */
export function isOrigin(text: string): boolean {
  if (!/^https:\/\/|^http:\/\/localhost(?::\d+)?$/.test(text) || text.includes("*")) return false;
  return URL.canParse(text) && new URL(text).origin === text;
}
