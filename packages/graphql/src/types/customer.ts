import type { Versioned } from "@switchboard/core";
import * as Core from "@switchboard/core/customer";
import { notFound } from "@switchboard/core/kernel";
import * as Tickets from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { CustomerOutcome, CustomerTier } from "./enums.ts";
import { filterArg, filterInput } from "./filter.ts";
import { Node } from "./node.ts";
import { Customer, CustomerConnection, type CustomerRow, TicketConnection } from "./refs.ts";

type Whole = Versioned<Core.Customer>;

/** A field that lists do not carry: read with those of the other rows when somebody asks. */
const whole =
  <K extends keyof Whole>(field: K) =>
  (row: CustomerRow, _: object, { loaders }: GraphContext): Whole[K] | Promise<Whole[K]> =>
    "version" in row ? row[field] : loaders.customer.load(row.id).then((found) => (found ?? gone(row.id))[field]);

const gone = (id: string): never => {
  throw notFound(id);
};

Customer.implement({
  description: "Somebody who asks. One e-mail address belongs to one customer.",
  interfaces: [Node],
  fields: (t) => ({
    email: t.expose("email", {
      type: "EmailAddress",
      nullable: true,
      description: "Where answers go; null when no e-mail address is known.",
    }),
    name: t.exposeString("name", { nullable: true, description: "What they are called." }),
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
      ...rule("All their tickets, newest first.", { permission: "ticket:read", cost: 5, size: "page" }),
      type: TicketConnection,
      nullable: true,
      args: { filter: filterArg(), ...pageArgs() },
      resolve: ({ id }, { filter, ...page }, { ctx }) =>
        Tickets.listOfCustomer(ctx, id, filterInput(filter), pageInput(page)),
    }),
  }),
});

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
    ...rule("Everybody known to the desk, newest first.", { permission: "customer:read", cost: 5, size: "page" }),
    type: CustomerConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.list(ctx, pageInput(page)),
  }),
}));

const profile = (t: InputBuilder) => ({
  name: t.string({ description: "What they are called, up to 200 characters." }),
  locale: t.string({ description: "Their language, BCP 47." }),
  timeZone: t.string({ description: "Their IANA zone." }),
  tier: t.field({ type: CustomerTier, description: "How they are served; STANDARD unless said." }),
});

mutation(
  "upsertCustomer",
  (t) => ({
    email: t.field({ type: "EmailAddress", description: "Who: unique in the workspace." }),
    ...profile(t),
  }),
  {
    says: "Finds the customer with this address or makes one, and takes over what is new about them.",
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

mutation(
  "updateCustomer",
  (t) => ({
    customerId: t.id({ required: true, description: "Which customer." }),
    ...profile(t),
  }),
  {
    says: "Changes what is known about a customer; what is not given stays.",
    permission: "customer:write",
    versioned: true,
    run: (ctx, input) => Core.update(ctx, input),
    payload: (t) => ({
      customer: t.field({
        type: Customer,
        nullable: true,
        description: "The customer.",
        resolve: (p) => p.result?.object,
      }),
    }),
  },
);
