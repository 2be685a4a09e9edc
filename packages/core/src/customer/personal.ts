import { type Ctx, maskAll, maskEmail, maskPhone, personalReach } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import type { Identity, IdentityKind, Known } from "./identity.ts";
import type { Customer } from "./schema/index.ts";

const MASKS: Readonly<Record<IdentityKind, (value: string) => string>> = {
  EMAIL: maskEmail,
  PHONE: maskPhone,
  EXTERNAL: maskAll,
  SOCIAL: maskAll,
};

const masked = ({ kind, value, ...rest }: Identity): Identity => ({ ...rest, kind, value: MASKS[kind](value) });

/** Customers as the caller may see them: how they are reached is masked where it is not theirs to read. */
export async function shownTo(ctx: Ctx): Promise<<T extends Known & { readonly id: string }>(one: T) => T> {
  const reach = await personalReach(ctx);
  return (one) => {
    if (reach.has({ customerId: one.id })) return one;
    const { email, identities } = one;
    return {
      ...one,
      ...(email === undefined ? {} : { email: maskEmail(email) }),
      ...(identities === undefined ? {} : { identities: identities.map(masked) }),
    };
  };
}

/** What a change came to, as its caller may see it. */
export async function resultShown<R extends Result<Customer>>(ctx: Ctx, result: Promise<R>): Promise<R> {
  const [shown, found] = await Promise.all([shownTo(ctx), result]);
  return { ...found, object: shown(found.object) };
}

/**
 * Whether the caller reads how a customer is reached, and the company's own fields of them, unmasked.
 *
 * @example if (!(await Customer.isPersonalShown(ctx, customer.id))) hideTheForm();
 */
export const isPersonalShown = async (ctx: Ctx, customerId: string): Promise<boolean> =>
  (await personalReach(ctx)).has({ customerId });
