import {
  authorize,
  type Ctx,
  email,
  forbidden,
  id,
  may,
  type Page,
  type PageInput,
  parse,
  reachOf,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import { loadMany, need, list as readList } from "../table/index.ts";
import { GivenIdentity, type Identity } from "./identity.ts";
import { shownTo } from "./personal.ts";
import { behind } from "./root.ts";
import type { Customer } from "./schema/index.ts";
import { type CustomerSummary, customer, newest } from "./store.ts";

/** One customer. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, customerId: string): Promise<Versioned<Customer>> {
  const known = parse(id("cus"), customerId);
  const found = await need(ctx, customer, known, { permission: "customer:read" });
  return (await shownTo(ctx))(versioned(found));
}

/**
 * The customer who is known by this, or null when there is none the caller may see. Somebody who was merged is
 * found as whom they were merged into.
 *
 * @throws FORBIDDEN, VALIDATION
 * @example const eve = await Customer.getByIdentity(ctx, { kind: "SOCIAL", network: "mastodon", value: "@eve" });
 */
export async function getByIdentity(ctx: Ctx, identity: Identity): Promise<Versioned<Customer> | null> {
  await authorize(ctx, "customer:read");
  return knownBy(ctx, parse(GivenIdentity, identity));
}

/** The same by e-mail address. @throws FORBIDDEN, VALIDATION */
export async function getByEmail(ctx: Ctx, address: string): Promise<Versioned<Customer> | null> {
  await authorize(ctx, "customer:read");
  return knownBy(ctx, { kind: "EMAIL", value: parse(email, address) });
}

async function knownBy(ctx: Ctx, identity: Identity): Promise<Versioned<Customer> | null> {
  const [found] = (await behind(ctx, [identity])).roots;
  if (!found || !(await may(ctx, "customer:read", customer.target(found.state)))) return null;
  return (await shownTo(ctx))(versioned(found));
}

/** Everybody known to the desk, newest first. For those who may read all of them. @throws FORBIDDEN, BAD_USER_INPUT */
export async function list(ctx: Ctx, page: PageInput = {}): Promise<Page<CustomerSummary>> {
  await authorizeAll(ctx);
  return pageShown(ctx, await readList(ctx, newest(ctx), page));
}

/** A page of customers as the caller may see them. */
export async function pageShown(ctx: Ctx, { edges, pageInfo }: Page<CustomerSummary>): Promise<Page<CustomerSummary>> {
  const shown = await shownTo(ctx);
  return { edges: edges.map(({ node, cursor }) => ({ node: shown(node), cursor })), pageInfo };
}

/** @throws FORBIDDEN for those who may read some customers alone */
export async function authorizeAll(ctx: Ctx): Promise<void> {
  await authorize(ctx, "customer:read");
  if ((await ctx.grants()).get("customer:read") !== "all") throw forbidden("customer:read");
}

/** Many customers at once, in the order asked; null for those there are not or the caller may not see. */
export async function getMany(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<Customer> | null)[]> {
  await authorize(ctx, "customer:read");
  const [found, reach, shown] = await Promise.all([
    loadMany(ctx, customer, ids),
    reachOf(ctx, "customer:read"),
    shownTo(ctx),
  ]);
  return found.map((one) => (one && reach.has(customer.target(one.state)) ? shown(versioned<Customer>(one)) : null));
}

/** Everybody merged into a customer, directly or through another. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function mergedCustomers(ctx: Ctx, customerId: string): Promise<readonly Versioned<Customer>[]> {
  const { sources = [] } = await get(ctx, customerId);
  return (await getMany(ctx, sources)).filter((one) => one !== null);
}
