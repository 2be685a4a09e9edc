import { type Aggregate, alreadyExists, type Ctx } from "../kernel/index.ts";
import {
  claim,
  decodeSummary,
  indexPartition,
  type ListSpec,
  type RecordWrite,
  recordKey,
  timeRank,
} from "../table/index.ts";
import { attributeSide } from "../workspace/index.ts";
import { evolve } from "./evolve.ts";
import { type Company, type Events, events } from "./schema.ts";

/** Row `F`: values of the workspace's own fields. */
export const attributes = attributeSide("company.attributes_changed");

export const company: Aggregate<Company, Events> = {
  name: "company",
  prefix: "cmp",
  rowVersion: 1,
  events,
  evolve,
  sides: [attributes],
  store: {
    attributes: { name: "nm", createdAt: "ct" },
    indexes: (state) => ({ relation: { partition: ["COMPANIES"], sort: timeRank(state.createdAt) } }),
  },
  readable: "company:read",
  target: () => ({}),
};

const domainKey = (ctx: Ctx, domain: string) => recordKey(ctx, "domain", domain);

/** Access pattern: the one company behind a domain. */
export const holdDomain = (ctx: Ctx, domain: string, id: string): RecordWrite =>
  claim(domainKey(ctx, domain), { of: id }, (row) => {
    const holder = String(row?.["of"] ?? "");
    const says = `${domain} belongs to ${holder}: take it off there first.`;
    return holder === id ? "retry" : alreadyExists(says, ["domain"], holder);
  });

export const releaseDomain = (ctx: Ctx, domain: string, id: string): RecordWrite => ({
  write: {
    kind: "delete",
    key: domainKey(ctx, domain),
    condition: { expression: "#of = :of", names: { "#of": "of" }, values: { ":of": id } },
  },
});

/** Access pattern: the companies behind some domains, by domain. One batch, read eventually. */
export async function holdersOf(ctx: Ctx, domains: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const byKey = new Map(domains.map((domain) => [domainKey(ctx, domain).pk, domain]));
  const keys = [...byKey.values()].map((domain) => domainKey(ctx, domain));
  const rows = keys.length === 0 ? [] : await ctx.table.batchGet(keys);
  return new Map(rows.map((row) => [byKey.get(String(row["pk"])) ?? "", String(row["of"])]));
}

/** What a list shows of a company. */
export type CompanySummary = Pick<Company, "id" | "name" | "createdAt">;

/** Access pattern: all companies, newest first. */
export const newest = (ctx: Ctx): ListSpec<CompanySummary> => ({
  name: "companies",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["COMPANIES"]) }],
  descending: true,
  filter: null,
  decode: (row) => decodeSummary(company, row) as unknown as CompanySummary,
});
