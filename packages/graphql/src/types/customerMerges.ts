import * as Core from "@switchboard/core/customer";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { customerId, on, wholeOf } from "./customerParts.ts";
import { Customer } from "./refs.ts";

/** What the guard reckons with: few customers were ever more. */
const USUAL = 3;

builder.objectFields(Customer, (t) => ({
  mergedInto: t.field({
    ...rule("The customer they were merged into, who stands for them.", { permission: "customer:read", cost: 1 }),
    type: Customer,
    nullable: true,
    resolve: async (row, _, context) => {
      const { merged } = await wholeOf(row, context);
      return merged ? context.loaders.customer.load(merged.into) : null;
    },
  }),
  mergedCustomers: t.field({
    ...rule("Everybody merged into them, those merged into these included.", {
      permission: "customer:read",
      cost: 2,
      size: USUAL,
    }),
    type: [Customer],
    nullable: true,
    resolve: async ({ id }, _, { ctx }) => [...(await Core.mergedCustomers(ctx, id))],
  }),
}));

mutation(
  "mergeCustomers",
  (t) => ({
    targetId: t.id({ required: true, description: "Who stands for all; one who was merged stands for their target." }),
    sourceIds: t.idList({ required: true, description: "Who is merged into them: all or none." }),
  }),
  {
    ...on("customer:merge"),
    says: "Makes several customers one person, known by 20 things at most. Nothing is moved. `expectedVersion` is the target's.",
    run: (ctx, input) => Core.merge(ctx, input),
  },
);

mutation("unmergeCustomer", (t) => ({ customerId: customerId(t) }), {
  ...on("customer:merge"),
  says: "Takes a merge back, whenever: the customer is again what they were. What the other one got since stays there.",
  run: (ctx, input) => Core.unmerge(ctx, input),
});
