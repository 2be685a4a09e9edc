import { createHash } from "node:crypto";
import type { Ctx } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { ABSENT, type RecordWrite, recordKey } from "../table/index.ts";

/** What is known of a message by its internet id: ours that went out, theirs that came in. */
export interface KnownMessage {
  readonly ticketId: string;
  readonly deliveryId?: string;
  /** Sender, words and support address of one that came in: tells a copy from an id used twice. */
  readonly fingerprint?: string;
}

/**
 * SES gives `<id@REGION.amazonses.com>`, and some systems rewrite domains on the way: the part in front of
 * the `@` is what both sides agree on.
 */
const keyOf = (ctx: Ctx, messageId: string) => {
  const local = messageId.replace(/^<|>$/g, "").split("@")[0] ?? "";
  return recordKey(ctx, "mid", createHash("sha256").update(local.toLowerCase()).digest("base64url").slice(0, 22));
};

/** Access pattern: the message with this id, whichever way it went. */
export async function knownMessage(ctx: Ctx, messageId: string): Promise<KnownMessage | null> {
  const row = await ctx.table.get(keyOf(ctx, messageId), { consistent: true });
  return row ? decode(row) : null;
}

/** Several at once, those that are known, in the order asked. */
export async function knownMessages(ctx: Ctx, messageIds: readonly string[]): Promise<readonly KnownMessage[]> {
  if (messageIds.length === 0) return [];
  const keys = [...new Map(messageIds.map((id) => [keyOf(ctx, id).pk, keyOf(ctx, id)])).values()];
  const rows = await ctx.table.batchGet(keys, { consistent: true });
  const byKey = new Map(rows.map((row) => [String(row["pk"]), decode(row)]));
  return keys.map((key) => byKey.get(key.pk)).filter((known) => known !== undefined);
}

/** Remembers a message. The first one to use an id keeps it: an id can be guessed. */
export function remember(
  ctx: Ctx,
  messageId: string,
  known: KnownMessage,
  refused: RecordWrite["refused"],
): RecordWrite {
  const row: Row = {
    ...keyOf(ctx, messageId),
    _v: 1,
    tk: known.ticketId,
    ...(known.deliveryId ? { dl: known.deliveryId } : {}),
    ...(known.fingerprint ? { fp: known.fingerprint } : {}),
  };
  return { write: { kind: "put", row, condition: ABSENT }, ...(refused ? { refused } : {}) };
}

const decode = (row: Row): KnownMessage => ({
  ticketId: String(row["tk"]),
  ...(row["dl"] === undefined ? {} : { deliveryId: String(row["dl"]) }),
  ...(row["fp"] === undefined ? {} : { fingerprint: String(row["fp"]) }),
});
