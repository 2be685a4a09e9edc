import { createHash } from "node:crypto";
import { type Aggregate, type Ctx, emailKey } from "../kernel/index.ts";
import {
  claim,
  decodeSummary,
  indexPartition,
  type ListSpec,
  type RecordWrite,
  recordKey,
  timeRank,
} from "../table/index.ts";
import { evolve } from "./evolve.ts";
import { type Customer, type Events, events } from "./schema.ts";

export const customer: Aggregate<Customer, Events> = {
  name: "customer",
  prefix: "cus",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { name: "nm", email: "em", createdAt: "ct" },
    indexes: (state) => ({ relation: { partition: ["CUSTOMERS"], sort: timeRank(state.createdAt) } }),
  },
  readable: "customer:read",
  target: (state) => ({ customerId: state.id }),
};

/** Addresses stand hashed in keys: erasing a person leaves no address behind in one. */
const guardKey = (ctx: Ctx, email: string) =>
  recordKey(ctx, "identity", "email", createHash("sha256").update(emailKey(email)).digest("base64url"));

/** Access pattern: the one customer behind an address. Losing the race for it means looking again. */
export const holdEmail = (ctx: Ctx, email: string, id: string): RecordWrite =>
  claim(guardKey(ctx, email), { of: id }, () => "retry");

export async function idByEmail(ctx: Ctx, email: string): Promise<string | null> {
  const row = await ctx.table.get(guardKey(ctx, email), { consistent: true });
  return row ? String(row["of"]) : null;
}

/** What a list shows of a customer. */
export type CustomerSummary = Pick<Customer, "id" | "email" | "createdAt"> & { readonly name?: string };

/** Access pattern: all customers, newest first. */
export const newest = (ctx: Ctx): ListSpec<CustomerSummary> => ({
  name: "customers",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["CUSTOMERS"]) }],
  descending: true,
  filter: null,
  decode: (row) => decodeSummary(customer, row) as unknown as CustomerSummary,
});
