import type { Ctx } from "@switchboard/core";
import { find, hashIn, hashOf, isHash, type Operation } from "@switchboard/core/operation";
import type { GraphQLError } from "graphql";
import type { GraphQLParams } from "graphql-yoga";
import { refuse } from "../guard/limits.ts";
import { topError, unauthenticated } from "../refusal.ts";

/** What is asked for, with the text of the document in place of its name. */
export type Resolve = (ctx: Ctx | undefined, params: GraphQLParams) => Promise<GraphQLParams>;

/** Two ways to name a document: ours, and the one of Apollo's clients, which match on the words of the refusal. */
interface Named {
  readonly hash: string;
  readonly unknown: string;
}

const UNKNOWN =
  "No operation of this desk has this documentId. Register it with registerOperation, or send its text as `query`.";
const FOR_APOLLO = "PersistedQueryNotFound";

/**
 * Resolves what requests name in place of sending it, and holds visitors to what was registered for them. Nothing is
 * ever registered by asking for it.
 *
 * @throws BAD_USER_INPUT for names that are none and for unknown ones, FORBIDDEN to visitors, UNAUTHENTICATED
 */
export function persistedOperations(lookUp = remembered(find)): Resolve {
  return async (ctx, params) => {
    const { documentId, ...rest } = params as GraphQLParams & { readonly documentId?: unknown };
    const named = namedIn(documentId, rest);
    if (named && rest.query !== undefined && hashOf(String(rest.query)) !== named.hash)
      throw malformed("The sha256Hash is not the hash of the query that came with it.");
    if (!ctx) return anonymous(rest, named);
    if (isVisitor(ctx)) return { ...rest, query: await forVisitors(ctx, rest, { named, lookUp }) };
    if (!named || rest.query !== undefined) return rest;
    const found = await lookUp(ctx, named.hash);
    if (!found) throw malformed(named.unknown);
    return { ...rest, query: found.document };
  };
}

const malformed = (message: string): GraphQLError => refuse("BAD_USER_INPUT", message);

/** Without a credential there is no workspace whose operations could be meant. */
function anonymous(params: GraphQLParams, named: Named | null): GraphQLParams {
  if (named && params.query === undefined) throw unauthenticated();
  return params;
}

/** Somebody from outside without an account, who was let in under a name of their own. */
const isVisitor = ({ actor }: Ctx): boolean => actor.kind === "visitor";

const FORBIDDEN = 403;

interface Asked {
  readonly named: Named | null;
  readonly lookUp: Lookup;
}

/** The one answer for what is unknown and for what is not theirs: nothing in it tells which. */
async function forVisitors(ctx: Ctx, { query }: GraphQLParams, { named, lookUp }: Asked): Promise<string> {
  const hash = named?.hash ?? (typeof query === "string" ? hashOf(query) : null);
  const found = hash === null ? null : await lookUp(ctx, hash);
  if (found?.anonymous) return found.document;
  throw topError(
    "FORBIDDEN",
    "Visitors run registered operations alone. Have an admin register this one with `anonymous: true`, and send its documentId or exactly its text.",
    { status: FORBIDDEN },
  );
}

function namedIn(documentId: unknown, params: GraphQLParams): Named | null {
  const ofApollo = apolloIn(params.extensions?.["persistedQuery"]);
  if (documentId === undefined || documentId === null) return ofApollo;
  if (ofApollo || params.query !== undefined)
    throw malformed("Send one of `documentId`, `query` and `extensions.persistedQuery`.");
  const hash = typeof documentId === "string" ? hashIn(documentId) : null;
  if (hash === null) throw malformed("A documentId is `sha256:` and 64 lower-case hexadecimal digits.");
  return { hash, unknown: UNKNOWN };
}

function apolloIn(persistedQuery: unknown): Named | null {
  if (persistedQuery === undefined || persistedQuery === null) return null;
  const { version, sha256Hash } = persistedQuery as { readonly version?: unknown; readonly sha256Hash?: unknown };
  if (version !== 1 || typeof sha256Hash !== "string" || !isHash(sha256Hash))
    throw malformed("`persistedQuery` is { version: 1, sha256Hash } with 64 lower-case hexadecimal digits.");
  return { hash: sha256Hash, unknown: FOR_APOLLO };
}

/** Finds an operation of the caller's workspace by its hash. */
export type Lookup = (ctx: Ctx, hash: string) => Promise<Operation | null>;

const ENTRIES = 1_000;
const LATE_MS = 30_000;

/**
 * Remembers operations that were found for half a minute, by the time that passes and not by the desk's clock. What
 * was not found is asked for again: it may have been registered just now.
 */
export function remembered(lookUp: Lookup, now: () => number = () => performance.now()): Lookup {
  const known = new Map<string, { readonly found: Operation; readonly until: number }>();
  return async (ctx, hash) => {
    const key = `${ctx.workspaceId}:${hash}`;
    const entry = known.get(key);
    if (entry && now() < entry.until) return entry.found;
    known.delete(key);
    const found = await lookUp(ctx, hash);
    if (!found) return null;
    known.set(key, { found, until: now() + LATE_MS });
    const [oldest] = known.keys();
    if (known.size > ENTRIES && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
