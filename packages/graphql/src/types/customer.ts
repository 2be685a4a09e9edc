import * as Core from "@switchboard/core/customer";
import { authorize } from "@switchboard/core/kernel";
import * as Tickets from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { whole, wholeOf } from "./customerParts.ts";
import { filterArg, filterInput } from "./filter.ts";
import { Node } from "./node.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { Company, Customer, CustomerConnection, TicketConnection } from "./refs.ts";

Customer.implement({
  description: "Somebody who asks. What they are known by belongs to one customer.",
  interfaces: [Node],
  fields: (t) => ({
    email: t.expose("email", {
      type: "EmailAddress",
      nullable: true,
      description: "Where answers go; null when no e-mail address is known.",
    }),
    name: t.exposeString("name", { nullable: true, description: "What they are called." }),
    personalShown: t.boolean({
      description:
        "Whether you read how they are reached, and the company's own fields of them; else these are masked.",
      resolve: ({ id }, _, { ctx }) => Core.isPersonalShown(ctx, id),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "Since when the desk knows them." }),
    tier: t.field({ type: CustomerTier, description: "How they are served.", resolve: whole("tier") }),
    locale: t.string({
      nullable: true,
      description: "Their language, BCP 47, for example `de-AT`.",
      resolve: whole("locale"),
    }),
    timeZone: t.string({
      nullable: true,
      description: "Their IANA zone, for example `Europe/Berlin`.",
      resolve: whole("timeZone"),
    }),
    version: t.int({ description: "Give it as `expectedVersion`.", resolve: whole("version") }),
    tickets: t.field({
      ...rule("All their tickets and those of everybody merged with them, newest first.", {
        permission: "ticket:read",
        cost: 5,
        size: "page",
      }),
      type: TicketConnection,
      nullable: true,
      args: { filter: filterArg(), ...pageArgs() },
      resolve: ({ id }, { filter, ...page }, { ctx }) =>
        Tickets.listOfCustomer(ctx, id, filterInput(filter), pageInput(page)),
    }),
  }),
});

builder.objectFields(Customer, (t) => ({
  company: t.field({
    ...rule("The company they were put in, else the one that has the domain of one of their addresses.", {
      permission: "company:read",
      cost: 1,
    }),
    type: Company,
    nullable: true,
    resolve: async (row, _, context) => context.loaders.companyOf.load(await wholeOf(row, context)),
  }),
  effectiveTier: t.field({
    ...rule(
      "How they are served: by the tier of who stands for them and, where that is STANDARD, as their company is.",
      {
        permission: "company:read",
        cost: 1,
      },
    ),
    type: CustomerTier,
    nullable: true,
    resolve: async (row, _, context) => {
      await authorize(context.ctx, "company:read");
      return context.loaders.tierOf.load(await wholeOf(row, context));
    },
  }),
}));

builder.queryFields((t) => ({
  customer: t.field({
    ...rule("One customer; null when there is none that you may see.", { permission: "customer:read", cost: 1 }),
    type: Customer,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id of the customer." }) },
    resolve: (_, { id }, { ctx }) => orNull(Core.get(ctx, id)),
  }),
  customerByEmail: t.field({
    ...rule("The customer with this address; null when there is none that you may see.", {
      permission: "customer:read",
      cost: 1,
    }),
    type: Customer,
    nullable: true,
    args: { email: t.arg({ type: "EmailAddress", required: true, description: "The address." }) },
    resolve: (_, { email }, { ctx }) => Core.getByEmail(ctx, email),
  }),
  customers: t.field({
    ...rule("Everybody known to the desk, newest first; who was merged into another stands there no more.", {
      permission: "customer:read",
      cost: 5,
      size: "page",
    }),
    type: CustomerConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.list(ctx, pageInput(page)),
  }),
}));
