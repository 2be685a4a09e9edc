import {
  authorize,
  type Ctx,
  id,
  type Page,
  type PageInput,
  parse,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import {
  change,
  create as createAggregate,
  load,
  loadMany,
  need,
  type Result,
  list as readList,
} from "../table/index.ts";
import { attributesIn, changeAttributes as changed, type FieldValues } from "../workspace/index.ts";
import * as decide from "./decide.ts";
import { Domain } from "./domain.ts";
import {
  AddDomainInput,
  AttributesInput,
  type Company,
  CreateInput,
  RemoveDomainInput,
  UpdateInput,
} from "./schema.ts";
import {
  type CompanySummary,
  company,
  holdDomain,
  holdersOf,
  newest,
  releaseDomain,
  attributes as side,
} from "./store.ts";

const permission = "company:write" as const;

/**
 * Makes a company known to the desk. Whoever has an address at one of its domains belongs to it from then on.
 *
 * @throws ALREADY_EXISTS for a domain of another company, VALIDATION for one that is anybody's, FORBIDDEN
 * @example const { object } = await Company.create(ctx, { name: "Acme", domains: ["acme.example"], tier: "VIP" });
 */
export async function create(ctx: Ctx, raw: CreateInput): Promise<Result<Company>> {
  const input = parse(CreateInput, raw);
  const { name, domains, tier } = input;
  const freshId = ctx.ids.next("cmp");
  return createAggregate(ctx, company, { name: "company.create", permission, id: freshId, input }, () => ({
    events: decide.created(name, domains, tier),
    records: domains.map((domain) => holdDomain(ctx, domain, freshId)),
  }));
}

/**
 * Changes name or tier; what is not given stays.
 *
 * @throws NOT_FOUND, VALIDATION, FORBIDDEN, CONFLICT
 * @example await Company.update(ctx, { companyId, tier: "PRIORITY" });
 */
export async function update(ctx: Ctx, raw: UpdateInput): Promise<Result<Company>> {
  const input = parse(UpdateInput, raw);
  return change(ctx, company, op("company.update", input), ({ state }) => decide.changed(state, input));
}

/**
 * Gives a company one domain more. One that it has already changes nothing.
 *
 * @throws ALREADY_EXISTS naming the company that has it, VALIDATION, LIMIT over 20, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Company.addDomain(ctx, { companyId, domain: "acme.example" });
 */
export async function addDomain(ctx: Ctx, raw: AddDomainInput): Promise<Result<Company>> {
  const input = parse(AddDomainInput, raw);
  return change(ctx, company, op("company.addDomain", input), ({ state }) => {
    if (decide.has(state, input.domain)) return [];
    const events = decide.domainAdded(state, input.domain);
    return { events, records: [holdDomain(ctx, input.domain, state.id)] };
  });
}

/**
 * Takes a domain off a company: another may have it then, and everybody with an address there goes along.
 *
 * @throws VALIDATION when it is none of theirs, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Company.removeDomain(ctx, { companyId, domain: "acme.example" });
 */
export async function removeDomain(ctx: Ctx, raw: RemoveDomainInput): Promise<Result<Company>> {
  const input = parse(RemoveDomainInput, raw);
  return change(ctx, company, op("company.removeDomain", input), ({ state }) => ({
    events: decide.domainRemoved(state, input.domain),
    records: [releaseDomain(ctx, input.domain, state.id)],
  }));
}

/**
 * Sets values of the workspace's own fields; null clears one, what is not given stays.
 *
 * @throws VALIDATION naming the field, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Company.changeAttributes(ctx, { companyId, values: { contract: "gold" } });
 */
export async function changeAttributes(ctx: Ctx, raw: AttributesInput): Promise<Result<Company>> {
  const input = parse(AttributesInput, raw);
  return change(ctx, company, op("company.changeAttributes", input), async ({ state }) => {
    const what = { id: state.id, on: "COMPANY", type: "company.attributes_changed", changes: input.values } as const;
    return (await changed(ctx, side, what)) ?? [];
  });
}

/** The values of the workspace's own fields. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function attributes(ctx: Ctx, companyId: string): Promise<FieldValues> {
  const { id: known, attributeCount } = await get(ctx, companyId);
  return attributeCount === undefined ? {} : attributesIn(ctx, side, { id: known, on: "COMPANY" });
}

/** One company. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, companyId: string): Promise<Versioned<Company>> {
  const known = parse(id("cmp"), companyId);
  return versioned(await need(ctx, company, known, { permission: "company:read", path: ["companyId"] }));
}

/** Many companies at once, in the order asked; null for those there are not. For dataloaders. */
export async function getMany(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<Company> | null)[]> {
  await authorize(ctx, "company:read", {});
  return (await loadMany(ctx, company, ids)).map((found) => found && versioned(found));
}

/** The company with this domain, exactly; null when there is none. @throws FORBIDDEN, VALIDATION */
export async function getByDomain(ctx: Ctx, domain: string): Promise<Versioned<Company> | null> {
  await authorize(ctx, "company:read", {});
  const wanted = parse(Domain, domain);
  const holder = (await holdersOf(ctx, [wanted])).get(wanted);
  const found = holder === undefined ? null : await load(ctx, company, holder);
  return found && versioned(found);
}

/** All companies, newest first. @throws FORBIDDEN, BAD_USER_INPUT */
export async function list(ctx: Ctx, page: PageInput = {}): Promise<Page<CompanySummary>> {
  await authorize(ctx, "company:read", {});
  return readList(ctx, newest(ctx), page);
}

/** Whether there is such a company. Checks no permission: for decisions of other modules. */
export async function exists(ctx: Ctx, companyId: string): Promise<boolean> {
  return (await load(ctx, company, companyId)) !== null;
}

const op = <I extends { readonly companyId: string }>(name: string, input: I) => ({
  name,
  permission,
  id: input.companyId,
  input,
  path: ["companyId"],
});
