import { type Ctx, isRefusal, whoActs } from "../kernel/index.ts";
import { configInForce, DEFAULT_CONFIG, type Settings } from "../workspace/index.ts";
import { createHints, type Hints, returnTo, takeFrom } from "./bucket.ts";
import { type Level, levelOf, priceOf, take, waitFor } from "./decide.ts";
import { callerKey, workspaceKey } from "./store.ts";

/** What a request came to: `level` is what is left to the caller, null when nothing was taken or nobody can say. */
export type Admission =
  | { readonly admitted: true; readonly level: Level | null }
  | {
      readonly admitted: false;
      /** Whose budget is used up. */
      readonly whose: "caller" | "workspace";
      readonly level: Level;
      readonly retryAfterSeconds: number;
    };

export interface LimiterOptions {
  /** The time of day, ms. Never the desk's clock, which may stand still. */
  readonly now: () => number;
  /** Hears why a request was let in although nobody could say whether it fits. */
  readonly onError: (error: unknown) => void;
}

export interface Limiter {
  /** Takes the cost of a request from the budgets of its caller and of the workspace. */
  take(ctx: Ctx, cost: number): Promise<Admission>;
}

type Budgets = Settings["rateLimit"];

/** How late a process may be in keeping to budgets that were changed. */
const BUDGETS_TTL_MS = 30_000;

interface Counter {
  readonly hints: Hints;
  readonly now: number;
  readonly cost: number;
}

/**
 * A rate limit by cost, shared by every process over the table: a bucket for each caller, and one for the workspace.
 * A bucket holds a minute's budget and fills up evenly. The caller's is asked first, so that somebody who is
 * refused takes nothing from anybody else.
 *
 * When the table does not answer, the request is let in: what fails then is what it asks for, and not the door.
 *
 * @example
 * const limiter = Rate.limiter({ now: Date.now, onError: console.error });
 * const admission = await limiter.take(ctx, 120);
 */
export function limiter({ now, onError }: LimiterOptions): Limiter {
  const hints = createHints();
  const budgetsOf = budgetsWithin(now);
  return {
    async take(ctx, cost) {
      if (cost <= 0) return { admitted: true, level: null };
      try {
        return await takeBoth(ctx, await budgetsOf(ctx), { hints, now: Math.floor(now() * 1_000), cost });
      } catch (e) {
        onError(e);
        return { admitted: true, level: null };
      }
    },
  };
}

async function takeBoth(ctx: Ctx, budgets: Budgets, counter: Counter): Promise<Admission> {
  const { hints, now, cost } = counter;
  const [key, shared] = [callerKey(ctx, whoActs(ctx)), workspaceKey(ctx)];
  const [price, sharedPrice] = [priceOf(cost, budgets.perCaller), priceOf(cost, budgets.perWorkspace)];
  const byWorkspace = (tat: number): Admission => ({
    admitted: false,
    whose: "workspace",
    level: levelOf(tat, now, budgets.perWorkspace),
    retryAfterSeconds: waitFor(tat, now, sharedPrice),
  });
  const known = take(hints.get(shared), now, sharedPrice);
  if (!known.admitted) return byWorkspace(known.tat);
  const own = await takeFrom(ctx, hints, key, { now, price });
  const level = levelOf(own.tat, now, budgets.perCaller);
  if (!own.admitted)
    return { admitted: false, whose: "caller", level, retryAfterSeconds: waitFor(own.tat, now, price) };
  const all = await takeFrom(ctx, hints, shared, { now, price: sharedPrice });
  if (all.admitted) return { admitted: true, level };
  await returnTo(ctx, hints, key, price);
  return byWorkspace(all.tat);
}

/** The budgets in force, read again after a while; those of a workspace that is not there yet are the defaults. */
function budgetsWithin(now: () => number): (ctx: Ctx) => Promise<Budgets> {
  const known = new Map<string, { readonly budgets: Budgets; readonly until: number }>();
  return async (ctx) => {
    const at = now();
    const found = known.get(ctx.workspaceId);
    if (found && at < found.until) return found.budgets;
    const budgets = await configInForce(ctx).then(
      ({ config }) => config.settings.rateLimit,
      (e: unknown) => {
        if (isRefusal(e) && e.code === "NOT_FOUND") return DEFAULT_CONFIG.settings.rateLimit;
        throw e;
      },
    );
    known.set(ctx.workspaceId, { budgets, until: at + BUDGETS_TTL_MS });
    return budgets;
  };
}
