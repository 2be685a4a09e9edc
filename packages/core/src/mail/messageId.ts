import { createHash } from "node:crypto";
import { type Ctx, emailKey } from "../kernel/index.ts";
import type { Key, Row } from "../port/index.ts";
import { claim, patch, type RecordWrite, recordKey } from "../table/index.ts";

const hash = (...words: readonly string[]): string =>
  createHash("sha256").update(words.join("\n")).digest("base64url").slice(0, 22);

const bare = (messageId: string): string => messageId.replace(/^<|>$/g, "").toLowerCase();

/**
 * Ours: SES gives `<id@REGION.amazonses.com>`, and some systems rewrite domains on the way, so the part in
 * front of the `@` is what both sides agree on.
 */
const sentKey = (ctx: Ctx, messageId: string): Key => recordKey(ctx, "sent", hash(bare(messageId).split("@")[0] ?? ""));

/**
 * Theirs: per support address, as one mail to two of ours may be two tickets. An id can be guessed, so other
 * content under the same one gets the next slot.
 */
const receivedKey = (ctx: Ctx, { messageId, address }: Received, slot = 0): Key =>
  recordKey(ctx, "mid", hash(bare(messageId), emailKey(address), String(slot)));

export interface Received {
  readonly messageId: string;
  /** The support address it came to. */
  readonly address: string;
}

/** Contents kept apart under one id; what comes behind is still taken in, but no copy of it is known again. */
const SLOTS = 5;

/** Access pattern: the delivery that a message of ours belongs to. */
export async function deliveryOf(ctx: Ctx, messageId: string): Promise<string | null> {
  const row = await ctx.table.get(sentKey(ctx, messageId), { consistent: true });
  return row ? String(row["dl"]) : null;
}

/** Remembers a message that the carrier took. */
export const rememberSent = (ctx: Ctx, messageId: string, { ticketId, deliveryId }: Sent): RecordWrite =>
  claim(sentKey(ctx, messageId), { ...(ticketId === undefined ? {} : { tk: ticketId }), dl: deliveryId });

/** What a message of ours was: about a ticket, or about none. */
interface Sent {
  readonly ticketId: string | undefined;
  readonly deliveryId: string;
}

/** Access pattern: the tickets that these messages, ours or theirs, belong to, in the order they are named. */
export async function ticketsOfMessages(ctx: Ctx, ids: readonly string[], address: string): Promise<readonly string[]> {
  const keys = ids.flatMap((messageId) => [sentKey(ctx, messageId), receivedKey(ctx, { messageId, address })]);
  const unique = [...new Map(keys.map((key) => [key.pk, key])).values()];
  const rows = unique.length === 0 ? [] : await ctx.table.batchGet(unique, { consistent: true });
  const byKey = new Map(rows.map((row) => [String(row["pk"]), row]));
  const found = unique.map((key) => byKey.get(key.pk)?.["tk"]).filter((ticketId) => ticketId !== undefined);
  return found.map(String);
}

/** Whether a message came before: the very same, or its id with other content. */
export type Twin =
  | { readonly kind: "new" | "reused"; readonly slot: number }
  | { readonly kind: "copy"; readonly ticketId: string };

/** Access pattern: what came in under an id before, told apart by the fingerprint of its content. */
export async function twinOf(ctx: Ctx, received: Received, fingerprint: string): Promise<Twin> {
  for (let slot = 0; slot < SLOTS; slot++) {
    const row = await ctx.table.get(receivedKey(ctx, received, slot), { consistent: true });
    if (!row) return { kind: slot === 0 ? "new" : "reused", slot };
    if (row["fp"] === fingerprint) return { kind: "copy", ticketId: String(row["tk"]) };
  }
  return { kind: "reused", slot: SLOTS };
}

/** Remembers a message that came in, unless every slot of its id is taken. */
export function rememberReceived(
  ctx: Ctx,
  received: Received & { readonly slot: number },
  known: { readonly ticketId: string; readonly fingerprint: string },
  refused: RecordWrite["refused"],
): readonly RecordWrite[] {
  if (received.slot >= SLOTS) return [];
  const row: Row = { tk: known.ticketId, fp: known.fingerprint };
  return [claim(receivedKey(ctx, received, received.slot), row, refused)];
}

/** Forgets what the content was, for redaction: guesses of it can no longer be tested. Safe to repeat. */
export async function forgetContent(ctx: Ctx, received: Received, ticketId: string): Promise<void> {
  for (let slot = 0; slot < SLOTS; slot++) {
    const key = receivedKey(ctx, received, slot);
    const row = await ctx.table.get(key, { consistent: true });
    if (!row) return;
    if (row["tk"] === ticketId && row["fp"] !== undefined) await ctx.table.write(patch(key, {}, ["fp"]));
  }
}

/** One mail, as one receipt of the carrier, and the ticket that it continues. */
export interface Saying {
  readonly receiptId: string;
  readonly ticketId: string;
}

const sayingKey = (ctx: Ctx, { receiptId, ticketId }: Saying): Key => recordKey(ctx, "said", hash(receiptId, ticketId));

/** Access pattern: whether a mail stands on a ticket already, as it came to another support address too. */
export const isSaid = async (ctx: Ctx, saying: Saying): Promise<boolean> =>
  !!(await ctx.table.get(sayingKey(ctx, saying), { consistent: true }));

/** Remembers that a mail stands on a ticket. */
export const rememberSaid = (ctx: Ctx, saying: Saying, refused: RecordWrite["refused"]): RecordWrite =>
  claim(sayingKey(ctx, saying), {}, refused);
