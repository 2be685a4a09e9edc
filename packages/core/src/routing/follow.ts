import { authorize, type Ctx, keyless } from "../kernel/index.ts";
import * as Sla from "../sla/index.ts";
import { execute, load } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { type Config, configInForce } from "../workspace/index.ts";
import { attempt } from "./attempt.ts";
import { fill } from "./fill.ts";
import { askedSkills, conditionFacts, followed, needsSomebody, type Place, queueFor } from "./place.ts";
import type { Route } from "./schema.ts";
import { route, routeIdOf } from "./store.ts";

/**
 * Brings the way of a ticket in line with the ticket: who needs somebody stands in its queue, and somebody is looked for
 * at once; who does not stands in none. Called by the reaction to whatever changes a ticket, as often as it likes and in
 * any order: what it does follows from the ticket as it is now. Without queues nothing happens.
 *
 * @throws FORBIDDEN
 */
export async function follow(ctx: Ctx, { ticketId }: { readonly ticketId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const { waits, freed } = await brought(ctx, ticketId);
  if (waits) await attempt(ctx, ticketId);
  if (freed !== undefined) await fill(ctx, { agentId: freed });
}

interface Brought {
  /** Whether the ticket waits in a queue by now. */
  readonly waits: boolean;
  /** Whom it was offered to until now: what it held of them is room for others. */
  readonly freed?: string | undefined;
}

async function brought(ctx: Ctx, ticketId: string): Promise<Brought> {
  const id = routeIdOf(ticketId);
  let freed: string | undefined;
  const executed = await execute(keyless(ctx), { name: "routing.follow", input: {} }, async () => {
    // What is in force at each try: what lost its race may have lost it to a sweep through other queues.
    const [{ config }, found, before] = await Promise.all([
      configInForce(ctx),
      load(ctx, Ticket.ticket, ticketId),
      load(ctx, route, id),
    ]);
    if (!found || (!before && config.queues.length === 0)) return { changes: [] };
    const place = needsSomebody(found.state) ? await placeFor(ctx, config, found.state, before?.state ?? null) : null;
    const drafts = followed(found.state, before?.state ?? null, place, ctx.clock.now());
    freed = drafts.length > 0 ? before?.state.offer?.agentId : undefined;
    // Nothing begins to exist without an event.
    return { changes: before || drafts.length > 0 ? [{ agg: route, id, before, drafts }] : [] };
  });
  if (executed.replayed) return { waits: false };
  const [own] = executed.committed;
  return { waits: (own?.after.state as Route | undefined)?.state === "WAITING", freed };
}

/** Where a ticket belongs, by the configuration in force and what somebody said of it. */
async function placeFor(ctx: Ctx, config: Config, ticket: Ticket.Ticket, known: Route | null): Promise<Place | null> {
  const facts = await conditionFacts(ctx, ticket);
  const queue = queueFor(config, facts);
  if (!queue) return null;
  const dueAt = queue.order === "DUE" ? await nextDue(ctx, ticket.id) : null;
  return { queue, dueAt, ...(known?.skills ?? askedSkills(config, facts)) };
}

/** When the first of its clocks is due that runs, as they are right now; null for a ticket that is promised nothing. */
async function nextDue(ctx: Ctx, ticketId: string): Promise<number | null> {
  const clocks = await Sla.clocksOf(ctx, { ticketId });
  const due = clocks.flatMap(({ dueAt, metAt }) => (dueAt === null || metAt !== undefined ? [] : [dueAt]));
  return due.length === 0 ? null : Math.min(...due);
}
