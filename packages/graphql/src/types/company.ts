import type { Versioned } from "@switchboard/core";
import * as Core from "@switchboard/core/company";
import * as Customers from "@switchboard/core/customer";
import { notFound } from "@switchboard/core/kernel";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { Node } from "./node.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { Company, CompanyConnection, type CompanyRow, CustomerConnection } from "./refs.ts";

type Whole = Versioned<Core.Company>;

async function wholeOf(row: CompanyRow, { loaders }: GraphContext): Promise<Whole> {
  if ("version" in row) return row;
  const found = await loaders.company.load(row.id);
  if (!found) throw notFound(row.id);
  return found;
}

/** A field that lists do not carry: read with those of the other rows when somebody asks. */
const whole =
  <K extends keyof Whole>(field: K) =>
  (row: CompanyRow, _: object, context: GraphContext): Whole[K] | Promise<Whole[K]> =>
    "version" in row ? row[field] : wholeOf(row, context).then((found) => found[field]);

Company.implement({
  description: "Where customers work. Who has an address at one of its domains belongs to it.",
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "Since when the desk knows it." }),
    tier: t.field({ type: CustomerTier, description: "How its customers are served.", resolve: whole("tier") }),
    domains: t.field({
      type: ["String"],
      description: "Its mail domains, up to 20; what lies below one belongs to it too.",
      resolve: async (row, _, context) => [...((await wholeOf(row, context)).domains ?? [])],
    }),
    version: t.int({ description: "Give it as `expectedVersion`.", resolve: whole("version") }),
    attributes: t.field({
      ...rule("The values of your own fields, by key.", { permission: "company:read", cost: 1 }),
      type: "JSON",
      nullable: true,
      resolve: async (row, _, context) => {
        const { id, attributeCount } = await wholeOf(row, context);
        return attributeCount === undefined ? {} : Core.attributes(context.ctx, id);
      },
    }),
    customers: t.field({
      ...rule("Those put in it, and those whose answers go to one of its domains, exactly; newest first.", {
        permission: "customer:read",
        cost: 5,
        size: "page",
      }),
      type: CustomerConnection,
      nullable: true,
      args: pageArgs(),
      resolve: ({ id }, page, { ctx }) => Customers.listOfCompany(ctx, id, pageInput(page)),
    }),
  }),
});

builder.queryFields((t) => ({
  company: t.field({
    ...rule("One company; null when there is none.", { permission: "company:read", cost: 1 }),
    type: Company,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id of the company." }) },
    resolve: (_, { id }, { ctx }) => orNull(Core.get(ctx, id)),
  }),
  companyByDomain: t.field({
    ...rule("The company that has exactly this domain; null when there is none.", {
      permission: "company:read",
      cost: 1,
    }),
    type: Company,
    nullable: true,
    args: { domain: t.arg.string({ required: true, description: "The domain." }) },
    resolve: (_, { domain }, { ctx }) => Core.getByDomain(ctx, domain),
  }),
  companies: t.field({
    ...rule("All companies, newest first.", { permission: "company:read", cost: 5, size: "page" }),
    type: CompanyConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.list(ctx, pageInput(page)),
  }),
}));
