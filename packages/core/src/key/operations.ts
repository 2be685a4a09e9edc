import { agent } from "../agent/index.ts";
import { app } from "../app/index.ts";
import {
  authorize,
  type Ctx,
  forbidden,
  invalid,
  may,
  notFound,
  type Page,
  type PageInput,
  parse,
  type Target,
} from "../kernel/index.ts";
import { type Change, eventAt, execute, load, type Operation, type Plan, list as readList } from "../table/index.ts";
import { freshKey } from "./format.ts";
import { type AgentKey, ListInput, type Minted, MintInput, RevokeInput } from "./schema.ts";
import { type AnyKey, endKey, holdKey, keyById, keysOf, readKeys } from "./store.ts";

const permission = "key:manage" as const;

/**
 * Makes another key for oneself: to rotate, mint one, put it to use everywhere, then revoke the one before.
 *
 * @returns the key and, the first time only, its text: a replay of the call has `secret: null`
 * @throws FORBIDDEN, VALIDATION for whoever is no agent
 * @example const { secret } = await Key.mint(ctx, { name: "Nightly export" });
 */
export async function mint(ctx: Ctx, raw: MintInput): Promise<Minted> {
  const input = parse(MintInput, raw);
  await authorize(ctx, permission);
  const { actor } = ctx;
  if (actor.kind !== "agent") throw invalid("Agents mint keys, each for themselves; call this as one.");
  const secret = freshKey("agent", ctx.ids);
  const key = keyOf(ctx, actor.agentId, input.name);
  const executed = await execute(ctx, { name: "key.mint", input }, async () => {
    const before = await load(ctx, agent, key.agentId);
    if (before?.state.status !== "ACTIVE") throw forbidden(permission);
    const drafts = [{ type: "agent.key_minted", payload: { keyId: key.id } }];
    return { changes: [{ agg: agent, id: key.agentId, before, drafts }], records: holdKey(ctx, key, secret) };
  });
  if (!executed.replayed) return { key, secret };
  return { key: await keyMintedAt(ctx, key.agentId, executed.effect[0]?.first ?? 0), secret: null };
}

/** The key that an event of its agent tells of. */
async function keyMintedAt(ctx: Ctx, agentId: string, sequence: number): Promise<AgentKey> {
  const { keyId } = ((await eventAt(ctx, agentId, sequence))?.payload ?? {}) as { readonly keyId?: string };
  const made = keyId === undefined ? null : await keyById(ctx, keyId);
  if (typeof made?.key.agentId !== "string") throw notFound("key made by this call any more");
  return made.key;
}

/** A key as it begins. */
export const keyOf = (ctx: Ctx, agentId: string, name: string): AgentKey => ({
  id: ctx.ids.next("key"),
  agentId,
  name,
  createdAt: ctx.clock.now(),
  lastUsedAt: null,
  revokedAt: null,
});

/** Ends a key for good, everywhere at once: one's own, or as an admin anybody's or an app's. @throws NOT_FOUND, FORBIDDEN */
export async function revoke(ctx: Ctx, raw: RevokeInput): Promise<AnyKey> {
  const input = parse(RevokeInput, raw);
  await authorize(ctx, permission);
  await mine(ctx, input.keyId);
  const op: Operation = { name: "key.revoke", input };
  await execute(ctx, op, async (): Promise<Plan> => {
    const { key, hash } = await mine(ctx, input.keyId);
    if (key.revokedAt !== null) return { changes: [] };
    return { changes: [await ending(ctx, key)], records: endKey(ctx, key.id, hash) };
  });
  return (await mine(ctx, input.keyId)).key;
}

/** What the history of the key's owner says of its end. */
async function ending(ctx: Ctx, key: AnyKey): Promise<Change> {
  const payload = { keyId: key.id };
  if (key.agentId === null) {
    const before = await load(ctx, app, key.appId);
    return { agg: app, id: key.appId, before, drafts: [{ type: "app.key_revoked", payload }] };
  }
  const before = await load(ctx, agent, key.agentId);
  return { agg: agent, id: key.agentId, before, drafts: [{ type: "agent.key_revoked", payload }] };
}

/** The key, if the caller may see it. @throws NOT_FOUND, one and the same for unknown keys and those of others */
async function mine(ctx: Ctx, keyId: string) {
  const found = await keyById(ctx, keyId);
  if (!found || !(await may(ctx, permission, ownerOf(found.key)))) throw notFound(keyId, ["keyId"]);
  return found;
}

/** An app's key is nobody's own: whoever manages everybody's sees it. */
const ownerOf = ({ agentId }: AnyKey): Target => (agentId === null ? {} : { agentId });

/**
 * The keys of an agent, oldest first, never their texts: one's own, or those of whom `agentId` or `appId` names. Who manages
 * everybody's and names nobody gets them all, one owner after the other. Revoked ones stay listed for 90 days.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 */
export async function list(ctx: Ctx, raw: ListInput = {}, page: PageInput = {}): Promise<Page<AnyKey>> {
  const input = parse(ListInput, raw);
  await authorize(ctx, permission);
  const everybody = await may(ctx, permission, {});
  const own = ctx.actor.kind === "agent" ? ctx.actor.agentId : undefined;
  const owner = input.agentId ?? input.appId ?? (everybody ? undefined : own);
  if (input.agentId !== undefined && input.appId !== undefined) throw invalid("Name an agent or an app.", ["appId"]);
  if (!everybody && owner !== own) throw forbidden(permission);
  const found = await readList(ctx, keysOf(ctx, owner), page);
  const whole = await readKeys(
    ctx,
    found.edges.map(({ node }) => node),
  );
  const edges = found.edges.flatMap((edge) => {
    const node = whole.get(edge.node.pk);
    return node ? [{ node, cursor: edge.cursor }] : [];
  });
  return { edges, pageInfo: found.pageInfo };
}
