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
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import {
  change,
  execute,
  expectVersion,
  load,
  loadMany,
  need,
  type Result,
  list as readList,
  resultOf,
} from "../table/index.ts";
import * as decide from "./decide.ts";
import { type Customer, UpdateInput, UpsertInput, type UpsertOutcome } from "./schema.ts";
import { type CustomerSummary, customer, holdEmail, idByEmail, newest } from "./store.ts";

const permission = "customer:write" as const;

/**
 * Finds the customer with this e-mail address or makes one, and takes over what is new about them.
 * Two calls at once end with one customer.
 *
 * @throws VALIDATION, FORBIDDEN
 * @example const { object, outcome } = await Customer.upsert(ctx, { email: "eve@example.com", name: "Eve" });
 */
export async function upsert(
  ctx: Ctx,
  raw: UpsertInput,
): Promise<Result<Customer> & { readonly outcome: UpsertOutcome }> {
  const input = parse(UpsertInput, raw);
  await authorize(ctx, permission);
  const freshId = ctx.ids.next("cus");
  let outcome: UpsertOutcome = "NOOP";
  const executed = await execute(ctx, { name: "customer.upsert", input }, async () => {
    const known = await idByEmail(ctx, input.email);
    if (known === null) {
      outcome = "CREATED";
      const drafts = decide.created(input.email, input);
      return {
        changes: [{ agg: customer, id: freshId, before: null, drafts }],
        records: [holdEmail(ctx, input.email, freshId)],
      };
    }
    const before = await load(ctx, customer, known);
    if (!before || !(await may(ctx, permission, customer.target(before.state)))) throw forbidden(permission);
    expectVersion(before, input.expectedVersion);
    const drafts = decide.changed(before.state, input);
    outcome = drafts.length > 0 ? "UPDATED" : "NOOP";
    return { changes: [{ agg: customer, id: known, before, drafts }] };
  });
  const result = await resultOf(ctx, customer, { permission }, executed);
  return { ...result, outcome: result.replayed ? "NOOP" : outcome };
}

/** Changes what is known about a customer. @throws NOT_FOUND, VALIDATION, FORBIDDEN, CONFLICT */
export async function update(ctx: Ctx, raw: UpdateInput): Promise<Result<Customer>> {
  const input = parse(UpdateInput, raw);
  const op = { name: "customer.update", permission, id: input.customerId, input, path: ["customerId"] };
  return change(ctx, customer, op, ({ state }) => decide.changed(state, input));
}

/** One customer. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, customerId: string): Promise<Versioned<Customer>> {
  const known = parse(id("cus"), customerId);
  return versioned(await need(ctx, customer, known, { permission: "customer:read" }));
}

/** The customer with this address, or null when there is none the caller may see. @throws FORBIDDEN, VALIDATION */
export async function getByEmail(ctx: Ctx, address: string): Promise<Versioned<Customer> | null> {
  await authorize(ctx, "customer:read");
  const known = await idByEmail(ctx, parse(email, address));
  const found = known === null ? null : await load(ctx, customer, known);
  return found && (await may(ctx, "customer:read", customer.target(found.state))) ? versioned(found) : null;
}

/** Everybody known to the desk, newest first. For those who may read all of them. @throws FORBIDDEN, BAD_USER_INPUT */
export async function list(ctx: Ctx, page: PageInput = {}): Promise<Page<CustomerSummary>> {
  await authorize(ctx, "customer:read");
  if ((await ctx.grants()).get("customer:read") !== "all") throw forbidden("customer:read");
  return readList(ctx, newest(ctx), page);
}

/** Many customers at once, in the order asked; null for those there are not or the caller may not see. */
export async function getMany(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<Customer> | null)[]> {
  await authorize(ctx, "customer:read");
  const found = await loadMany(ctx, customer, ids);
  return Promise.all(
    found.map(async (one) =>
      one && (await may(ctx, "customer:read", customer.target(one.state))) ? versioned(one) : null,
    ),
  );
}

/** Whether there is such a customer. Checks no permission: for decisions of other modules. */
export async function exists(ctx: Ctx, customerId: string): Promise<boolean> {
  return (await load(ctx, customer, customerId)) !== null;
}

/** The customer without any check: for the platform's own reactions. */
export async function find(ctx: Ctx, customerId: string): Promise<Customer | null> {
  return (await load(ctx, customer, customerId))?.state ?? null;
}
