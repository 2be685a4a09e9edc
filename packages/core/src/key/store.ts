import { type Ctx, DAY, type SwitchboardError } from "../kernel/index.ts";
import type { Key, Row, TablePort } from "../port/index.ts";
import { ABSENT, claim, indexPartition, type ListSpec, patch, type RecordWrite, recordKey } from "../table/index.ts";
import { type AppKey, appKeyOf } from "./appStore.ts";
import { hashOf, type Kind } from "./format.ts";
import { byHash, byId, REMEMBERED, seconds, timeOrNull } from "./rows.ts";
import type { AgentKey, Claim, Invitation } from "./schema.ts";

/** How long a claim code lives unused, and for how long behind its use the same call gets the same answer. */
export const CLAIM_TTL = DAY;
const claimKey = (ctx: Ctx): Key => recordKey(ctx, "claim");

/** What lies under the hash of a key. */
export type Stored =
  | { readonly kind: "claim"; readonly claim: Claim }
  | { readonly kind: "invite"; readonly invitation: Invitation }
  | { readonly kind: "agent"; readonly workspaceId: string; readonly key: AgentKey }
  | { readonly kind: "app"; readonly workspaceId: string; readonly key: AppKey };

/** Access pattern: what a key stands for, by its hash; before any context exists. Strongly: a revoked key is dead. */
export async function find(table: TablePort, text: string): Promise<Stored | null> {
  const row = await table.get(byHash(hashOf(text)), { consistent: true });
  if (!row) return null;
  const workspaceId = String(row["ws"]);
  if ((row["kd"] as Kind) === "agent") return { kind: "agent", workspaceId, key: agentKeyOf(row) };
  if (row["kd"] === "app") return { kind: "app", workspaceId, key: appKeyOf(row) };
  const used = row["ki"] === undefined ? null : { keyId: String(row["ki"]), salt: row["sl"] as Uint8Array };
  const once = { id: String(row["id"]), workspaceId, expiresAt: Number(row["ex"]), used };
  if ((row["kd"] as Kind) === "invite") return { kind: "invite", invitation: { ...once, agentId: String(row["ag"]) } };
  return { kind: "claim", claim: once };
}

/** A key of either sort. */
export type AnyKey = AgentKey | AppKey;

const keyOf = (row: Row): AnyKey => (row["kd"] === "app" ? appKeyOf(row) : agentKeyOf(row));

const agentKeyOf = (row: Row): AgentKey => ({
  id: String(row["id"]),
  agentId: String(row["ag"]),
  name: String(row["nm"]),
  createdAt: Number(row["ct"]),
  lastUsedAt: timeOrNull(row["lu"]),
  revokedAt: timeOrNull(row["rv"]),
});

/** Two rows: the key under its hash, listed beside the others of its agent, and its hash under its id. */
export function holdKey(ctx: Ctx, key: AgentKey, text: string): readonly RecordWrite[] {
  const hash = hashOf(text);
  const { id, agentId, name, createdAt } = key;
  const listed = { r1: indexPartition(ctx, ["KEY"]), r2: `${agentId}#${id}` };
  const row = { ws: ctx.workspaceId, kd: "agent", id, ag: agentId, nm: name, ct: createdAt, ...listed };
  return [claim(byHash(hash), row), claim(byId(ctx, id), { hk: hash })];
}

/** Access pattern: one key by its id: two reads. */
export async function keyById(ctx: Ctx, keyId: string): Promise<{ key: AnyKey; hash: string } | null> {
  const pointer = await ctx.table.get(byId(ctx, keyId), { consistent: true });
  if (!pointer) return null;
  const hash = String(pointer["hk"]);
  const row = await ctx.table.get(byHash(hash), { consistent: true });
  return row && { key: keyOf(row), hash };
}

/** Dead at once, listed for a while. */
export function endKey(ctx: Ctx, keyId: string, hash: string): readonly RecordWrite[] {
  const now = ctx.clock.now();
  const x = seconds(now + REMEMBERED);
  return [{ write: patch(byHash(hash), { rv: now, x }) }, { write: patch(byId(ctx, keyId), { x }) }];
}

/** Notes a use unless one was noted within `ms`. An index carries none of it, so it costs one unit. */
export const noteUse = (table: TablePort, text: string, now: number, ms: number) =>
  table.write({
    kind: "update",
    key: byHash(hashOf(text)),
    update: { expression: "SET #u = :now", names: { "#u": "lu" }, values: { ":now": now } },
    condition: {
      expression: "attribute_exists(pk) AND (attribute_not_exists(#u) OR #u <= :before)",
      names: { "#u": "lu" },
      values: { ":before": now - ms },
    },
  });

/** Access pattern: all keys, or those of one agent or app, oldest first: one Query, then one batch. */
export const keysOf = (ctx: Ctx, ownerId?: string): ListSpec<Key> => ({
  name: "keys",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["KEY"]), ...(ownerId === undefined ? {} : { prefix: `${ownerId}#` }) }],
  descending: false,
  filter: ownerId ?? null,
  decode: (row) => ({ pk: String(row["pk"]), sk: String(row["sk"]) }),
});

/** Rows of a list, whole, by partition. */
export async function readKeys(ctx: Ctx, keys: readonly Key[]): Promise<ReadonlyMap<string, AnyKey>> {
  const rows = keys.length === 0 ? [] : await ctx.table.batchGet(keys);
  return new Map(rows.map((row) => [String(row["pk"]), keyOf(row)]));
}

/** Where the claiming of a workspace stands: which code counts, and whether it was used. */
export interface ClaimState {
  readonly claimed: boolean;
  readonly hash: string;
}

/** Access pattern: the one claim of a workspace. */
export async function claimState(ctx: Ctx): Promise<ClaimState | null> {
  const row = await ctx.table.get(claimKey(ctx), { consistent: true });
  return row && { claimed: row["st"] === "CLAIMED", hash: String(row["hk"]) };
}

/** A fresh code in place of the one before, whose row goes: only one code lives. */
export function putClaim(
  ctx: Ctx,
  before: ClaimState | null,
  fresh: { id: string; text: string },
): readonly RecordWrite[] {
  const now = ctx.clock.now();
  const ex = now + CLAIM_TTL;
  const hash = hashOf(fresh.text);
  const state = { ...claimKey(ctx), _v: 1, st: "ISSUED", hk: hash };
  const row = { ws: ctx.workspaceId, kd: "claim", id: fresh.id, ct: now, ex, x: seconds(ex) };
  const old: readonly RecordWrite[] = before ? [{ write: { kind: "delete", key: byHash(before.hash) } }] : [];
  return [
    { write: { kind: "put", row: state, condition: before ? issued(before.hash) : ABSENT } },
    claim(byHash(hash), row),
    ...old,
  ];
}

/** The end of a claim: the desk is claimed, and the code good for nothing but the same call again. */
export function endClaim(
  ctx: Ctx,
  text: string,
  made: { readonly keyId: string; readonly salt: Uint8Array },
  refused: () => SwitchboardError,
): readonly RecordWrite[] {
  const hash = hashOf(text);
  const ex = ctx.clock.now() + CLAIM_TTL;
  const state = patch(claimKey(ctx), { st: "CLAIMED" });
  return [
    {
      write: { ...state, condition: issued(hash) },
      refused: (row) => (row?.["st"] === "CLAIMED" ? refused() : "retry"),
    },
    { write: patch(byHash(hash), { ki: made.keyId, sl: made.salt, ex, x: seconds(ex) }) },
  ];
}

const issued = (hash: string) => ({
  expression: "#st = :issued AND #hk = :hash",
  names: { "#st": "st", "#hk": "hk" },
  values: { ":issued": "ISSUED", ":hash": hash },
});
