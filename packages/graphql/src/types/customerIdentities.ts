import * as Core from "@switchboard/core/customer";
import { builder } from "../builder.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { customerId, on, wholeOf } from "./customerParts.ts";
import { CustomerIdentityKind } from "./peopleEnums.ts";
import { Customer } from "./refs.ts";

const CustomerIdentity = builder.objectRef<Core.Identity>("CustomerIdentity").implement({
  description: "Something a customer is known by.",
  fields: (t) => ({
    kind: t.expose("kind", { type: CustomerIdentityKind, description: "What it is." }),
    value: t.exposeString("value", { description: "The address, number, id or handle, in the form it is sent to." }),
    network: t.exposeString("network", { nullable: true, description: "For SOCIAL: which network the handle is of." }),
  }),
});

export const CustomerIdentityInput = builder.inputType("CustomerIdentityInput", {
  description: "Something a customer is known by.",
  fields: (t) => ({
    kind: t.field({ type: CustomerIdentityKind, required: true, description: "What it is." }),
    value: t.string({
      required: true,
      description: "The address; the number with + and country code; the id, up to 200 characters; or the handle.",
    }),
    network: t.string({ description: "For SOCIAL: the key of the network, for example `mastodon`." }),
  }),
});

/** What the guard reckons with: few customers are known by more. */
const USUAL = 3;

builder.objectFields(Customer, (t) => ({
  identities: t.field({
    ...rule("What they are known by, up to 20; the address that answers go to first.", { cost: 1, size: USUAL }),
    type: [CustomerIdentity],
    resolve: async (row, _, context) => [...Core.identitiesOf(await wholeOf(row, context))],
  }),
}));

builder.queryField("customerByIdentity", (t) =>
  t.field({
    ...rule("The customer who is known by this, or stands for who is; null when there is none that you may see.", {
      permission: "customer:read",
      cost: 1,
    }),
    type: Customer,
    nullable: true,
    args: { identity: t.arg({ type: CustomerIdentityInput, required: true, description: "By what." }) },
    resolve: (_, { identity: { kind, value, network } }, { ctx }) =>
      Core.getByIdentity(ctx, { kind, value, ...(network ? { network } : {}) }),
  }),
);

const fields = (t: InputBuilder) => ({
  customerId: customerId(t),
  identity: t.field({ type: CustomerIdentityInput, required: true, description: "By what." }),
});

mutation("addCustomerIdentity", fields, {
  ...on("customer:write"),
  says: "The customer is known by this too. What is another's already is refused with both ids.",
  run: (ctx, input) => Core.addIdentity(ctx, input),
});

mutation("removeCustomerIdentity", fields, {
  ...on("customer:write"),
  says: "The customer is known by this no more; the last thing they are known by stays.",
  run: (ctx, input) => Core.removeIdentity(ctx, input),
});

mutation(
  "setPrimaryCustomerEmail",
  (t) => ({
    customerId: customerId(t),
    email: t.field({ type: "EmailAddress", required: true, description: "One of their addresses." }),
  }),
  {
    ...on("customer:write"),
    says: "Answers go to another of the customer's addresses.",
    run: (ctx, input) => Core.setPrimaryEmail(ctx, input),
  },
);
