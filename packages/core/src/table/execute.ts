import { type Ctx, conflict, isRefusal, type SwitchboardError, sameBytes } from "../kernel/index.ts";
import type { Outcome, Reason } from "../port/index.ts";
import { type Effect, type Operation, type Remembered, recall, remembered } from "./idempotency.ts";
import { eventAt } from "./load.ts";
import { type Committed, type Plan, type Staged, stage } from "./stage.ts";

/** What a run came to: what it did now, or which ids the same call made before. */
export type Executed =
  | { readonly replayed: false; readonly committed: readonly Committed[] }
  | { readonly replayed: true; readonly effect: Effect };

/** Measured with 50 writers on one ticket (docs/decisions/0003-conflicts.md): sleep, reload, decide anew. */
const TRIES = 10;
const PATIENCE_MS = 3_000;
const BACKOFF = { base: 25, cap: 2_000 };

/**
 * The machine every write goes through: decide on what is there now, commit all or nothing, and on a lost
 * race sleep, reload and decide anew. A call with an idempotency key has its effect once, whatever is lost.
 *
 * @throws whatever `decide` refuses; CONFLICT after the last try; IDEMPOTENCY_MISMATCH.
 */
export async function execute(ctx: Ctx, op: Operation, decide: () => Promise<Plan>): Promise<Executed> {
  const mark = remembered(ctx, op);
  const lost: Staged[] = [];
  let slept = 0;
  for (let attempt = 0; attempt < TRIES || slept < PATIENCE_MS; attempt++) {
    if (attempt > 0) slept += await backOff(ctx, attempt);
    const done = await attemptOnce(ctx, mark, lost, decide);
    if (done) return done;
  }
  const ours = await findLost(ctx, lost);
  if (ours) return { replayed: false, committed: ours.committed };
  throw conflict("Too many changed this at the same time; try again.");
}

/** One try: the run's end, or null when the race was lost and another try may win it. */
async function attemptOnce(
  ctx: Ctx,
  mark: Remembered | null,
  lost: Staged[],
  decide: () => Promise<Plan>,
): Promise<Executed | null> {
  const ours = await findLost(ctx, lost);
  if (ours) return { replayed: false, committed: ours.committed };
  const planned = await decided(ctx, mark, decide);
  if ("effect" in planned) return { replayed: true, effect: planned.effect };
  const staged = stage(ctx, planned.plan, mark);
  const verdict = staged.writes.length === 0 ? "done" : await send(ctx, staged, lost);
  if (verdict === "done") return { replayed: false, committed: staged.committed };
  if (verdict instanceof Error) throw verdict;
  const effect = verdict === "known" && mark ? await recall(ctx, mark) : null;
  return effect && { replayed: true, effect };
}

async function decided(ctx: Ctx, mark: Remembered | null, decide: () => Promise<Plan>) {
  try {
    return { plan: await decide() };
  } catch (e) {
    // Looked up on a refusal only: a replayed `close` would else be refused as closed before its key is seen.
    const effect = mark && isRefusal(e) ? await recall(ctx, mark) : null;
    if (effect) return { effect };
    throw e;
  }
}

type Verdict = "done" | "again" | "known" | SwitchboardError;

async function send(ctx: Ctx, staged: Staged, lost: Staged[]): Promise<Verdict> {
  let outcome: Outcome;
  try {
    outcome = await ctx.table.transact(staged.writes);
  } catch (e) {
    if (isProgrammingError(e)) throw e;
    // Nobody knows whether this was written. It stays in mind: it may even land while we try again.
    lost.push(staged);
    return "again";
  }
  return outcome.done ? "done" : judge(staged, outcome.reasons, lost);
}

/** What DynamoDB refuses as malformed or not allowed was not written and never will be: no second try helps. */
function isProgrammingError(e: unknown): boolean {
  const status = (e as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
  return e instanceof RangeError || e instanceof TypeError || (status >= 400 && status < 500);
}

function judge(staged: Staged, reasons: readonly Reason[], lost: readonly Staged[]): Verdict {
  for (const [i, reason] of reasons.entries()) {
    if (reason.code !== "condition") continue;
    const owner = staged.owners[i];
    if (owner?.kind === "idempotency") return "known";
    if (owner?.kind === "record") {
      const refused = isOurs(staged, reasons, lost) ? "retry" : (owner.refused?.(reason.row) ?? "retry");
      if (refused !== "retry") return refused;
    }
  }
  return "again";
}

/** Whether what stands in the way is a commit of our own whose answer was lost. */
const isOurs = (staged: Staged, reasons: readonly Reason[], lost: readonly Staged[]): boolean =>
  lost.length > 0 && reasons.some((reason, i) => staged.owners[i]?.kind === "state" && reason.code === "condition");

/** Looks for a commit of ours whose answer was lost, by the chain of its first event. */
async function findLost(ctx: Ctx, lost: readonly Staged[]): Promise<Staged | null> {
  for (const staged of lost) {
    const [first] = staged.committed.flatMap((change) => change.events);
    if (!first) continue;
    const stored = await eventAt(ctx, first.aggregateId, first.sequence);
    if (stored && sameBytes(stored.chain, first.chain)) return staged;
  }
  return null;
}

async function backOff(ctx: Ctx, attempt: number): Promise<number> {
  const ms = ctx.ids.random() * Math.min(BACKOFF.cap, BACKOFF.base * 2 ** attempt);
  await ctx.clock.sleep(ms);
  return ms;
}
