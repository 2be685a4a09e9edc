import { isActive, isInvited } from "../agent/index.ts";
import { type Actor, type Clock, MINUTE } from "../kernel/index.ts";
import type { TablePort } from "../port/index.ts";
import { kindOf } from "./format.ts";
import type { Claim, Invitation } from "./schema.ts";
import { find, noteUse } from "./store.ts";

/** What a key is looked up with: it is presented before there is a context. */
export interface KeySource {
  readonly table: TablePort;
  readonly clock: Clock;
}

/**
 * Who the bearer of a key is; null for every key that is not, or no longer, accepted. A malformed one costs no
 * read. An agent's key dies with its revocation and rests while its agent is suspended, both at once.
 *
 * The bearer of an invitation's code is the agent who was invited, until they have accepted.
 * The bearer of a claim code is an app whose one scope is to claim the desk, and which no role has.
 *
 * @example
 * const actor = await Key.actorOf(desk, text);
 * const ctx = actor && desk.as(actor, { credential: text });
 */
export async function actorOf({ table, clock }: KeySource, text: string): Promise<Actor | null> {
  if (kindOf(text) === null) return null;
  const found = await find(table, text);
  if (!found) return null;
  const now = clock.now();
  if (found.kind === "claim") return now < found.claim.expiresAt ? claimant(found.claim) : null;
  if (found.kind === "invite") return now < found.invitation.expiresAt ? invited(table, found.invitation) : null;
  const { workspaceId, key } = found;
  if (key.revokedAt !== null || !(await isActive({ table, workspaceId }, key.agentId))) return null;
  if (now - (key.lastUsedAt ?? 0) >= MINUTE) await note(table, text, now);
  return { kind: "agent", workspaceId, agentId: key.agentId };
}

const claimant = ({ id, workspaceId }: Claim): Actor => ({
  kind: "app",
  workspaceId,
  appId: id,
  scopes: ["workspace:claim"],
});

/**
 * The invited agent, while they are invited. Behind its use the bearer is nobody but whoever may have the same answer
 * again: the code is no key.
 */
async function invited(table: TablePort, { id, workspaceId, agentId, used }: Invitation): Promise<Actor | null> {
  if (used) return { kind: "app", workspaceId, appId: id, scopes: ["agent:accept"] };
  return (await isInvited({ table, workspaceId }, agentId)) ? { kind: "agent", workspaceId, agentId } : null;
}

/** That a key was used is worth a note, and not worth a request: one that cannot be made is left out. */
async function note(table: TablePort, text: string, now: number): Promise<void> {
  try {
    await noteUse(table, text, now, MINUTE);
  } catch {
    // The next request notes it.
  }
}
