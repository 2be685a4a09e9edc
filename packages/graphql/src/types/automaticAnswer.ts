import * as Mails from "@switchboard/core/mail";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { enumOf } from "./enums.ts";
import { Ticket } from "./refs.ts";

const Purpose = enumOf<Mails.AutomaticPurpose>("AutomaticAnswerPurpose", "What an automatic answer is for.", {
  ACKNOWLEDGEMENT: "A new ticket.",
  AWAY: "What a customer added out of hours.",
});

const Reason = enumOf<Mails.AutomaticReason>(
  "AutomaticAnswerReason",
  "Why nothing was answered automatically.",
  Mails.AUTOMATIC_REASONS,
);

export const AutomaticAnswer = builder.objectRef<Mails.AutomaticAnswer>("AutomaticAnswer").implement({
  description: "What the desk answered by itself, or why it did not.",
  fields: (t) => ({
    purpose: t.expose("purpose", { type: Purpose, description: "What it is for." }),
    entryId: t.exposeID("entryId", { description: "The entry it is about." }),
    answered: t.exposeBoolean("answered", { description: "Whether it is answered." }),
    reason: t.expose("reason", { type: Reason, nullable: true, description: "Why it is not." }),
    says: t.exposeString("says", { nullable: true, description: "The reason in a sentence." }),
    template: t.exposeString("template", { nullable: true, description: "The key of the template that answers it." }),
    deliveryId: t.exposeID("deliveryId", { nullable: true, description: "The mail that went out." }),
    at: t.expose("at", { type: "DateTime", description: "When it was decided." }),
  }),
});

builder.objectField(Ticket, "automaticAnswers", (t) =>
  t.field({
    ...rule("What was answered by itself, and why what was not, in the order of what was said.", {
      permission: "mail:read",
      cost: 10,
    }),
    type: [AutomaticAnswer],
    nullable: true,
    resolve: async ({ id }, _, { ctx }) => [...(await Mails.automaticAnswers(ctx, id))],
  }),
);
