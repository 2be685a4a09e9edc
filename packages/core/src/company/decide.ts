import { type Draft, invalid, limit } from "../kernel/index.ts";
import { type Company, type Events, MAX_DOMAINS } from "./schema.ts";

type Drafts = readonly Draft<Events>[];
interface Given {
  readonly name?: string | undefined;
  readonly tier?: Company["tier"] | undefined;
}

export const created = (name: string, domains: readonly string[], tier: Company["tier"] = "STANDARD"): Drafts => [
  { type: "company.created", payload: { tier, domains: [...domains] }, content: { name } },
];

/** Only what differs makes an event. */
export function changed(company: Company, { name, tier }: Given): Drafts {
  const renamed = name !== undefined && name !== company.name;
  const moved = tier !== undefined && tier !== company.tier;
  const fields = [...(renamed ? ["name"] : []), ...(moved ? ["tier"] : [])];
  if (fields.length === 0) return [];
  const payload = { fields, ...(moved ? { tier } : {}) };
  return [{ type: "company.changed", payload, content: renamed ? { name } : {} }];
}

export const has = ({ domains = [] }: Company, domain: string): boolean => domains.includes(domain);

/** @throws LIMIT when it has twenty already */
export function domainAdded({ domains = [] }: Company, domain: string): Drafts {
  if (domains.length >= MAX_DOMAINS) {
    throw limit(`A company has at most ${MAX_DOMAINS} domains.`, MAX_DOMAINS, ["domain"]);
  }
  return [{ type: "company.domain_added", payload: { domain } }];
}

/** @throws VALIDATION for a domain of somebody else */
export function domainRemoved(company: Company, domain: string): Drafts {
  if (!has(company, domain)) throw invalid("This is no domain of the company.", ["domain"]);
  return [{ type: "company.domain_removed", payload: { domain } }];
}
