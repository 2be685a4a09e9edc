import * as Core from "@switchboard/core/routing";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { Ticket } from "./refs.ts";
import { TicketRoute } from "./routing.ts";
import { PreferredInput, RequiredInput } from "./routingSkills.ts";
import { payload, ticketId } from "./ticketParts.ts";

mutation("acceptOffer", (t) => ({ ticketId: ticketId(t) }), {
  permission: "ticket:assign",
  says: "Takes a ticket that you were asked to take: it is yours. What has run out is not.",
  run: (ctx, input) => Core.accept(ctx, input),
  payload,
});

mutation("declineOffer", (t) => ({ ticketId: ticketId(t) }), {
  permission: "ticket:assign",
  says: "Leaves a ticket that you were asked to take to others: it waits on, as old as it was.",
  run: async (ctx, input) => {
    await Core.decline(ctx, input);
    return input.ticketId;
  },
  payload: (t) => ({
    ticket: t.field({
      type: Ticket,
      nullable: true,
      description: "The ticket.",
      resolve: ({ result }, _, { loaders }) => (result ? loaders.ticket.load(result) : null),
    }),
  }),
});

const SkillsInput = builder.inputType("TicketSkillsInput", {
  description: "What a ticket asks of whoever takes it.",
  fields: (t) => ({
    required: t.field({ type: [RequiredInput], description: "What it cannot do without, up to 20." }),
    preferred: t.field({ type: [PreferredInput], description: "What would be better, up to 20." }),
  }),
});

mutation(
  "changeTicketSkills",
  (t) => ({
    ticketId: ticketId(t),
    skills: t.field({ type: SkillsInput, description: "What it asks for; what the rules say again, when absent." }),
  }),
  {
    permission: "ticket:edit",
    says: "Says which skills a ticket asks for. One that waits is decided about anew at once.",
    run: (ctx, { skills, ...input }) =>
      Core.changeTicketSkills(ctx, { ...input, skills: (skills ?? null) as Core.ChangeTicketSkillsInput["skills"] }),
    payload: (t) => ({
      route: t.field({
        type: TicketRoute,
        nullable: true,
        description: "Its way to somebody, as it is now.",
        resolve: (p) => p.result,
      }),
    }),
  },
);
