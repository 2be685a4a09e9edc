import { createHash } from "node:crypto";
import { type Ctx, emailKey, HOUR, type StoredEvent } from "../../kernel/index.ts";
import type { Key, Row } from "../../port/index.ts";
import { claim, indexPartition, pagesOf, type RecordWrite, recordKey, sequenceRank } from "../../table/index.ts";
import type { Cause } from "../delivery/cause.ts";
import { addressOf } from "../token.ts";
import { AutomaticPurpose, AutomaticReason } from "./reason.ts";

/** Automatic answers to one address within an hour, whatever they are about. */
export const MOST_AN_HOUR = 5;

/** What was decided about one message: an answer, or why none. Made once, for good. */
export interface Decided {
  readonly purpose: AutomaticPurpose;
  /** The place of the message in the ticket's history. */
  readonly sequence: number;
  /** Null where it is answered. */
  readonly reason: AutomaticReason | null;
  /** The template it is answered with. */
  readonly template: string | null;
  /** When, ms. */
  readonly at: number;
}

const partitionOf = (ctx: Ctx, ticketId: string): string => indexPartition(ctx, ["automatic", ticketId]);

/** An acknowledgement is once a ticket, whatever it acknowledges; what answers a message, once a message. */
const keyOf = (ctx: Ctx, ticketId: string, { purpose, sequence }: Pick<Decided, "purpose" | "sequence">): Key => ({
  pk: partitionOf(ctx, ticketId),
  sk: purpose === "ACKNOWLEDGEMENT" ? "D#ACK" : `D#${sequenceRank(sequence)}`,
});

/** What makes the answer go out: as the decision, once a ticket or once a message. */
export const causeOf = (
  ticketId: string,
  { purpose, sequence }: Pick<Decided, "purpose" | "sequence">,
  { at }: Pick<StoredEvent, "at">,
): Cause => ({
  key: purpose === "ACKNOWLEDGEMENT" ? ticketId : `${ticketId}:${sequence}`,
  at,
  ticketId,
  sequence,
});

/** Access pattern: what was decided about one message. */
export async function decidedOn(
  ctx: Ctx,
  ticketId: string,
  what: Pick<Decided, "purpose" | "sequence">,
): Promise<Decided | null> {
  const row = await ctx.table.get(keyOf(ctx, ticketId, what), { consistent: true });
  return row ? decided(row) : null;
}

/** Access pattern: everything that was decided about a ticket, oldest first. */
export async function allDecided(ctx: Ctx, ticketId: string): Promise<readonly Decided[]> {
  const found: Decided[] = [];
  const range = { partition: partitionOf(ctx, ticketId), from: "D#", to: "D#~", consistent: true };
  for await (const rows of pagesOf(ctx.table, range)) found.push(...rows.map(decided));
  return found.sort((a, b) => a.sequence - b.sequence);
}

const decided = (row: Row): Decided => ({
  purpose: AutomaticPurpose.parse(row["pu"]),
  sequence: Number(row["n"]),
  reason: row["ca"] === undefined ? null : AutomaticReason.parse(row["ca"]),
  template: row["tm"] === undefined ? null : String(row["tm"]),
  at: Number(row["at"]),
});

/** The decision itself: whoever makes it first has made it. */
export const remember = (ctx: Ctx, ticketId: string, one: Decided): RecordWrite =>
  claim(keyOf(ctx, ticketId, one), {
    pu: one.purpose,
    n: one.sequence,
    at: one.at,
    ...(one.reason === null ? {} : { ca: one.reason }),
    ...(one.template === null ? {} : { tm: one.template }),
  });

/** The last times something was answered, oldest first, and the row as it was read: it moves only from there. */
interface Times {
  readonly key: Key;
  readonly times: readonly number[];
  readonly read: string | undefined;
}

/** What stands behind a plus sign is one mailbox still, under as many names as anybody likes. */
function rateKey(ctx: Ctx, address: string): Key {
  const mailbox = addressOf(emailKey(address));
  return recordKey(ctx, "automatic-rate", createHash("sha256").update(mailbox).digest("base64url").slice(0, 22));
}

const ticketKey = (ctx: Ctx, ticketId: string): Key => ({ pk: partitionOf(ctx, ticketId), sk: "T" });

/** Access pattern: when an address was answered by itself, within the last hour. The row goes with its last time. */
export async function answersTo(ctx: Ctx, address: string, now: number): Promise<Times> {
  const found = await timesAt(ctx, rateKey(ctx, address));
  return { ...found, times: found.times.filter((at) => at > now - HOUR) };
}

/** Access pattern: when a ticket was answered by itself last. */
export const answersOn = (ctx: Ctx, ticketId: string): Promise<Times> => timesAt(ctx, ticketKey(ctx, ticketId));

async function timesAt(ctx: Ctx, key: Key): Promise<Times> {
  const row = await ctx.table.get(key, { consistent: true });
  const read = row === null || row === undefined ? undefined : String(row["ts"]);
  return { key, read, times: read === undefined ? [] : read.split(",").map(Number) };
}

/** One more answer; what was there may not have moved meanwhile. `goes` when nobody needs the row any more, ms. */
export function oneMore({ key, times, read }: Times, now: number, goes?: number): RecordWrite {
  const ts = [...times, now].slice(-MOST_AN_HOUR).join(",");
  const expiry = goes === undefined ? {} : { x: Math.ceil(goes / 1_000) };
  const condition =
    read === undefined
      ? { expression: "attribute_not_exists(pk)" }
      : { expression: "#ts = :read", names: { "#ts": "ts" }, values: { ":read": read } };
  return { write: { kind: "put", row: { ...key, _v: 1, ts, ...expiry }, condition } };
}
