import { type AnyAggregate, type Ctx, canonical, commit, type StoredEvent } from "../kernel/index.ts";
import { eventKey } from "./key.ts";
import { patch, type RecordWrite } from "./record.ts";

const SALT_BYTES = 16;

/** Other words in the place of those that were blanked, and the commitment by which the history vouches for them. */
export interface Reworded {
  readonly record: RecordWrite;
  /** For the payload of the event that says so, base64. */
  readonly commitment: string;
}

/**
 * Puts other words into the row of an event, under a salt of their own. What the chain hashed, the commitment to the
 * first words, stays: with words and salt gone it tells nothing. The event that says so vouches for the new ones.
 */
export function reword(ctx: Ctx, event: StoredEvent, content: unknown): Reworded {
  const words = canonical(content);
  const salt = ctx.ids.bytes(SALT_BYTES);
  const key = eventKey(ctx, event.aggregateId, event.visibility, event.sequence);
  return {
    record: { write: patch(key, { c: words, k: salt }), refused: () => "retry" },
    commitment: Buffer.from(commit(salt, words)).toString("base64"),
  };
}

/** Takes words and salt out of the row of an event, for good. */
export const unword = (ctx: Ctx, { aggregateId, visibility, sequence }: StoredEvent): RecordWrite => ({
  write: patch(eventKey(ctx, aggregateId, visibility, sequence), {}, ["c", "k"]),
});

/** What each event is vouched for by: the newest redaction of it that put other words in its place. */
export function vouched(agg: AnyAggregate, events: readonly StoredEvent[]): ReadonlyMap<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  for (const { type, payload } of events) {
    if (type !== agg.redaction || payload === null) continue;
    const { sequence, commitment } = payload as { readonly sequence?: number; readonly commitment?: string };
    if (sequence !== undefined && commitment !== undefined) found.set(sequence, Buffer.from(commitment, "base64"));
  }
  return found;
}
