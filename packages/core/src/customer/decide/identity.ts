import { ambiguous, invalid, limit } from "../../kernel/index.ts";
import { arranged, type Identity, identitiesOf, isSame } from "../identity.ts";
import { type Customer, MAX_IDENTITIES, type Profile } from "../schema/index.ts";
import type { Drafts } from "./profile.ts";

export function created(identities: readonly Identity[], profile: Profile): Drafts {
  const known = arranged(identities);
  const kinds = known.identities ? { kinds: identities.map(({ kind }) => kind) } : {};
  const content = {
    ...(known.email === undefined ? {} : { email: known.email }),
    ...(known.identities ? { identities: [...known.identities] } : {}),
    ...profile,
  };
  return [{ type: "customer.created", payload: { fields: Object.keys(content), ...kinds }, content }];
}

export const identitiesAdded = (identities: readonly Identity[]): Drafts =>
  identities.length === 0
    ? []
    : [
        {
          type: "customer.identities_added",
          payload: { kinds: identities.map(({ kind }) => kind) },
          content: { identities: [...identities] },
        },
      ];

/** @throws VALIDATION for one that is not theirs, and for the last one */
export function identityRemoved(customer: Customer, gone: Identity): Drafts {
  const own = identitiesOf(customer);
  const identity = own.find((one) => isSame(one, gone));
  if (!identity) {
    throw invalid("This customer is not known by that themselves. One merged into them may be: unmerge them first.", [
      "identity",
    ]);
  }
  if (own.length === 1) throw invalid("Nothing else is known of this customer: add another one first.", ["identity"]);
  return [{ type: "customer.identity_removed", payload: { kind: identity.kind }, content: { identity } }];
}

/** @throws VALIDATION for an address that is not theirs yet */
export function primaryEmail(customer: Customer, address: string): Drafts {
  const wanted: Identity = { kind: "EMAIL", value: address };
  const identity = identitiesOf(customer).find((one) => isSame(one, wanted));
  if (!identity) throw invalid("This is no address of the customer: add it first.", ["email"]);
  if (identity.value === customer.email) return [];
  return [{ type: "customer.primary_email_changed", payload: {}, content: { email: identity.value } }];
}

/** @throws LIMIT */
export function assertRoom(count: number, path: readonly string[]): void {
  if (count <= MAX_IDENTITIES) return;
  const says = `A customer, with everybody merged into them, is known by at most ${MAX_IDENTITIES} things.`;
  throw limit(says, MAX_IDENTITIES, path);
}

/** One call, or one identity, speaks of several people. */
export const severalPeople = (ids: readonly string[], path: readonly string[]) =>
  ambiguous(`This belongs to different customers, ${ids.join(" and ")}: merge them, or name one of them.`, ids, path);
