import * as z from "zod";
import { type EventCatalogue, id, Meta, text } from "../kernel/index.ts";
import { AttributesChanged, FieldValue, TIERS, type Tier as TierName } from "../workspace/index.ts";
import { Domain, OwnDomain } from "./domain.ts";

/** How somebody is served: a company, and each customer. */
const Tier = z.enum(TIERS);
type Tier = TierName;

export const MAX_DOMAINS = 20;

/** Where customers work. Who has an address at one of its domains belongs to it. */
export interface Company {
  readonly id: string;
  readonly name: string;
  /** In the order of adding; each belongs to one company of the workspace. Absent when there are none. */
  readonly domains?: readonly string[];
  readonly tier: Tier;
  readonly createdAt: number;
  /** Values of the workspace's own fields; they lie in a row of their own. Absent when there are none. */
  readonly attributeCount?: number;
}

const Name = text(200, 1);
const OnCompany = Meta.extend({ companyId: id("cmp") });

export const CreateInput = Meta.extend({
  name: Name,
  domains: z
    .array(OwnDomain)
    .max(MAX_DOMAINS, `A company has at most ${MAX_DOMAINS} domains.`)
    .default([])
    .transform((domains) => [...new Set(domains)]),
  tier: Tier.optional(),
});
export const UpdateInput = OnCompany.extend({ name: Name.optional(), tier: Tier.optional() });
export const AddDomainInput = OnCompany.extend({ domain: OwnDomain });
export const RemoveDomainInput = OnCompany.extend({ domain: Domain });
export const AttributesInput = OnCompany.extend({ values: z.record(z.string(), FieldValue.nullable()) });

export type CreateInput = z.input<typeof CreateInput>;
export type UpdateInput = z.input<typeof UpdateInput>;
export type AddDomainInput = z.input<typeof AddDomainInput>;
export type RemoveDomainInput = z.input<typeof RemoveDomainInput>;
export type AttributesInput = z.input<typeof AttributesInput>;

const audit = { visibility: "audit", editorial: true, version: 1 } as const;
const OneDomain = z.object({ domain: z.string() });

export const events = {
  "company.created": {
    ...audit,
    payload: z.object({ tier: Tier, domains: z.array(z.string()) }),
    content: z.object({ name: z.string() }),
    says: "A company is known to the desk.",
  },
  "company.changed": {
    ...audit,
    payload: z.object({ fields: z.array(z.string()), tier: Tier.optional() }),
    content: z.object({ name: z.string().optional() }),
    says: "Facts about a company changed; `fields` names which.",
  },
  "company.domain_added": {
    ...audit,
    payload: OneDomain,
    says: "Whoever has an address at this domain belongs to the company from now on.",
  },
  "company.domain_removed": {
    ...audit,
    payload: OneDomain,
    says: "An address at this domain says nothing about the company any more.",
  },
  "company.attributes_changed": {
    ...audit,
    ...AttributesChanged,
    says: "Values of the workspace's own fields changed; `keys` names which, `count` how many there are now.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
