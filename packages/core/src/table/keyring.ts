import type { Ctx, Ids, Keyring } from "../kernel/index.ts";
import type { TablePort } from "../port/index.ts";
import { recordKey } from "./key.ts";
import { ABSENT } from "./record.ts";

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

const keyringOf = (row: Readonly<Record<string, unknown>>): Keyring => ({
  entry: row["ek"] as Uint8Array,
  cursor: row["ck"] as Uint8Array,
  tokens: [row["tk"] as Uint8Array, ...(row["tp"] ? [row["tp"] as Uint8Array] : [])],
});
