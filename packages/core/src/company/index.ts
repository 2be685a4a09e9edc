/**
 * The companies that customers work for: each has domains, and whoever has an address there belongs to it.
 *
 * @module
 */

export { TIERS, type Tier } from "../workspace/index.ts";
export { withParents } from "./domain.ts";
export {
  addDomain,
  attributes,
  changeAttributes,
  create,
  exists,
  get,
  getByDomain,
  getMany,
  list,
  removeDomain,
  update,
} from "./operations.ts";
export { isPublicDomain } from "./publicDomains.ts";
export {
  type AddDomainInput,
  type AttributesInput,
  type Company,
  type CreateInput,
  MAX_DOMAINS,
  type RemoveDomainInput,
  type UpdateInput,
} from "./schema.ts";
export { type CompanySummary, company, holdersOf } from "./store.ts";
