import * as Core from "@switchboard/core/ticket";
import { type InputBuilder, mutation } from "../mutation.ts";
import { on, ticketId } from "./ticketParts.ts";

const reason = (t: InputBuilder) =>
  t.string({ required: true, description: "Why, up to 200 characters; stays readable in the audit." });

mutation(
  "redactTicketEntry",
  (t) => ({
    ticketId: ticketId(t),
    entryId: t.id({ required: true, description: "Which entry: a message, a note, or what set the subject." }),
    reason: reason(t),
  }),
  {
    ...on("ticket:redact"),
    says: "Blanks the words and files of one entry for good. That there was one still shows.",
    run: (ctx, input) => Core.redact(ctx, input),
  },
);

mutation(
  "redactTicketText",
  (t) => ({
    ticketId: ticketId(t),
    text: t.string({
      required: true,
      description: "What shall be nowhere any more, up to 500 characters: capitals matter, line breaks do not.",
    }),
    reason: reason(t),
  }),
  {
    ...on("ticket:redact"),
    says: "Blanks every occurrence of a text in a ticket for good: words, subject, names of files, drafts; originals of mails that hold it go. Facts such as tags stay, and so does what is inside files.",
    run: (ctx, input) => Core.redactText(ctx, input),
  },
);

mutation(
  "redactTicketAttachment",
  (t) => ({
    ticketId: ticketId(t),
    attachmentId: t.id({ required: true, description: "Which file of it." }),
    reason: reason(t),
  }),
  {
    ...on("ticket:redact"),
    says: "Removes one file for good, with the original of the mail that brought it. Its entry stays.",
    run: (ctx, input) => Core.redactAttachment(ctx, input),
  },
);
