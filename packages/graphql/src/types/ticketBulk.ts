import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { type Mutation, mutation } from "../mutation.ts";
import { type UserErrorShape, userErrors } from "../refusal.ts";
import { StatusChange, TicketPriority } from "./enums.ts";
import { UserError } from "./errors.ts";
import { Ticket } from "./refs.ts";

const BulkStatus = builder.inputType("BulkStatusInput", {
  description: "Where tickets stand now: one of both.",
  fields: (t) => ({
    status: t.field({ type: StatusChange, description: "A category." }),
    customStatus: t.string({ description: "The key of a status of the company's own." }),
  }),
});

const BulkPriority = builder.inputType("BulkPriorityInput", {
  description: "How urgent tickets are now.",
  fields: (t) => ({
    priority: t.field({ type: TicketPriority, required: true, description: "How urgent." }),
    reason: t.string({ description: "Why: needed where another priority follows from impact and urgency." }),
  }),
});

const BulkChange = builder.inputType("BulkChange", {
  description: "What is done to each ticket: exactly one of these.",
  isOneOf: true,
  fields: (t) => ({
    assign: t.id({ description: "Makes this agent responsible. Needs `ticket:assign`." }),
    unassign: t.boolean({ description: "True puts them back for anybody to take. Needs `ticket:assign`." }),
    tag: t.stringList({ description: "Adds these tags. Needs `ticket:edit`." }),
    untag: t.stringList({ description: "Removes these tags. Needs `ticket:edit`." }),
    changePriority: t.field({ type: BulkPriority, description: "Says how urgent they are. Needs `ticket:edit`." }),
    changeStatus: t.field({ type: BulkStatus, description: "Opens them or lets them wait. Needs `ticket:status`." }),
    resolve: t.boolean({ description: "True resolves them. Needs `ticket:status`." }),
    close: t.boolean({ description: "True closes what is resolved. Needs `ticket:status`." }),
    changeTeam: t.string({ description: "Gives them to the team with this key. Needs `ticket:assign`." }),
    clearTeam: t.boolean({ description: "True takes them from their team. Needs `ticket:assign`." }),
    changeCategory: t.string({ description: "Says what they belong to. Needs `ticket:edit`." }),
    clearCategory: t.boolean({ description: "True: they belong to nothing in particular. Needs `ticket:edit`." }),
  }),
});

type Wanted = { readonly [K in keyof typeof BulkChange.$inferInput]?: (typeof BulkChange.$inferInput)[K] };

/** What is said flatly, as core takes it. A false does nothing, which core refuses. */
function changeOf(wanted: Wanted): Core.BulkInput["change"] {
  const { assign, tag, untag, changePriority, changeStatus, changeTeam, changeCategory } = wanted;
  if (assign) return { assign: { assigneeId: assign } };
  if (tag) return { tag: { tags: [...tag] } };
  if (untag) return { untag: { tags: [...untag] } };
  if (changePriority) return { changePriority: { ...changePriority, reason: changePriority.reason ?? undefined } };
  if (changeStatus) {
    const { status, customStatus } = changeStatus;
    return { changeStatus: { status: status ?? undefined, customStatus: customStatus ?? undefined } };
  }
  if (changeTeam !== undefined) return { changeTeam: { team: changeTeam } };
  if (changeCategory !== undefined) return { changeCategory: { category: changeCategory } };
  return flagged(wanted);
}

function flagged({ unassign, resolve, close, clearTeam, clearCategory }: Wanted): Core.BulkInput["change"] {
  if (unassign) return { unassign: {} };
  if (resolve) return { resolve: {} };
  if (close) return { close: {} };
  if (clearTeam) return { changeTeam: { team: null } };
  return clearCategory ? { changeCategory: { category: null } } : {};
}

const BulkResult = builder.objectRef<Core.BulkOutcome>("BulkTicketResult").implement({
  description: "What became of one ticket of many.",
  fields: (t) => ({
    ticketId: t.exposeID("ticketId", { description: "Which ticket." }),
    done: t.exposeBoolean("done", { description: "Whether it was done, or needed no doing." }),
    ticket: t.field({
      type: Ticket,
      nullable: true,
      description: "The ticket as it is now; null when it was refused.",
      resolve: (outcome) => (outcome.done ? outcome.ticket : null),
    }),
    errors: t.field({
      type: [UserError],
      description: "Why nothing was done to it; empty when it was.",
      resolve: (outcome): readonly UserErrorShape[] => (outcome.done ? [] : userErrors(outcome.error)),
    }),
  }),
});

const payload: Mutation<object, readonly Core.BulkOutcome[]>["payload"] = (t) => ({
  results: t.field({
    type: [BulkResult],
    description: "What became of each, in the order given: up to 100.",
    resolve: (p) => p.result ?? [],
  }),
});

mutation(
  "bulkChangeTickets",
  (t) => ({
    ticketIds: t.idList({ required: true, description: "Which tickets: 1 to 100." }),
    change: t.field({ type: BulkChange, required: true, description: "What is done to each." }),
  }),
  {
    permission: "ticket:read",
    size: "ticketIds",
    says: "Does one thing to many tickets, each by itself: one that is refused stops none. Each field of `change` names what it needs besides.",
    payload,
    run: (ctx, { change, ...input }) => Core.bulk(ctx, { ...input, change: changeOf(change as Wanted) }),
  },
);
