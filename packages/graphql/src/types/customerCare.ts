import * as Core from "@switchboard/core/customer";
import { builder } from "../builder.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { customerId, on, wholeOf } from "./customerParts.ts";
import { SuppressionReason } from "./peopleEnums.ts";
import { Customer } from "./refs.ts";

type Consent = Core.Consent & { readonly category: string };

const CustomerConsent = builder.objectRef<Consent>("CustomerConsent").implement({
  description: "Whether a customer wants notices of a category.",
  fields: (t) => ({
    category: t.exposeString("category", { description: "The key of the category." }),
    granted: t.exposeBoolean("granted", { description: "Whether they do." }),
    at: t.expose("at", { type: "DateTime", description: "When they said so." }),
  }),
});

const CustomerSuppression = builder.objectRef<Core.Suppression>("CustomerSuppression").implement({
  description: "One reason why no mail goes to a customer.",
  fields: (t) => ({
    reason: t.expose("reason", { type: SuppressionReason, description: "What happened." }),
    note: t.exposeString("note", { nullable: true, description: "What somebody wrote down about it." }),
    at: t.expose("at", { type: "DateTime", description: "Since when." }),
  }),
});

/** What the guard reckons with: few customers have more. */
const USUAL = 3;

builder.objectFields(Customer, (t) => ({
  consents: t.field({
    ...rule("What they agreed to and what they did not, by category of notice; up to 20.", { cost: 1, size: USUAL }),
    type: [CustomerConsent],
    resolve: async (row, _, context) => {
      const { consents = {} } = await wholeOf(row, context);
      return Object.entries(consents).map(([category, consent]) => ({ category, ...consent }));
    },
  }),
  suppression: t.field({
    ...rule("Why no mail goes to them; empty when it does.", { cost: 1, size: USUAL }),
    type: [CustomerSuppression],
    resolve: async (row, _, context) => [...((await wholeOf(row, context)).suppressions ?? [])],
  }),
  attributes: t.field({
    ...rule("The values of your own fields, by key.", { permission: "customer:read", cost: 1 }),
    type: "JSON",
    nullable: true,
    resolve: async (row, _, context) => {
      const { id, attributeCount } = await wholeOf(row, context);
      return attributeCount === undefined ? {} : Core.attributes(context.ctx, id);
    },
  }),
}));

mutation(
  "changeCustomerAttributes",
  (t) => ({
    customerId: customerId(t),
    values: t.field({ type: "JSON", required: true, description: "Values by key; null clears one, the others stay." }),
  }),
  {
    ...on("customer:write"),
    says: "Sets values of your own fields on a customer.",
    json: ["values"],
    run: (ctx, input) =>
      Core.changeAttributes(ctx, { ...input, values: input.values as Core.AttributesInput["values"] }),
  },
);

mutation(
  "setCustomerConsent",
  (t) => ({
    customerId: customerId(t),
    category: t.string({ required: true, description: "The key of a category of notices." }),
    granted: t.boolean({ required: true, description: "Whether they want these." }),
  }),
  {
    ...on("customer:write"),
    says: "Notes whether a customer wants notices of a category; customers say so for themselves as well.",
    run: (ctx, input) => Core.setConsent(ctx, input),
  },
);

const reason = (t: InputBuilder) => t.field({ type: SuppressionReason, required: true, description: "Why." });

mutation(
  "suppressCustomer",
  (t) => ({
    customerId: customerId(t),
    reason: reason(t),
    note: t.string({ description: "What there is to know about it, up to 200 characters." }),
  }),
  {
    ...on("customer:write"),
    says: "No mail goes to the customer from now on; an answer that would is noted as failed.",
    run: (ctx, input) => Core.suppress(ctx, input),
  },
);

mutation("liftCustomerSuppression", (t) => ({ customerId: customerId(t), reason: reason(t) }), {
  ...on("customer:write"),
  says: "One reason to send the customer no mail is gone; others stay.",
  run: (ctx, input) => Core.liftSuppression(ctx, input),
});
