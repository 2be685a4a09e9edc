import type { Agent } from "../agent/index.ts";
import { accepting, agent } from "../agent/index.ts";
import {
  alreadyExists,
  authorize,
  type Ctx,
  forbidden,
  type Loaded,
  parse,
  unauthenticated,
  versioned,
} from "../kernel/index.ts";
import { execute, load, type Plan } from "../table/index.ts";
import { type FirstKey, firstKey, keyAgain } from "./first.ts";
import { type KeyText, kindOf } from "./format.ts";
import { useInvitation } from "./invitation.ts";
import { type Accepted, AcceptInput, type Invitation } from "./schema.ts";
import { find, holdKey, keyById } from "./store.ts";

const permission = "agent:accept" as const;

/**
 * Accepts an invitation: the agent is on the desk from then on. Whoever comes with the code (it is the
 * `request.credential`) gets their first key in the same commit; whoever is signed in by a token as the invited agent
 * needs none. Once more changes nothing.
 *
 * With a code, the same call again with the same `idempotencyKey` gives the same key for 24 hours: take one that nobody
 * can guess. Without one, an answer that is lost is lost: then sign in by a token.
 *
 * @throws UNAUTHENTICATED for a code that is dead, ALREADY_EXISTS for one that was used, VALIDATION once it has expired, FORBIDDEN
 * @example
 * const actor = await Key.actorOf(desk, code);
 * const { secret } = await Key.acceptInvitation(desk.as(actor, { credential: code }), { idempotencyKey: randomUUID() });
 */
export async function acceptInvitation(ctx: Ctx, raw: AcceptInput = {}): Promise<Accepted> {
  const input = parse(AcceptInput, raw);
  await authorize(ctx, permission);
  const { credential } = ctx.request;
  if (credential !== undefined && kindOf(credential) === "invite") {
    return byCode(ctx, credential as KeyText<"invite">, input);
  }
  return signedIn(ctx, input);
}

async function signedIn(ctx: Ctx, input: AcceptInput): Promise<Accepted> {
  const { actor } = ctx;
  if (actor.kind !== "agent") throw forbidden(permission);
  let already: Loaded<Agent> | null = null;
  const executed = await execute(ctx, { name: "key.acceptInvitation", input }, async (): Promise<Plan> => {
    const before = await theirs(ctx, actor.agentId);
    const { events, records } = await accepting(ctx, before.state, "TOKEN");
    already = events.length === 0 ? before : null;
    return { changes: [{ agg: agent, id: actor.agentId, before, drafts: events }], records };
  });
  const after = already ?? (executed.replayed ? null : (executed.committed[0]?.after as Loaded<Agent> | undefined));
  return { agent: versioned(after ?? (await theirs(ctx, actor.agentId))), key: null, secret: null };
}

async function theirs(ctx: Ctx, agentId: string): Promise<Loaded<Agent>> {
  const found = await load(ctx, agent, agentId);
  if (!found) throw forbidden(permission);
  return found;
}

async function byCode(bearer: Ctx, code: KeyText<"invite">, input: AcceptInput): Promise<Accepted> {
  const { agentId, id } = await liveInvitation(bearer, code);
  const { actor, workspaceId } = bearer;
  const isBearer = actor.kind === "agent" ? actor.agentId === agentId : actor.kind === "app" && actor.appId === id;
  if (!isBearer) throw forbidden(permission);
  // Before its use and behind it the code stands for the same person: so does the key of their call.
  const ctx: Ctx = { ...bearer, actor: { kind: "agent", workspaceId, agentId } };
  const word = input.idempotencyKey ?? ctx.request.idempotencyKey;
  const made = firstKey(ctx, { code, agentId, word });
  const executed = await execute(ctx, { name: "key.acceptInvitation", input }, async () => {
    if ((await liveInvitation(ctx, code)).used) throw accepted();
    return letting(ctx, made);
  });
  if (executed.replayed) return again(ctx, code, word ?? "");
  return { agent: versioned(executed.committed[0]?.after as Loaded<Agent>), key: made.key, secret: made.secret };
}

const accepted = () => alreadyExists("This invitation was accepted already: use the key that came with it.");

async function liveInvitation(ctx: Ctx, code: string): Promise<Invitation> {
  const found = await find(ctx.table, code);
  const live = found?.kind === "invite" && found.invitation.workspaceId === ctx.workspaceId ? found.invitation : null;
  if (!live || ctx.clock.now() >= live.expiresAt) throw unauthenticated();
  return live;
}

async function letting(ctx: Ctx, { code, salt, key, secret }: FirstKey<"invite">): Promise<Plan> {
  const before = await theirs(ctx, key.agentId);
  // They may have accepted signed in by a token meanwhile: then there is nothing left for the code to do.
  if (before.state.status !== "INVITED") throw unauthenticated();
  const { events, records } = await accepting(ctx, before.state, "CODE");
  const drafts = [...events, { type: "agent.key_minted", payload: { keyId: key.id } }];
  return {
    changes: [{ agg: agent, id: key.agentId, before, drafts }],
    records: [
      ...records,
      ...useInvitation(ctx, code, { agentId: key.agentId, keyId: key.id, salt }),
      ...holdKey(ctx, key, secret),
    ],
  };
}

/** The answer to the same call once more: the key follows from the code and the caller's word. */
async function again(ctx: Ctx, code: KeyText<"invite">, word: string): Promise<Accepted> {
  const { used, agentId } = await liveInvitation(ctx, code);
  const found = used && (await keyById(ctx, used.keyId));
  const key = found?.key;
  if (!used || !key || key.agentId === null) throw accepted();
  return {
    agent: versioned(await theirs(ctx, agentId)),
    key,
    secret: keyAgain(code, used.salt, word),
  };
}
