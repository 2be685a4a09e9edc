import * as Agent from "../agent/index.ts";
import { authorize, type Ctx, type Draft, keyless, type Loaded, parse, transition } from "../kernel/index.ts";
import { admit, execute, load, type RecordWrite, type Result, resultOf } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { follow } from "./follow.ts";
import { assigned, needsSomebody } from "./place.ts";
import { type Events, type Offer, OfferInput, type Route } from "./schema.ts";
import { route, routeIdOf } from "./store.ts";

const permission = "ticket:assign" as const;

/**
 * Takes a ticket that was offered to the caller: they have it from now on. An offer that has run out is theirs no more,
 * whether the tick has seen it or not.
 *
 * @throws TRANSITION when nothing is offered to the caller, or not any more, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Routing.accept(desk.as({ kind: "agent", workspaceId: "main", agentId }), { ticketId });
 */
export async function accept(ctx: Ctx, raw: OfferInput): Promise<Result<Ticket.Ticket>> {
  const input = parse(OfferInput, raw);
  const { ticketId } = input;
  await authorize(ctx, permission);
  const executed = await execute(ctx, { name: "routing.accept", input }, async () => {
    const [found, before] = await both(ctx, ticketId);
    const { agentId, load: cost } = offerTo(ctx, before?.state);
    if (!needsSomebody(found.state)) throw over();
    return {
      changes: [
        { agg: Ticket.ticket, id: ticketId, before: found, drafts: [Ticket.assignedTo(found.state, agentId, cost)] },
        { agg: route, id: routeIdOf(ticketId), before, drafts: [assigned(ticketId, agentId, "OFFER")] },
      ],
    };
  });
  return resultOf(ctx, Ticket.ticket, { permission }, executed);
}

/**
 * Leaves a ticket that was offered to the caller to others: it waits on, as old as it was, and is not offered to them
 * again while it waits.
 *
 * @throws TRANSITION when nothing is offered to the caller, NOT_FOUND, FORBIDDEN
 * @example await Routing.decline(ctx, { ticketId });
 */
export async function decline(ctx: Ctx, raw: OfferInput): Promise<void> {
  const input = parse(OfferInput, raw);
  const { ticketId } = input;
  await authorize(ctx, permission);
  await execute(ctx, { name: "routing.decline", input }, async () => {
    const [, before] = await both(ctx, ticketId);
    const { agentId } = offerTo(ctx, before?.state);
    return {
      changes: [{ agg: route, id: routeIdOf(ticketId), before, drafts: [declined(ticketId, agentId, "DECLINED")] }],
    };
  });
  // It may belong elsewhere by now: while it was offered it stayed where it was.
  await follow(ctx.as({ kind: "system", workspaceId: ctx.workspaceId, name: "routing" }), { ticketId });
}

/**
 * Ends an offer that nobody took in time: the agent is away from now on, as they did not answer, and the ticket waits
 * on as old as it was. Nothing when it was taken meanwhile. With `now` also before its time: whom it was offered to is gone.
 */
export async function expire(ctx: Ctx, ticketId: string, options: { readonly now?: true } = {}): Promise<void> {
  const id = routeIdOf(ticketId);
  await execute(keyless(ctx), { name: "routing.expire", input: {} }, async () => {
    const before = await load(ctx, route, id);
    const offer = before?.state.offer;
    if (!before || !offer || (!options.now && offer.until > ctx.clock.now())) return { changes: [] };
    const records = options.now ? [] : await away(ctx, offer.agentId);
    return {
      changes: [{ agg: route, id, before, drafts: [declined(ticketId, offer.agentId, "TIMED_OUT")] }],
      records,
    };
  });
  await follow(ctx, { ticketId });
}

/** Away from now on is who is there: who went meanwhile has said more than that. */
async function away(ctx: Ctx, agentId: string): Promise<readonly RecordWrite[]> {
  const [worker] = await Agent.workersOf(ctx, [agentId]);
  const isThere = worker?.agent.status === "ACTIVE" && worker.presence.state === "ONLINE";
  return isThere ? [Agent.wentAway(ctx, agentId, "NO_ANSWER")] : [];
}

const declined = (ticketId: string, agentId: string, why: "DECLINED" | "TIMED_OUT"): Draft<Events> => ({
  type: "routing.declined",
  payload: { ticketId, agentId, why },
});

/** Whom a ticket is offered to reaches it so far as if it were theirs already, else they could not answer. */
async function both(ctx: Ctx, ticketId: string): Promise<readonly [Loaded<Ticket.Ticket>, Loaded<Route> | null]> {
  const [found, before] = await Promise.all([
    load(ctx, Ticket.ticket, ticketId),
    load(ctx, route, routeIdOf(ticketId)),
  ]);
  const isTheirs = found && ctx.actor.kind === "agent" && before?.state.offer?.agentId === ctx.actor.agentId;
  if (isTheirs) return [found, before];
  return [await admit(ctx, Ticket.ticket, found, { permission, path: ["ticketId"], id: ticketId }), before];
}

/** What is offered to the caller now. */
function offerTo(ctx: Ctx, state: Route | undefined): Offer {
  const offer = state?.offer;
  const isTheirs = ctx.actor.kind === "agent" && offer?.agentId === ctx.actor.agentId;
  if (!offer || !isTheirs) throw transition("This ticket is not offered to you.", [], ["ticketId"]);
  if (offer.until <= ctx.clock.now()) throw over();
  return offer;
}

const over = () => transition("This offer has run out: the ticket waits for others again.", [], ["ticketId"]);
