import * as Customer from "../customer/index.ts";
import { type Ctx, withRequest } from "../kernel/index.ts";
import { load, wake as wakeAggregate } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { type Config, configInForce, type EscalationPath, matches } from "../workspace/index.ts";
import * as decide from "./decide.ts";
import { perform } from "./perform.ts";
import type { EndReason, Escalation } from "./schema.ts";
import { escalation } from "./store.ts";

/**
 * Called by the tick, and where a path starts at once: does the steps whose time has come, in their order, each with its
 * own time however late it is. Each is done once: what it does has keys of its own, and the event that says so comes
 * last.
 */
export async function wake(ctx: Ctx, id: string): Promise<void> {
  for (let state = await runDue(ctx, id); state; state = await runDue(ctx, id));
}

/** One step, or the end; null when there is nothing more to do now. */
async function runDue(ctx: Ctx, id: string): Promise<Escalation | null> {
  const found = await load(ctx, escalation, id);
  const step = found && decide.dueStep(found.state, ctx.clock.now());
  if (!step) {
    await wakeAggregate(ctx, escalation, id, () => []);
    return null;
  }
  const { state } = found;
  const why = await overFor(ctx, state);
  if (why !== null) {
    await wakeAggregate(ctx, escalation, id, ({ state: now }) => decide.ended(now, why));
    return null;
  }
  const { agentIds, failed } = await perform(ctx, state, step);
  const at = withRequest(ctx, { occurredAt: step.dueAt });
  const done = await wakeAggregate(at, escalation, id, ({ state: now }) => {
    const isNext = now.status === "RUNNING" && now.done === state.done;
    return isNext ? decide.stepped(now, step, agentIds, failed) : [];
  });
  // Somebody else did it at the same time: the next tick goes on.
  return done.length > 0 ? state : null;
}

/** Why there is nothing to escalate any more; what waited for an age is looked at again when it is reached. */
async function overFor(ctx: Ctx, { ticketId, cause, done, path }: Escalation): Promise<EndReason | null> {
  const found = await load(ctx, Ticket.ticket, ticketId);
  if (!found) return "DELETED";
  const why = decide.overBecause(found.state);
  if (why !== null || cause !== "AGE" || done > 0) return why;
  const { config } = await configInForce(ctx);
  const known = config.escalationPaths.find(({ key }) => key === path);
  return known && (await isFor(ctx, known, found.state)) ? null : "NO_LONGER_MATCHES";
}

/** Whether a path is for a ticket as it is. */
export const isFor = async (ctx: Ctx, path: EscalationPath, ticket: Ticket.Ticket): Promise<boolean> =>
  (await pathsFor(ctx, [path], ticket)).length > 0;

/** Those of some paths that are for a ticket as it is. How its customer is served is read where there are any. */
export async function pathsFor(
  ctx: Ctx,
  paths: Config["escalationPaths"],
  ticket: Ticket.Ticket,
): Promise<readonly EscalationPath[]> {
  if (paths.length === 0) return [];
  const tier = await Customer.tierOf(ctx, ticket.customerId);
  return paths.filter(({ when }) => matches(when, { ...ticket, tier }));
}
