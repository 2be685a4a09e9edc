import type { Filter } from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { Channel, TicketKind, TicketPriority, TicketStatus } from "./enums.ts";

const TicketFilter = builder.inputType("TicketFilter", {
  description: "What narrows a list of tickets; everything given must hold.",
  fields: (t) => ({
    status: t.field({ type: [TicketStatus], description: "Any of these." }),
    priority: t.field({ type: [TicketPriority], description: "Any of these." }),
    kind: t.field({ type: [TicketKind], description: "Any of these." }),
    channel: t.field({ type: [Channel], description: "Any of these." }),
    category: t.string({ description: "Exactly this." }),
    assigneeId: t.id({ description: "This agent is responsible." }),
  }),
});

export const filterArg = () =>
  builder.args((t) => ({ filter: t.field({ type: TicketFilter, description: "What narrows the list." }) })).filter;

/** An explicit null narrows nothing. */
export function filterInput(filter: typeof TicketFilter.$inferInput | null | undefined): Filter {
  const given = Object.entries(filter ?? {}).filter(([, wanted]) => wanted !== null);
  return Object.fromEntries(given);
}
