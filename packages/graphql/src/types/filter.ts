import type { Filter } from "@switchboard/core/ticket";
import { builder, type Types } from "../builder.ts";
import { Channel, TicketKind, TicketPriority, TicketStatus } from "./enums.ts";

/** A filter as it comes in: what is null narrows nothing. */
type Leaf = { readonly [K in Exclude<keyof Filter, "and" | "or" | "not">]?: Filter[K] | null };
export interface GivenFilter extends Leaf {
  readonly and?: readonly GivenFilter[] | null | undefined;
  readonly or?: readonly GivenFilter[] | null | undefined;
  readonly not?: GivenFilter | null | undefined;
}

const ref = builder.inputRef<GivenFilter>("TicketFilter");

export const TicketFilter: PothosSchemaTypes.InputObjectRef<Types, GivenFilter> = ref.implement({
  description: "What narrows a list of tickets; everything given must hold. Up to 50 conditions, nested 5 deep.",
  fields: (t) => ({
    status: t.field({ type: [TicketStatus], description: "Any of these." }),
    priority: t.field({ type: [TicketPriority], description: "Any of these." }),
    kind: t.field({ type: [TicketKind], description: "Any of these." }),
    channel: t.field({ type: [Channel], description: "Any of these." }),
    category: t.string({ description: "Exactly this." }),
    assigneeId: t.id({ description: "This agent is responsible." }),
    unassigned: t.boolean({ description: "Whether nobody is responsible." }),
    customerId: t.id({ description: "The issue of this customer." }),
    team: t.stringList({ description: "The keys of teams: any of these." }),
    customStatus: t.stringList({ description: "The keys of statuses of the company's own: any of these." }),
    tags: t.stringList({ description: "Any of these, up to 20." }),
    createdFrom: t.field({ type: "DateTime", description: "Opened at this time or later." }),
    createdTo: t.field({ type: "DateTime", description: "Opened before this time." }),
    and: t.field({ type: [TicketFilter], description: "All of these." }),
    or: t.field({ type: [TicketFilter], description: "At least one of these." }),
    not: t.field({ type: TicketFilter, description: "Not this." }),
  }),
});

export const filterArg = () =>
  builder.args((t) => ({ filter: t.field({ type: TicketFilter, description: "What narrows the list." }) })).filter;

/** An explicit null narrows nothing, at any depth. */
export function filterInput(filter: GivenFilter | null | undefined): Filter {
  const given = Object.entries(filter ?? {}).filter(([, wanted]) => wanted !== null && wanted !== undefined);
  return Object.fromEntries(given.map(([name, wanted]) => [name, inner(wanted)]));
}

const inner = (wanted: unknown): unknown => {
  if (Array.isArray(wanted)) return wanted.map(inner);
  return typeof wanted === "object" && wanted !== null ? filterInput(wanted) : wanted;
};
