import { isActive, isInvited } from "../agent/index.ts";
import { scopesInForce } from "../app/index.ts";
import { type Actor, type Clock, MINUTE } from "../kernel/index.ts";
import type { TablePort } from "../port/index.ts";
import { kindOf } from "./format.ts";
import type { Claim, Invitation } from "./schema.ts";
import { find, noteUse, type Stored } from "./store.ts";

/** What a key is looked up with: it is presented before there is a context. */
export interface KeySource {
  readonly table: TablePort;
  readonly clock: Clock;
}

/** Whoever presents a key: who they are to the desk, and by which key. */
export interface Bearer {
  readonly actor: Actor;
  readonly keyId: string;
}

/**
 * Who the bearer of a key is; null for every key that is not, or no longer, accepted. A malformed one costs no
 * read. An agent's key dies with its revocation and rests while its agent is suspended, both at once.
 * An app's key opens what its app may do at this moment, and nothing while the app is disabled.
 *
 * The bearer of an invitation's code is the agent who was invited, until they have accepted.
 * The bearer of a claim code is an app whose one scope is to claim the desk, and which no role has.
 *
 * @example
 * const bearer = await Key.bearerOf(desk, text);
 * const ctx = bearer && desk.as(bearer.actor, { credential: text, via: { credential: bearer.keyId } });
 */
export async function bearerOf({ table, clock }: KeySource, text: string): Promise<Bearer | null> {
  if (kindOf(text) === null) return null;
  const found = await find(table, text);
  if (!found) return null;
  const now = clock.now();
  if (found.kind === "claim") return now < found.claim.expiresAt ? claimant(found.claim) : null;
  if (found.kind === "app") return appBearer({ table, clock }, text, found);
  if (found.kind === "invite") return now < found.invitation.expiresAt ? invited(table, found.invitation) : null;
  const { workspaceId, key } = found;
  if (key.revokedAt !== null || !(await isActive({ table, workspaceId }, key.agentId))) return null;
  await note(table, text, key.lastUsedAt, now);
  return { actor: { kind: "agent", workspaceId, agentId: key.agentId }, keyId: key.id };
}

/** The same without the key. */
export const actorOf = async (source: KeySource, text: string): Promise<Actor | null> =>
  (await bearerOf(source, text))?.actor ?? null;

const claimant = ({ id, workspaceId }: Claim): Bearer => ({
  actor: { kind: "app", workspaceId, appId: id, scopes: ["workspace:claim"] },
  keyId: id,
});

type AppsKey = Extract<Stored, { readonly kind: "app" }>;

async function appBearer(from: KeySource, text: string, { workspaceId, key }: AppsKey): Promise<Bearer | null> {
  const now = from.clock.now();
  if (key.revokedAt !== null || now >= (key.expiresAt ?? Infinity)) return null;
  const scopes = await scopesInForce({ table: from.table, workspaceId }, key.appId);
  if (scopes === null) return null;
  await note(from.table, text, key.lastUsedAt, now);
  return { actor: { kind: "app", workspaceId, appId: key.appId, scopes: [...scopes] }, keyId: key.id };
}

/**
 * The invited agent, while they are invited. Behind its use the bearer is nobody but whoever may have the same answer
 * again: the code is no key.
 */
async function invited(table: TablePort, { id, workspaceId, agentId, used }: Invitation): Promise<Bearer | null> {
  if (used) return { actor: { kind: "app", workspaceId, appId: id, scopes: ["agent:accept"] }, keyId: id };
  const isWaiting = await isInvited({ table, workspaceId }, agentId);
  return isWaiting ? { actor: { kind: "agent", workspaceId, agentId }, keyId: id } : null;
}

/** That a key was used is worth a note a minute, and not worth a request: one that cannot be made is left out. */
async function note(table: TablePort, text: string, last: number | null, now: number): Promise<void> {
  if (now - (last ?? 0) < MINUTE) return;
  try {
    await noteUse(table, text, now, MINUTE);
  } catch {
    // The next request notes it.
  }
}
