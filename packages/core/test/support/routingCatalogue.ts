import { HOUR } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import type { Call } from "./configuring.ts";

/** What routing does, with an input that works for whoever may. */
export const ROUTING_WRITES: Readonly<Record<string, Call>> = {
  "routing.follow": (ctx, { arrivedId: ticketId }) => Routing.follow(ctx, { ticketId }),
  "routing.fill": (ctx, { agentId }) => Routing.fill(ctx, { agentId }),
  "routing.presenceChanged": (ctx, { agentId }) => Routing.presenceChanged(ctx, { agentId }),
  "routing.messageReceived": (ctx, { queuedId: ticketId }) => Routing.messageReceived(ctx, { ticketId }),
  "routing.ticketChanged": (ctx, { arrivedId: ticketId }) => Routing.ticketChanged(ctx, { ticketId, wrote: true }),
  "routing.agentChanged": (ctx, { agentId }) => Routing.agentChanged(ctx, { agentId }),
  "routing.recountLoad": (ctx, { agentId }) => Routing.recountLoad(ctx, agentId),
  "routing.adopt": (ctx) => Routing.adopt(ctx),
  "routing.startSweep": (ctx) => Routing.startSweep(ctx),
  "routing.accept": (ctx, { queuedId: ticketId }, key) => Routing.accept(ctx, { ticketId, ...key }),
  "routing.decline": (ctx, { queuedId: ticketId }, key) => Routing.decline(ctx, { ticketId, ...key }),
  "routing.changeTicketSkills": (ctx, { queuedId: ticketId }, key) =>
    Routing.changeTicketSkills(ctx, { ticketId, skills: { required: [{ skill: "seeded", level: 1 }] }, ...key }),
};

export const ROUTING_READS: Readonly<Record<string, Call>> = {
  "routing.routeOf": (ctx, { queuedId }) => Routing.routeOf(ctx, queuedId),
  "routing.decisions": (ctx, { queuedId }) => Routing.decisions(ctx, queuedId),
  "routing.replayed": async (ctx, { queuedId: ticketId }) =>
    Routing.replayed(ctx, { ticketId, facts: null, summary: {} as never }),
  "routing.waiting": (ctx) => Routing.waiting(ctx, "seeded"),
  "routing.offers": (ctx) => Routing.offers(ctx),
  "routing.queues": (ctx) => Routing.queues(ctx),
  "routing.plan": (ctx) => Routing.plan(ctx),
  "routing.simulate": (ctx) => Routing.simulate(ctx, { from: ctx.clock.now() - HOUR, to: ctx.clock.now() }),
};

/** Exports that are pure, or the tick's. */
export const ROUTING_NOT_OPERATIONS = [
  "checkConfiguration",
  "decideRoute",
  "decisionSummary",
  "explain",
  "hasRoom",
  "reasonsDigest",
  "recorded",
  "roomFor",
  "simulateRouting",
  "tierOf",
  "unitsFor",
  "unreachable",
  "wake",
].map((name) => `routing.${name}`);
