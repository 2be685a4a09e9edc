import type { Link } from "@switchboard/core/ticket";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { LinkKind, ManualLinkKind } from "./linkKinds.ts";
import { Ticket } from "./refs.ts";
import { on, ticketId } from "./ticketParts.ts";

const TicketLink = builder.objectRef<Link>("TicketLink").implement({
  description: "A connection with another ticket. Both tickets show it, each from its own side.",
  fields: (t) => ({
    kind: t.expose("kind", { type: LinkKind, description: "What the other ticket is to this one." }),
    at: t.expose("at", { type: "DateTime", nullable: true, description: "When it was made, as far as that is known." }),
    ticket: t.field({
      ...rule("The other ticket; null when you may not see it.", { permission: "ticket:read", cost: 1 }),
      type: Ticket,
      nullable: true,
      resolve: (link, _, { loaders }) => loaders.ticket.load(link.ticketId),
    }),
  }),
});

/** What the guard reckons with: few tickets have more. */
const USUAL = 10;

builder.objectFields(Ticket, (t) => ({
  links: t.field({
    ...rule("The tickets it is connected with, by kind, up to 200. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 2,
      size: USUAL,
    }),
    type: [TicketLink],
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.links(ctx, id),
  }),
}));

const fields = (t: InputBuilder) => ({
  ticketId: ticketId(t),
  kind: t.field({ type: ManualLinkKind, required: true, description: "What the other ticket is to this one." }),
  otherId: t.id({ required: true, description: "The other ticket." }),
});

mutation("linkTickets", fields, {
  ...on("ticket:edit"),
  says: "Connects two tickets, closed ones too. The same link again changes nothing.",
  run: (ctx, input) => Core.link(ctx, input),
});

mutation("unlinkTickets", fields, {
  ...on("ticket:edit"),
  says: "Takes a link away on both sides. One that is not there changes nothing.",
  run: (ctx, input) => Core.unlink(ctx, input),
});
