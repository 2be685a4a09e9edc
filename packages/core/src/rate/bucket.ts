import type { Ctx } from "../kernel/index.ts";
import type { Key, Outcome } from "../port/index.ts";
import { type Taking, take, type Verdict } from "./decide.ts";
import { giveBack, takeBusy, takeIdle, tatOf } from "./store.ts";

/** What this process saw of buckets last: which form of update to try first, and which need not be tried at all. */
export interface Hints {
  get(key: Key): number | undefined;
  set(key: Key, tat: number): void;
}

export function createHints(most = 10_000): Hints {
  const known = new Map<string, number>();
  return {
    get: ({ pk }) => known.get(pk),
    set({ pk }, tat) {
      known.delete(pk);
      known.set(pk, tat);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** Each lost race shows the bucket as it is, so the next try is of the right form: few are ever needed. */
const TRIES = 5;

/** Takes from one bucket. A refusal that follows from what was seen costs nothing: a bucket only gets emptier. */
export async function takeFrom(ctx: Ctx, hints: Hints, key: Key, taking: Taking): Promise<Verdict> {
  let seen = hints.get(key);
  for (let tries = 0; tries < TRIES; tries++) {
    const expected = take(seen, taking.now, taking.price, taking.full);
    if (!expected.admitted) return expected;
    const busy = seen !== undefined && seen >= taking.now;
    const outcome = await ctx.table.write(busy ? takeBusy(key, taking) : takeIdle(key, taking));
    seen = tatAfter(outcome);
    if (seen !== undefined) hints.set(key, seen);
    if (outcome.done) return { admitted: true, tat: seen ?? expected.tat };
  }
  throw new Error("A bucket of the rate limit was never as it had just been seen.");
}

function tatAfter(outcome: Outcome): number | undefined {
  if (outcome.done) return tatOf(outcome.row);
  const [reason] = outcome.reasons;
  if (reason?.code !== "condition") throw new Error(`The table has no room for the rate limit: ${reason?.code}.`);
  return tatOf(reason.row);
}

export async function returnTo(ctx: Ctx, hints: Hints, key: Key, price: number): Promise<void> {
  const tat = tatAfter(await ctx.table.write(giveBack(key, price)));
  if (tat !== undefined) hints.set(key, tat);
}
