import * as Core from "@switchboard/core/customer";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { customerId, on } from "./customerParts.ts";
import { Customer, CustomerNote, CustomerNoteConnection } from "./refs.ts";

CustomerNote.implement({
  description: "What staff wrote about a customer.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "The id of the note." }),
    customerId: t.exposeID("customerId", {
      description: "Whom it was written about: who was merged keeps their notes.",
    }),
    actor: t.field({ type: Actor, description: "Who wrote it.", resolve: (note) => note.actor }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
    text: t.exposeString("text", { nullable: true, description: "What it says; null once it was blanked." }),
  }),
});

builder.objectField(Customer, "notes", (t) =>
  t.field({
    ...rule("What staff wrote about them and everybody merged into them, newest first.", {
      permission: "customer:read_notes",
      cost: 2,
      size: "page",
    }),
    type: CustomerNoteConnection,
    nullable: true,
    args: pageArgs(),
    resolve: ({ id }, page, { ctx }) => Core.notes(ctx, id, pageInput(page)),
  }),
);

mutation(
  "addCustomerNote",
  (t) => ({
    customerId: customerId(t),
    text: t.string({ required: true, description: "What to write, up to 4 KB." }),
  }),
  {
    ...on("customer:note"),
    says: "Writes a note about a customer, for staff alone.",
    run: (ctx, input) => Core.note(ctx, input),
  },
);

mutation(
  "redactCustomerNote",
  (t) => ({
    customerId: customerId(t),
    noteId: t.id({ required: true, description: "Which note." }),
    reason: t.string({ required: true, description: "Why, up to 200 characters." }),
  }),
  {
    ...on("customer:note"),
    says: "Blanks the words of a note for good; that there was one still shows.",
    run: (ctx, input) => Core.redactNote(ctx, input),
  },
);
