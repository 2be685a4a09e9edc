import type { Ctx } from "@switchboard/core";
import { authorize, invalid, isCustomer } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/ticket";
import { type InputBuilder, mutation } from "../mutation.ts";
import { ImpactLevel } from "./configEnums.ts";
import { Channel, MessageFrom, StatusAfterReply, TextFormat, TicketKind, TicketPriority } from "./enums.ts";
import { customStatus, on, payload, ticketId } from "./ticketParts.ts";
import { type FieldValues, fieldValues, valuesOf } from "./ticketSorting.ts";

const text = (t: InputBuilder, says: string) =>
  t.string({ required: true, description: `${says} Up to 64 KB of text.` });
const discardDraft = (t: InputBuilder) =>
  t.boolean({ description: "Whether the shared draft goes with it; it stays unless said." });
const attachmentIds = (t: InputBuilder) => t.idList({ description: "Up to 10 files that were uploaded for it." });

mutation(
  "openTicket",
  (t) => ({
    customerId: t.id({
      description: "Whose issue it is; customers and visitors open for themselves and leave it out.",
    }),
    subject: t.string({ required: true, description: "What it is about, up to 500 characters." }),
    text: text(t, "The first message."),
    from: t.field({ type: MessageFrom, description: "Whose words they are; CUSTOMER unless said." }),
    channel: t.field({ type: Channel, description: "The way it came in; API unless said." }),
    kind: t.field({ type: TicketKind, description: "What sort of work it is; QUESTION unless said." }),
    priority: t.field({ type: TicketPriority, description: "How urgent it is; NORMAL unless said." }),
    impact: t.field({ type: ImpactLevel, description: "How far an incident or a problem reaches; with `urgency`." }),
    urgency: t.field({ type: ImpactLevel, description: "How soon it hurts; the priority then follows." }),
    category: t.string({ description: "What it belongs to, up to 100 characters." }),
    team: t.string({ description: "The key of the team it belongs to." }),
    fields: fieldValues(t, false),
    tags: t.stringList({ description: "Up to 50 words to find it by." }),
    attachmentIds: attachmentIds(t),
  }),
  {
    says: "Opens a ticket with its first message. A customer opens only for themselves.",
    permission: "ticket:open",
    payload,
    run: async (ctx, { fields, customerId, ...input }) => {
      await authorize(ctx, "ticket:open");
      const given = { ...input, customerId: customerId ?? ownId(ctx) };
      return Core.open(ctx, { ...given, ...(fields ? { fields: valuesOf(fields as FieldValues) } : {}) });
    },
  },
);

/** @throws VALIDATION for whoever is no customer */
function ownId({ actor }: Ctx): string {
  if (!isCustomer(actor)) throw invalid("Say whose issue it is.", ["customerId"]);
  return actor.customerId;
}

mutation(
  "replyToTicket",
  (t) => ({
    ticketId: ticketId(t),
    text: text(t, "The answer."),
    format: t.field({ type: TextFormat, description: "The form of the text; PLAIN unless said." }),
    to: t.field({
      type: ["EmailAddress"],
      description:
        "Whom the mail is written to, instead of the customer; nobody gets a copy then but who is named. Up to 50 with `cc`.",
    }),
    cc: t.field({
      type: ["EmailAddress"],
      description: "Who gets a copy, instead of those who would by themselves; empty for nobody.",
    }),
    status: t.field({
      type: StatusAfterReply,
      description:
        "Where the ticket goes with it. Unless said it then waits for the customer; what is resolved stays so.",
    }),
    customStatus: customStatus(t),
    attachmentIds: attachmentIds(t),
    discardDraft: discardDraft(t),
  }),
  {
    ...on("ticket:reply"),
    says: "Answers the customer in public; mail goes out by itself, to them and whoever gets a copy.",
    run: (ctx, input) => Core.reply(ctx, input),
  },
);

mutation(
  "addTicketNote",
  (t) => ({
    ticketId: ticketId(t),
    text: text(t, "The note."),
    attachmentIds: attachmentIds(t),
    mentions: t.idList({ description: "Up to 20 agents whom it calls: they follow the ticket from then on." }),
    discardDraft: discardDraft(t),
  }),
  {
    ...on("ticket:note"),
    says: "Writes an internal note: for staff alone, and it changes no status.",
    run: (ctx, input) => Core.note(ctx, input),
  },
);

mutation(
  "addCustomerMessage",
  (t) => ({ ticketId: ticketId(t), text: text(t, "The message."), attachmentIds: attachmentIds(t) }),
  {
    says: "Adds a message of the customer. On a closed ticket the answer may be the ticket that follows it.",
    permission: "ticket:message",
    payload,
    run: (ctx, input) => Core.addMessage(ctx, input),
  },
);
