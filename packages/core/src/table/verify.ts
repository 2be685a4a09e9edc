import { type AnyAggregate, type Ctx, commit, GENESIS, link, type StoredEvent, sameBytes } from "../kernel/index.ts";
import type { AnyLoaded } from "./history.ts";
import { history, load } from "./load.ts";
import { vouched } from "./redaction.ts";

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
  for (let looked = 1; ; looked++) {
    // The head first: what is written while the history is read stands behind it and is left for the next look.
    const loaded = await load(ctx, agg, id);
    const report = await look(ctx, agg, id, loaded);
    if (report.valid || looked === LOOKS) return report;
    // Words that were blanked while they were read fit neither what was nor what is.
    if ((await load(ctx, agg, id))?.head.sequence === loaded?.head.sequence) return report;
  }
}

const LOOKS = 3;

/** Whether a history that was read fits in itself, whatever its head says; `all` also has what came behind it. */
export function chainOf(agg: AnyAggregate, events: readonly StoredEvent[], all = events): ChainReport {
  const words = vouched(agg, all);
  let previous: Uint8Array = GENESIS;
  for (const [i, event] of events.entries()) {
    const reason = faultOf(event, { sequence: i + 1, previous, words: words.get(i + 1) ?? event.commitment });
    if (reason) return { valid: false, length: events.length, brokenAt: i + 1, reason };
    previous = event.chain;
  }
  return { valid: true, length: events.length, brokenAt: null, reason: null };
}

async function look(ctx: Ctx, agg: AnyAggregate, id: string, loaded: AnyLoaded | null): Promise<ChainReport> {
  const upTo = loaded?.head.sequence ?? Number.POSITIVE_INFINITY;
  const all = await history(ctx, id);
  const events = all.filter((event) => event.sequence <= upTo);
  const report = chainOf(agg, events, all);
  if (!report.valid) return report;
  if (loaded && loaded.head.sequence !== events.length) {
    return {
      valid: false,
      length: events.length,
      brokenAt: events.length + 1,
      reason: "entries are missing at the end",
    };
  }
  if (loaded && !sameBytes(loaded.head.chain, events.at(-1)?.chain ?? GENESIS)) {
    return {
      valid: false,
      length: events.length,
      brokenAt: events.length,
      reason: "the head does not fit the last entry",
    };
  }
  return report;
}

interface Expected {
  readonly sequence: number;
  readonly previous: Uint8Array;
  /** The commitment to the words that shall stand there. */
  readonly words: Uint8Array | undefined;
}

function faultOf(event: StoredEvent, { sequence, previous, words }: Expected): string | null {
  if (event.sequence !== sequence) return "an entry is missing";
  const { content } = event.raw;
  if (content !== undefined && !(event.salt && sameBytes(commit(event.salt, content), words))) {
    return "the content is not what was committed to";
  }
  if (!sameBytes(link(previous, event, event.raw.payload, event.commitment), event.chain)) return "a link does not fit";
  return null;
}
