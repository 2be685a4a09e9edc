import * as Core from "@switchboard/core/routing";
import type { HeldSkill } from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { connectionOf, pageArgs, pageInput } from "../connection.ts";
import { rule } from "../rule.ts";
import { Agent, Ticket } from "./refs.ts";
import { RoutingDecision } from "./routingDecision.ts";
import { RouteState } from "./routingEnums.ts";

export const AskedSkill = builder.objectRef<HeldSkill & { readonly priority?: number }>("TicketSkill").implement({
  description: "A skill that a ticket asks for.",
  fields: (t) => ({
    skill: t.exposeString("skill", { description: "The key of the skill." }),
    level: t.exposeInt("level", { description: "At least this level, 1 to 5." }),
    priority: t.exposeInt("priority", {
      nullable: true,
      description: "How much it is preferred: 3 is given up first; null for what is required.",
    }),
  }),
});

const RouteOffer = builder.objectRef<Core.Offer>("RouteOffer").implement({
  description: "Somebody is asked to take a ticket.",
  fields: (t) => ({
    until: t.expose("until", { type: "DateTime", description: "Until when." }),
    agent: t.field({
      ...rule("Who is asked.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ agentId }, _, { loaders }) => loaders.agent.load(agentId),
    }),
  }),
});

export const TicketRoute = builder.objectRef<Core.Route>("TicketRoute").implement({
  description: "The way of a ticket to the person who can best serve it.",
  fields: (t) => ({
    state: t.expose("state", { type: RouteState, description: "Where it stands." }),
    queue: t.exposeString("queue", { description: "The key of the queue it waits in, or waited in last." }),
    eligibleSince: t.expose("eligibleSince", {
      type: "DateTime",
      description: "Since when it waits for somebody: who declines it does not make it younger.",
    }),
    required: t.field({
      type: [AskedSkill],
      description: "The skills it cannot do without, up to 20.",
      resolve: ({ required }) => [...required],
    }),
    preferred: t.field({
      type: [AskedSkill],
      description: "The skills that would be better, up to 20.",
      resolve: ({ preferred }) => [...preferred],
    }),
    retryAt: t.expose("retryAt", {
      type: "DateTime",
      nullable: true,
      description: "When time alone may change the answer.",
    }),
    offer: t.field({
      type: RouteOffer,
      nullable: true,
      description: "Who is asked to take it now.",
      resolve: ({ offer }) => offer,
    }),
  }),
});

builder.objectFields(Ticket, (t) => ({
  route: t.field({
    ...rule("Its way to somebody; null when it was never routed. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 2,
    }),
    type: TicketRoute,
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.routeOf(ctx, id),
  }),
  routingDecision: t.field({
    ...rule("The latest decision about who gets it. For staff alone.", { permission: "ticket:read_notes", cost: 5 }),
    type: RoutingDecision,
    nullable: true,
    resolve: async ({ id }, _, { ctx }) => (await Core.decisions(ctx, id))[0],
  }),
  routingDecisions: t.field({
    ...rule("All decisions about who gets it, the latest first. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 5,
      size: 20,
    }),
    type: [RoutingDecision],
    nullable: true,
    resolve: async ({ id }, _, { ctx }) => [...(await Core.decisions(ctx, id))],
  }),
}));

const QueuedTicket = builder.objectRef<string>("QueuedTicket").implement({
  description: "A ticket that waits in a queue.",
  fields: (t) => ({
    ticketId: t.id({ description: "Which.", resolve: (id) => id }),
    ticket: t.field({
      ...rule("The ticket; null when you may not see it.", { permission: "ticket:read", cost: 1 }),
      type: Ticket,
      nullable: true,
      resolve: (id, _, { loaders }) => loaders.ticket.load(id),
    }),
  }),
});
const QueuedTicketConnection = connectionOf("QueuedTicket", QueuedTicket, "tickets that wait in a queue");

const OfferedTicket = builder.objectRef<Core.OfferedTicket>("OfferedTicket").implement({
  description: "A ticket that you are asked to take.",
  fields: (t) => ({
    until: t.expose("until", { type: "DateTime", description: "Until when." }),
    ticket: t.field({
      ...rule("The ticket.", { permission: "ticket:read", cost: 1 }),
      type: Ticket,
      nullable: true,
      resolve: ({ ticketId }, _, { loaders }) => loaders.ticket.load(ticketId),
    }),
  }),
});

builder.queryFields((t) => ({
  queuedTickets: t.field({
    ...rule("The tickets that wait in a queue, in its order.", {
      permission: "ticket:read_notes",
      cost: 5,
      size: "page",
    }),
    type: QueuedTicketConnection,
    nullable: true,
    args: { queue: t.arg.string({ required: true, description: "The key of the queue." }), ...pageArgs() },
    resolve: (_, { queue, ...page }, { ctx }) => Core.waiting(ctx, queue, pageInput(page)),
  }),
  myOffers: t.field({
    ...rule("What you are asked to take now, what ends first in front. For agents.", {
      permission: "ticket:assign",
      cost: 5,
      size: 20,
    }),
    type: [OfferedTicket],
    nullable: true,
    resolve: async (_, _args, { ctx }) => [...(await Core.offers(ctx))],
  }),
}));
