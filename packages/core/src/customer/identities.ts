import { type Ctx, parse } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import { edit } from "./edit.ts";
import { behind, knownByHowMany } from "./root.ts";
import { type Customer, IdentityInput, PrimaryEmailInput } from "./schema/index.ts";
import { holdIdentity, releaseIdentity } from "./store.ts";

/**
 * From now on the customer is known by this too. What they, or somebody merged into them, are known by already
 * changes nothing.
 *
 * @throws ALREADY_EXISTS with both ids when it is somebody else's, VALIDATION, LIMIT over 20, TRANSITION for a merged
 * customer, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Customer.addIdentity(ctx, { customerId, identity: { kind: "PHONE", value: "+49 30 901820" } });
 */
export async function addIdentity(ctx: Ctx, raw: IdentityInput): Promise<Result<Customer>> {
  const input = parse(IdentityInput, raw);
  const { identity } = input;
  return edit(ctx, { name: "customer.addIdentity", input }, async ({ state }) => {
    const { roots, fresh } = await behind(ctx, [identity]);
    const other = roots.find((one) => one.state.id !== state.id);
    if (other) throw decide.severalPeople([state.id, other.state.id], ["identity"]);
    if (fresh.length === 0) return [];
    decide.assertRoom((await knownByHowMany(ctx, [state])) + 1, ["identity"]);
    return { events: decide.identitiesAdded(fresh), records: [holdIdentity(ctx, identity, state.id)] };
  });
}

/**
 * The customer is known by this no more: it may be somebody else's then. When it was where answers go, they go to
 * the next address.
 *
 * @throws VALIDATION for the last one, or one that is not theirs, TRANSITION for a merged customer, NOT_FOUND,
 * FORBIDDEN, CONFLICT
 * @example await Customer.removeIdentity(ctx, { customerId, identity: { kind: "EMAIL", value: "old@example.com" } });
 */
export async function removeIdentity(ctx: Ctx, raw: IdentityInput): Promise<Result<Customer>> {
  const input = parse(IdentityInput, raw);
  return edit(ctx, { name: "customer.removeIdentity", input }, ({ state }) => ({
    events: decide.identityRemoved(state, input.identity),
    records: [releaseIdentity(ctx, input.identity, state.id)],
  }));
}

/**
 * Answers go to this one of the customer's addresses.
 *
 * @throws VALIDATION for an address that is not theirs, TRANSITION for a merged customer, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Customer.setPrimaryEmail(ctx, { customerId, email: "eve@work.example" });
 */
export async function setPrimaryEmail(ctx: Ctx, raw: PrimaryEmailInput): Promise<Result<Customer>> {
  const input = parse(PrimaryEmailInput, raw);
  return edit(ctx, { name: "customer.setPrimaryEmail", input }, ({ state }) => decide.primaryEmail(state, input.email));
}
