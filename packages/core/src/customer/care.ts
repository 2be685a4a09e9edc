import { type Ctx, isCustomer, parse } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import { attributesIn, changeAttributes as changed, type FieldValues } from "../workspace/index.ts";
import * as decide from "./decide/index.ts";
import { edit } from "./edit.ts";
import { isPersonalShown } from "./personal.ts";
import { get } from "./read.ts";
import { AttributesInput, ConsentInput, type Customer, LiftInput, SuppressInput, UpdateInput } from "./schema/index.ts";
import { attributes as side } from "./store.ts";

/**
 * Changes what is known about a customer; what is not given stays.
 *
 * @throws NOT_FOUND, VALIDATION, TRANSITION for a merged customer, FORBIDDEN, CONFLICT
 * @example await Customer.update(ctx, { customerId, timeZone: "Europe/Vienna" });
 */
export async function update(ctx: Ctx, raw: UpdateInput): Promise<Result<Customer>> {
  const input = parse(UpdateInput, raw);
  return edit(ctx, { name: "customer.update", input }, ({ state }) => decide.changed(state, input));
}

/**
 * Sets values of the company's own fields; null clears one, what is not given stays.
 *
 * @throws VALIDATION naming the field, TRANSITION for a merged customer, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Customer.changeAttributes(ctx, { customerId, values: { bikes: 2 } });
 */
export async function changeAttributes(ctx: Ctx, raw: AttributesInput): Promise<Result<Customer>> {
  const input = parse(AttributesInput, raw);
  return edit(ctx, { name: "customer.changeAttributes", input }, async ({ state }) => {
    const what = { id: state.id, on: "CUSTOMER", type: "customer.attributes_changed", changes: input.values } as const;
    return (await changed(ctx, side, what)) ?? [];
  });
}

/**
 * The values of the company's own fields; none of them to whoever may not read personal data.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function attributes(ctx: Ctx, customerId: string): Promise<FieldValues> {
  const { id, attributeCount } = await get(ctx, customerId);
  const hidden = attributeCount === undefined || !(await isPersonalShown(ctx, id));
  return hidden ? {} : attributesIn(ctx, side, { id, on: "CUSTOMER" });
}

/**
 * Notes whether a customer wants notices of a category. Customers say so for themselves as well.
 *
 * @throws VALIDATION, LIMIT over 20 categories, TRANSITION for a merged customer, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Customer.setConsent(ctx, { customerId, category: "newsletter", granted: false });
 */
export async function setConsent(ctx: Ctx, raw: ConsentInput): Promise<Result<Customer>> {
  const input = parse(ConsentInput, raw);
  // What somebody agrees to is theirs to say: it takes no more than being who it is about.
  const permission = isCustomer(ctx.actor) ? "customer:read" : "customer:write";
  return edit(ctx, { name: "customer.setConsent", permission, input }, ({ state }) =>
    decide.consent(state, input.category, input.granted),
  );
}

/**
 * From now on no mail goes to the customer; an answer that would is noted as failed, with the reason.
 *
 * @throws VALIDATION, TRANSITION for a merged customer, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Customer.suppress(ctx, { customerId, reason: "REQUEST", note: "Asked by phone." });
 */
export async function suppress(ctx: Ctx, raw: SuppressInput): Promise<Result<Customer>> {
  const input = parse(SuppressInput, raw);
  return edit(ctx, { name: "customer.suppress", input }, ({ state }) =>
    decide.suppress(state, input.reason, input.note),
  );
}

/**
 * One reason to send the customer no mail is gone; others stay.
 *
 * @throws TRANSITION for a merged customer, NOT_FOUND, FORBIDDEN, CONFLICT
 * @example await Customer.liftSuppression(ctx, { customerId, reason: "BOUNCE" });
 */
export async function liftSuppression(ctx: Ctx, raw: LiftInput): Promise<Result<Customer>> {
  const input = parse(LiftInput, raw);
  return edit(ctx, { name: "customer.liftSuppression", input }, ({ state }) => decide.lift(state, input.reason));
}
