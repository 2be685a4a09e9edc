import * as Company from "../company/index.ts";
import {
  authorize,
  type Ctx,
  domainOf,
  notFound,
  type Page,
  type PageInput,
  parse,
  type Versioned,
} from "../kernel/index.ts";
import { list, loadMany, type Result } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import { edit } from "./edit.ts";
import { identitiesOf } from "./identity.ts";
import { authorizeAll, pageShown } from "./read.ts";
import { manyById, rootOfId, rootsOf } from "./root.ts";
import { CompanyInput, type Customer } from "./schema/index.ts";
import { type CustomerSummary, ofCompany } from "./store.ts";

/**
 * Puts a customer in a company by hand; with null it follows from their e-mail domain again.
 *
 * @throws NOT_FOUND for the company too, TRANSITION for a merged customer, FORBIDDEN, CONFLICT
 * @example await Customer.setCompany(ctx, { customerId, companyId: acme.id });
 */
export async function setCompany(ctx: Ctx, raw: CompanyInput): Promise<Result<Customer>> {
  const input = parse(CompanyInput, raw);
  return edit(ctx, { name: "customer.setCompany", input }, async ({ state }) => {
    const drafts = decide.company(state, input.companyId);
    const isThere = input.companyId === null || drafts.length === 0 || (await Company.exists(ctx, input.companyId));
    if (!isThere) throw notFound(input.companyId ?? "", ["companyId"]);
    return drafts;
  });
}

/**
 * The customers of a company, newest first: those put in it by hand, and those whose address answers go to is at
 * one of its domains, exactly. For those who may read all customers.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function listOfCompany(ctx: Ctx, companyId: string, page: PageInput = {}): Promise<Page<CustomerSummary>> {
  await authorizeAll(ctx);
  const { id, domains = [] } = await Company.get(ctx, companyId);
  return pageShown(ctx, await list(ctx, ofCompany(ctx, id, domains), page));
}

/**
 * The company of a customer who was read: the one they were put in, else the one that has the domain of one of
 * their addresses, or a domain above it.
 *
 * @throws FORBIDDEN
 * @example const acme = await Customer.companyOf(ctx, await Customer.get(ctx, customerId));
 */
export async function companyOf(ctx: Ctx, customer: Customer): Promise<Versioned<Company.Company> | null> {
  return (await companiesOf(ctx, [customer]))[0] ?? null;
}

/** The same by id, of whoever stands for them: what decisions of other modules go by. Checks no permission. */
export async function tierOf(ctx: Ctx, customerId: string): Promise<Company.Tier> {
  const root = await rootOfId(ctx, customerId);
  return root ? effectiveTier(ctx, root.state) : "STANDARD";
}

/** The same for many at once, in their order. For dataloaders. @throws FORBIDDEN */
export async function companiesOf(
  ctx: Ctx,
  customers: readonly Customer[],
): Promise<readonly (Versioned<Company.Company> | null)[]> {
  await authorize(ctx, "company:read", {});
  const ids = await companyIdsOf(ctx, customers);
  const found = await Company.getMany(ctx, [...new Set(ids.filter((id) => id !== null))]);
  const byId = new Map(found.flatMap((one) => (one ? [[one.id, one]] : [])));
  return ids.map((id) => (id === null ? null : (byId.get(id) ?? null)));
}

/**
 * How a customer who was read is served: the tier of who stands for them, and where that is the usual one, their
 * company's. Checks no permission: for decisions of other modules.
 *
 * @example if ((await Customer.effectiveTier(ctx, customer)) === "VIP") hurry();
 */
export async function effectiveTier(ctx: Ctx, customer: Customer): Promise<Company.Tier> {
  return (await effectiveTiers(ctx, [customer]))[0] ?? customer.tier;
}

/** The same for many at once, in their order: as many reads as for one. */
export async function effectiveTiers(ctx: Ctx, customers: readonly Customer[]): Promise<readonly Company.Tier[]> {
  const roots = await rootsOf(ctx, customers);
  const usual = roots.filter(({ tier }) => tier === "STANDARD");
  const ids = await companyIdsOf(ctx, usual);
  const found = await loadMany(
    ctx,
    Company.company,
    ids.filter((id) => id !== null),
  );
  const companies = found.flatMap((one) => (one ? [one.state as Company.Company] : []));
  const tiers = new Map(companies.map(({ id, tier }) => [id, tier]));
  const companyIds = new Map(usual.map(({ id }, i) => [id, ids[i] ?? ""]));
  return roots.map(({ id, tier }) => tiers.get(companyIds.get(id) ?? "") ?? tier);
}

async function companyIdsOf(ctx: Ctx, customers: readonly Customer[]): Promise<readonly (string | null)[]> {
  const free = customers.filter(({ companyId }) => companyId === undefined);
  const sources = await manyById(ctx, free.flatMap(sourceIdsOf));
  const domains = customers.map((one) => domainsOf(one, sources));
  const holders = await Company.holdersOf(ctx, [...new Set(domains.flat())]);
  return customers.map(({ companyId }, i) => {
    if (companyId !== undefined) return companyId;
    const domain = domains[i]?.find((one) => holders.has(one));
    return domain === undefined ? null : (holders.get(domain) ?? null);
  });
}

/** Where a customer could belong by their addresses, and by those of everybody merged into them; nearest first. */
function domainsOf(customer: Customer, sources: ReadonlyMap<string, Customer>): readonly string[] {
  if (customer.companyId !== undefined) return [];
  const everybody = [customer, ...sourceIdsOf(customer).flatMap((id) => sources.get(id) ?? [])];
  const addresses = everybody.flatMap(identitiesOf).filter(({ kind }) => kind === "EMAIL");
  return addresses.flatMap(({ value }) => Company.withParents(domainOf(value)));
}

const sourceIdsOf = ({ sources = [] }: Customer): readonly string[] => sources;
