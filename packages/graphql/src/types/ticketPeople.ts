import type { Cc } from "@switchboard/core/ticket";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Agent, Ticket } from "./refs.ts";
import { on, ticketId } from "./ticketParts.ts";

const TicketCc = builder.objectRef<Cc>("TicketCc").implement({
  description: "Somebody outside who shall get a copy of what the desk answers.",
  fields: (t) => ({
    address: t.exposeString("address", { description: "The address, as far as it was not blanked." }),
    name: t.exposeString("name", { nullable: true, description: "The name in front of it." }),
  }),
});

/** What the guard reckons with: few tickets have more. */
const USUAL = 10;

builder.objectFields(Ticket, (t) => ({
  followers: t.field({
    ...rule("The agents who follow it, up to 50. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 2,
      size: USUAL,
    }),
    type: [Agent],
    nullable: true,
    resolve: async ({ id }, _, { ctx, loaders }) => {
      const { followers } = await Core.watchers(ctx, id);
      const found = await Promise.all(followers.map((agentId) => loaders.agent.load(agentId)));
      return found.filter((one) => one !== null);
    },
  }),
  ccs: t.field({
    ...rule("Who shall get copies, up to 50. For staff alone. Answers go to the customer alone for now.", {
      permission: "ticket:read_notes",
      cost: 2,
      size: USUAL,
    }),
    type: [TicketCc],
    nullable: true,
    resolve: async ({ id }, _, { ctx }) => (await Core.watchers(ctx, id)).ccs,
  }),
}));

const follower = (t: InputBuilder) => ({
  ticketId: ticketId(t),
  agentId: t.id({ description: "Which agent; you unless said." }),
});

mutation("followTicket", follower, {
  ...on("ticket:note"),
  says: "An agent follows a ticket. One who does already changes nothing.",
  run: (ctx, input) => Core.follow(ctx, input),
});

mutation("unfollowTicket", follower, {
  ...on("ticket:note"),
  says: "An agent follows a ticket no more. One who does not changes nothing.",
  run: (ctx, input) => Core.unfollow(ctx, input),
});

mutation(
  "addTicketCc",
  (t) => ({
    ticketId: ticketId(t),
    address: t.field({ type: "EmailAddress", required: true, description: "Who shall get copies." }),
    name: t.string({ description: "The name in front of the address, up to 200 characters." }),
  }),
  {
    ...on("ticket:edit"),
    says: "Keeps an address that shall get copies. Answers still go to the customer alone for now.",
    run: (ctx, input) => Core.addCc(ctx, input),
  },
);

mutation(
  "removeTicketCc",
  (t) => ({ ticketId: ticketId(t), address: t.string({ required: true, description: "Which address, as it shows." }) }),
  {
    ...on("ticket:edit"),
    says: "Takes an address away again. One that is not there changes nothing.",
    run: (ctx, input) => Core.removeCc(ctx, input),
  },
);
