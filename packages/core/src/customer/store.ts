import { createHash } from "node:crypto";
import { isPublicDomain } from "../company/index.ts";
import { type Aggregate, type Ctx, domainOf, type IndexKey } from "../kernel/index.ts";
import type { Key } from "../port/index.ts";
import {
  claim,
  decodeSummary,
  indexPartition,
  type ListSpec,
  type RecordWrite,
  recordKey,
  type Source,
  timeRank,
} from "../table/index.ts";
import { attributeSide } from "../workspace/index.ts";
import { type Events, events } from "./events.ts";
import { evolve } from "./evolve.ts";
import { type Identity, identityKey } from "./identity.ts";
import type { Customer } from "./schema/index.ts";

/** Row `F`: values of the company's own fields. */
export const attributes = attributeSide("customer.attributes_changed");

export const customer: Aggregate<Customer, Events> = {
  name: "customer",
  prefix: "cus",
  rowVersion: 1,
  events,
  evolve,
  sides: [attributes],
  store: {
    attributes: { name: "nm", email: "em", companyId: "cm", createdAt: "ct" },
    // Who was merged stands in no list: the one they were merged into stands for them.
    indexes: (state) => (state.merged ? {} : { relation: place(state, ["CUSTOMERS"]), ...membership(state) }),
  },
  readable: "customer:read",
  target: (state) => ({ customerId: state.id }),
};

const place = (state: Customer, partition: readonly string[]): IndexKey => ({
  partition,
  sort: timeRank(state.createdAt),
});

/** Where the customers of a company are found: by the domain, so that one that moves takes everybody along. */
function membership(state: Customer): { readonly work?: IndexKey } {
  if (state.companyId !== undefined) return { work: place(state, ["COMPANY", state.companyId]) };
  const domain = state.email === undefined ? undefined : domainOf(state.email);
  return domain === undefined || isPublicDomain(domain) ? {} : { work: place(state, ["DOMAIN", domain]) };
}

/** Identities stand hashed in keys: erasing a person leaves no address behind in one. */
function guardKey(ctx: Ctx, identity: Identity): Key {
  const [kind = "", ...words] = identityKey(identity);
  return guardOf(ctx, kind, words);
}

export const guardOf = (ctx: Ctx, kind: string, words: readonly string[]): Key =>
  recordKey(ctx, "identity", kind, createHash("sha256").update(words.join("\n")).digest("base64url"));

/** Access pattern: the one customer behind an identity. Losing the race for it means looking again. */
export const holdIdentity = (ctx: Ctx, identity: Identity, id: string): RecordWrite =>
  claim(guardKey(ctx, identity), { of: id }, () => "retry");

export const releaseIdentity = (ctx: Ctx, identity: Identity, id: string): RecordWrite => ({
  write: {
    kind: "delete",
    key: guardKey(ctx, identity),
    condition: { expression: "#of = :of", names: { "#of": "of" }, values: { ":of": id } },
  },
});

/** Who is known by each of these, in the order asked; null where nobody is. One batch, strongly read. */
export async function holdersOf(ctx: Ctx, identities: readonly Identity[]): Promise<readonly (string | null)[]> {
  const keys = identities.map((identity) => guardKey(ctx, identity));
  const rows = await ctx.table.batchGet(keys, { consistent: true });
  const byKey = new Map(rows.map((row) => [row["pk"], String(row["of"])]));
  return keys.map(({ pk }) => byKey.get(pk) ?? null);
}

/** What a list shows of a customer. */
export type CustomerSummary = Pick<Customer, "id" | "createdAt" | "name" | "email" | "companyId">;

const decode: ListSpec<CustomerSummary>["decode"] = (row) => decodeSummary(customer, row) as unknown as CustomerSummary;

/** Access pattern: all customers, newest first. */
export const newest = (ctx: Ctx): ListSpec<CustomerSummary> => ({
  name: "customers",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["CUSTOMERS"]) }],
  descending: true,
  filter: null,
  decode,
});

/** Access pattern: the customers of a company, newest first: those put in it, and those with an address there. */
export const ofCompany = (ctx: Ctx, id: string, domains: readonly string[]): ListSpec<CustomerSummary> => ({
  name: "company",
  index: "work",
  sources: [["COMPANY", id], ...domains.map((domain) => ["DOMAIN", domain])].map(
    (parts): Source => ({ partition: indexPartition(ctx, parts) }),
  ),
  descending: true,
  filter: [id, ...domains],
  decode,
});
