import type { Ctx, Ids, Keyring, ReplyKey } from "../kernel/index.ts";
import type { TablePort } from "../port/index.ts";
import { recordKey } from "./key.ts";
import { ABSENT, patch, type RecordWrite } from "./record.ts";

/** The fewest things a keyring is read with: it is needed before there is a context. */
export type KeyringSource = Pick<Ctx, "workspaceId"> & { readonly table: TablePort; readonly ids: Ids };

/**
 * The secrets of a workspace, made on first use and kept in the table beside the data they protect, so that
 * every process of a desk has the same ones (docs/decisions/0004-keyring.md).
 */
export async function loadKeyring(source: KeyringSource): Promise<Keyring> {
  const key = recordKey(source, "keyring");
  const found = await source.table.get(key, { consistent: true });
  if (found) return keyringOf(found);
  const fresh = { ...key, _v: 1, ek: source.ids.bytes(16), ck: source.ids.bytes(32), tk: source.ids.bytes(32) };
  const outcome = await source.table.write({ kind: "put", row: fresh, condition: ABSENT });
  if (outcome.done) return keyringOf(fresh);
  const winner = await source.table.get(key, { consistent: true });
  if (!winner) throw new Error("the keyring was there and is gone");
  return keyringOf(winner);
}

/** Whether a workspace has secrets yet: asked before what somebody sent is checked with them. */
export const hasKeyring = async (source: KeyringSource): Promise<boolean> =>
  (await source.table.get(recordKey(source, "keyring"))) !== null;

/**
 * The keys for reply addresses as they are by now: unlike the others they change, and processes keep what they read.
 * Read eventually: half a unit.
 */
export async function loadReplyKeys(source: KeyringSource): Promise<Keyring["tokens"]> {
  const row = await source.table.get(recordKey(source, "keyring"));
  return row ? tokensOf(row) : (await loadKeyring(source)).tokens;
}

/** Keys that are still honoured; each is 32 bytes in one row. */
export const MOST_REPLY_KEYS = 50;

/**
 * A new key in front; those before are honoured for a while yet, `keep` ms from now. Null where there would be more
 * keys than a keyring has room for.
 */
export async function replyKeyRotated(ctx: Ctx, keep: number): Promise<RecordWrite | null> {
  await ctx.keyring();
  const key = recordKey(ctx, "keyring");
  const row = await ctx.table.get(key, { consistent: true });
  if (!row) throw new Error("the keyring was there and is gone");
  const now = ctx.clock.now();
  const [{ key: current }, ...before] = tokensOf(row) as [ReplyKey, ...ReplyKey[]];
  const kept = [{ key: current, until: now + keep }, ...before.filter((one) => isHonoured(one, now))];
  if (kept.length >= MOST_REPLY_KEYS) return null;
  const old = JSON.stringify(kept.map((one) => [Buffer.from(one.key).toString("base64"), one.until]));
  // `tp` is where the release before looks for the one before.
  const set = { tk: ctx.ids.bytes(32), tp: current, tks: old };
  const write = patch(key, set);
  const condition = { expression: "#tk = :was", names: { "#tk": "tk" }, values: { ":was": current } };
  return { write: { ...write, condition } as RecordWrite["write"], refused: () => "retry" };
}

export const isHonoured = ({ until }: ReplyKey, now: number): boolean => until === undefined || until > now;

function tokensOf(row: Readonly<Record<string, unknown>>): readonly ReplyKey[] {
  const current = { key: row["tk"] as Uint8Array };
  if (typeof row["tks"] !== "string") return [current];
  const old = JSON.parse(row["tks"]) as readonly (readonly [string, number])[];
  return [current, ...old.map(([key, until]) => ({ key: new Uint8Array(Buffer.from(key, "base64")), until }))];
}

const keyringOf = (row: Readonly<Record<string, unknown>>): Keyring => ({
  entry: row["ek"] as Uint8Array,
  cursor: row["ck"] as Uint8Array,
  tokens: tokensOf(row),
});
