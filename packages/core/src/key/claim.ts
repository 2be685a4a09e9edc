import { type Agent, agent, joining } from "../agent/index.ts";
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
import { freshKey, hashOf, type KeyText, kindOf } from "./format.ts";
import { type Claim, ClaimDeskInput, type Claimed } from "./schema.ts";
import { claimState, endClaim, find, holdKey, keyById, putClaim } from "./store.ts";

/**
 * Makes the code that claims this desk, good for 24 hours and once; a code made before and not used is dead from
 * then on. The platform's own: each deploy asks for one.
 *
 * @returns the code, shown this once, or `"claimed"` when the desk has been claimed
 * @throws FORBIDDEN for everybody but the system
 * @example const code = await Key.issueClaim(desk.as({ kind: "system", workspaceId: "main", name: "first-start" }));
 */
export async function issueClaim(ctx: Ctx): Promise<KeyText<"claim"> | "claimed"> {
  await authorize(ctx, "workspace:issue_claim");
  // A token may carry any scope its issuer writes into it; this one is no token's to have.
  if (ctx.actor.kind !== "system") throw forbidden("workspace:issue_claim");
  // Without the caller's idempotency key: a code is not stored, so a replay would have nothing to answer.
  const own: Ctx = { ...ctx, request: { origin: ctx.request.origin } };
  const fresh = { id: ctx.ids.next("key"), text: freshKey("claim", ctx.ids) };
  let answer: KeyText<"claim"> | "claimed" = fresh.text;
  await execute(own, { name: "key.issueClaim", input: {} }, async (): Promise<Plan> => {
    const before = await claimState(ctx);
    answer = before?.claimed ? "claimed" : fresh.text;
    // Its own write may have happened although the answer to it was lost.
    const done = before?.claimed || before?.hash === hashOf(fresh.text);
    return { changes: [], records: done ? [] : putClaim(ctx, before, fresh) };
  });
  return answer;
}

/**
 * Claims a fresh desk: makes its first admin and a key that acts as them, and uses the code up, all in one commit.
 * The context is the one of the code's bearer, with the code as `request.credential`.
 *
 * The same call again with the same `idempotencyKey` gives the same key for 24 hours: take one that nobody can guess
 * (docs/decisions/0007-first-start.md). Without one, an answer that is lost is lost.
 *
 * @throws UNAUTHENTICATED for a code that is dead, ALREADY_EXISTS when the desk or the address is taken, FORBIDDEN
 * @example
 * const actor = await Key.actorOf(desk, code);
 * const ctx = desk.as(actor, { credential: code });
 * const { secret } = await Key.claimDesk(ctx, { name: "Ada", email: "ada@acme.example", idempotencyKey: randomUUID() });
 */
export async function claimDesk(ctx: Ctx, raw: ClaimDeskInput): Promise<Claimed> {
  const input = parse(ClaimDeskInput, raw);
  await authorize(ctx, "workspace:claim");
  const code = codeOf(ctx);
  const word = input.idempotencyKey ?? ctx.request.idempotencyKey;
  const made = firstKey(ctx, { code, agentId: ctx.ids.next("agt"), word });
  const executed = await execute(ctx, { name: "key.claimDesk", input }, async () => {
    const claim = await liveClaim(ctx, code);
    if (claim.used) throw deskClaimed();
    return claiming(ctx, input, made);
  });
  if (executed.replayed) return again(ctx, code, word ?? "");
  const [joined] = executed.committed;
  return { agent: versioned(joined?.after as Loaded<Agent>), key: made.key, secret: made.secret };
}

const deskClaimed = () => alreadyExists("This desk was claimed already: ask one of its admins to make you an agent.");

/** The scope alone is not enough: whoever claims presents the code itself. */
function codeOf(ctx: Ctx): KeyText<"claim"> {
  const { credential } = ctx.request;
  if (credential === undefined || kindOf(credential) !== "claim") throw forbidden("workspace:claim");
  return credential as KeyText<"claim">;
}

async function liveClaim(ctx: Ctx, code: string): Promise<Claim> {
  const found = await find(ctx.table, code);
  const live = found?.kind === "claim" && found.claim.workspaceId === ctx.workspaceId ? found.claim : null;
  if (!live || ctx.clock.now() >= live.expiresAt) throw unauthenticated();
  return live;
}

async function claiming(
  ctx: Ctx,
  input: { name: string; email: string },
  { code, salt, key, secret }: FirstKey<"claim">,
): Promise<Plan> {
  const { name, email } = input;
  const joins = await joining(ctx, key.agentId, { name, email, roles: ["admin"] });
  const drafts = [...joins.events, { type: "agent.key_minted", payload: { keyId: key.id } }];
  return {
    changes: [{ agg: agent, id: key.agentId, before: null, drafts }],
    records: [
      ...endClaim(ctx, code, { keyId: key.id, salt }, deskClaimed),
      ...holdKey(ctx, key, secret),
      ...joins.records,
    ],
  };
}

/** The answer to the same call once more: the key follows from the code and the caller's word. */
async function again(ctx: Ctx, code: KeyText<"claim">, word: string): Promise<Claimed> {
  const { used } = await liveClaim(ctx, code);
  const found = used && (await keyById(ctx, used.keyId));
  const key = found?.key.agentId === null ? null : found?.key;
  const made = key && (await load(ctx, agent, key.agentId));
  if (!used || !made) throw deskClaimed();
  return { agent: versioned(made), key, secret: keyAgain(code, used.salt, word) };
}
