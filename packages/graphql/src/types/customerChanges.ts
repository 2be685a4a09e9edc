import * as Core from "@switchboard/core/customer";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { CustomerIdentityInput } from "./customerIdentities.ts";
import { customerId, on, profile } from "./customerParts.ts";
import { CustomerOutcome } from "./peopleEnums.ts";
import { Customer } from "./refs.ts";

const CustomerProfileInput = builder.inputType("CustomerProfileInput", {
  description: "What is known about a customer; what is not given stays.",
  fields: profile,
});

mutation(
  "upsertCustomer",
  (t) => ({
    email: t.field({ type: "EmailAddress", description: "Who: unique in the workspace." }),
    identities: t.field({
      type: [CustomerIdentityInput],
      description: "Who, by anything else; up to 20. Give an address or at least one of these.",
    }),
    ...profile(t),
    onCreate: t.field({ type: CustomerProfileInput, description: "Taken over only when there was none." }),
    onUpdate: t.field({ type: CustomerProfileInput, description: "Taken over only when there was one." }),
  }),
  {
    says: "Finds the customer who is known by any of these or makes one, and takes over what is new about them.",
    permission: "customer:write",
    run: (ctx, input) => Core.upsert(ctx, input),
    payload: (t) => ({
      customer: t.field({
        type: Customer,
        nullable: true,
        description: "The customer.",
        resolve: (p) => p.result?.object,
      }),
      outcome: t.field({
        type: CustomerOutcome,
        nullable: true,
        description: "What it came to.",
        resolve: (p) => p.result?.outcome,
      }),
    }),
  },
);

mutation("updateCustomer", (t) => ({ customerId: customerId(t), ...profile(t) }), {
  ...on("customer:write"),
  says: "Changes what is known about a customer; what is not given stays.",
  run: (ctx, input) => Core.update(ctx, input),
});

mutation(
  "setCustomerCompany",
  (t) => ({
    customerId: customerId(t),
    companyId: t.id({ description: "Which company; null, and it follows from their e-mail domain again." }),
  }),
  {
    ...on("customer:write"),
    says: "Puts a customer in a company by hand.",
    run: (ctx, input) => Core.setCompany(ctx, { ...input, companyId: input.companyId ?? null }),
  },
);
