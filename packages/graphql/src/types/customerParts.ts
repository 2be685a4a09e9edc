import type { Permission, Result, Versioned } from "@switchboard/core";
import type * as Core from "@switchboard/core/customer";
import { notFound } from "@switchboard/core/kernel";
import type { GraphContext } from "../context.ts";
import type { InputBuilder, Mutation } from "../mutation.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { Customer, type CustomerRow } from "./refs.ts";

export type Whole = Versioned<Core.Customer>;

/** A customer as lists carry them, or as a whole: read with those of the other rows when somebody asks. */
export async function wholeOf(row: CustomerRow, { loaders }: GraphContext): Promise<Whole> {
  if ("version" in row) return row;
  const found = await loaders.customer.load(row.id);
  if (!found) throw notFound(row.id);
  return found;
}

/** A field that lists do not carry. */
export const whole =
  <K extends keyof Whole>(field: K) =>
  (row: CustomerRow, _: object, context: GraphContext): Whole[K] | Promise<Whole[K]> =>
    "version" in row ? row[field] : wholeOf(row, context).then((found) => found[field]);

/** What mutations of customers answer with. */
export const payload: Mutation<object, Result<Core.Customer>>["payload"] = (t) => ({
  customer: t.field({
    type: Customer,
    nullable: true,
    description: "The customer as they are now.",
    resolve: (p) => p.result?.object,
  }),
});

/** What every change of a customer that exists has in common. */
export const on = (permission: Permission) => ({ permission, versioned: true, payload });

export const customerId = (t: InputBuilder) => t.id({ required: true, description: "Which customer." });

export const profile = (t: InputBuilder) => ({
  name: t.string({ description: "What they are called, up to 200 characters." }),
  locale: t.string({ description: "Their language, BCP 47, for example `de-AT`." }),
  timeZone: t.string({ description: "Their IANA zone, for example `Europe/Berlin`." }),
  tier: t.field({ type: CustomerTier, description: "How they are served; STANDARD unless said." }),
});
