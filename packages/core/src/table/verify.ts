import { type AnyAggregate, type Ctx, commit, GENESIS, link, type StoredEvent, sameBytes } from "../kernel/index.ts";
import { history, load } from "./load.ts";

/** Whether a history is what was written: every link recomputed, up to the head in the state row. */
export interface ChainReport {
  readonly valid: boolean;
  readonly length: number;
  /** The first place where the stored history does not fit, from 1; null when it all fits. */
  readonly brokenAt: number | null;
  readonly reason: string | null;
}

/**
 * Recomputes the chain of one aggregate. It proves accidents and casual edits, not an attacker who may
 * rewrite the whole table (DESIGN 2).
 */
export async function verifyChain(ctx: Ctx, agg: AnyAggregate, id: string): Promise<ChainReport> {
  // The head first: what is written while the history is read stands behind it and is left for the next look.
  const loaded = await load(ctx, agg, id);
  const upTo = loaded?.head.sequence ?? Number.POSITIVE_INFINITY;
  const events = (await history(ctx, id)).filter((event) => event.sequence <= upTo);
  let previous: Uint8Array = GENESIS;
  for (const [i, event] of events.entries()) {
    const reason = faultOf(event, i + 1, previous);
    if (reason) return { valid: false, length: events.length, brokenAt: i + 1, reason };
    previous = event.chain;
  }
  if (loaded && loaded.head.sequence !== events.length) {
    return {
      valid: false,
      length: events.length,
      brokenAt: events.length + 1,
      reason: "entries are missing at the end",
    };
  }
  if (loaded && !sameBytes(loaded.head.chain, previous)) {
    return {
      valid: false,
      length: events.length,
      brokenAt: events.length,
      reason: "the head does not fit the last entry",
    };
  }
  return { valid: true, length: events.length, brokenAt: null, reason: null };
}

function faultOf(event: StoredEvent, sequence: number, previous: Uint8Array): string | null {
  if (event.sequence !== sequence) return "an entry is missing";
  const { content } = event.raw;
  if (content !== undefined && !(event.salt && sameBytes(commit(event.salt, content), event.commitment))) {
    return "the content is not what was committed to";
  }
  if (!sameBytes(link(previous, event, event.raw.payload, event.commitment), event.chain)) return "a link does not fit";
  return null;
}
