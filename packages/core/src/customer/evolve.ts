import type { Applied } from "../kernel/index.ts";
import type { Events } from "./events.ts";
import { arranged, type Identity, identitiesOf, isSame } from "./identity.ts";
import type { Customer, Suppression } from "./schema/index.ts";

type Event = Applied<Events>;
type Of<T extends Event["type"]> = Extract<Event, { type: T }>;
type Steps = { readonly [T in Exclude<Event["type"], "customer.created">]: (c: Customer, event: Of<T>) => Customer };

const STEPS: Steps = {
  "customer.changed": (customer, { content }) => ({ ...customer, ...content }) as Customer,
  "customer.identities_added": (customer, { content }) =>
    knownBy(customer, [...identitiesOf(customer), ...(content?.identities ?? [])]),
  "customer.identity_removed": (customer, { content }) =>
    knownBy(
      customer,
      identitiesOf(customer).filter((one) => !content || !isSame(one, content.identity)),
    ),
  "customer.primary_email_changed": (customer, { content }) => {
    const chosen: Identity = { kind: "EMAIL", value: content?.email ?? "" };
    const isChosen = (one: Identity) => isSame(one, chosen);
    const all = identitiesOf(customer);
    return knownBy(customer, [...all.filter(isChosen), ...all.filter((one) => !isChosen(one))]);
  },
  "customer.merged": (customer, { payload, at }) => ({ ...customer, merged: { into: payload.targetId, at } }),
  "customer.unmerged": (customer) => without(customer, "merged"),
  "customer.sources_merged": (customer, { payload }) =>
    withSources(customer, [...(customer.sources ?? []), ...payload.sourceIds]),
  "customer.sources_unmerged": (customer, { payload }) =>
    withSources(
      customer,
      (customer.sources ?? []).filter((id) => !payload.sourceIds.includes(id)),
    ),
  "customer.company_set": (customer, { payload: { companyId } }) => ({
    ...without(customer, "companyId"),
    ...(companyId === null ? {} : { companyId }),
  }),
  "customer.consent_changed": (customer, { payload: { category, granted }, occurredAt: at }) => ({
    ...customer,
    consents: { ...customer.consents, [category]: { granted, at } },
  }),
  "customer.suppressed": (customer, { payload: { reason }, content, occurredAt: at }) =>
    withSuppressions(customer, [
      ...lifted(customer, reason),
      { reason, ...(content?.note === undefined ? {} : { note: content.note }), at },
    ]),
  "customer.suppression_lifted": (customer, { payload }) =>
    withSuppressions(customer, lifted(customer, payload.reason)),
  "customer.attributes_changed": (customer, { payload: { count } }) => ({
    ...without(customer, "attributeCount"),
    ...(count > 0 ? { attributeCount: count } : {}),
  }),
  "customer.noted": (customer) => customer,
  "customer.note_redacted": (customer) => customer,
};

/** The state after an event. */
export function evolve(state: Customer | undefined, event: Event): Customer {
  if (event.type === "customer.created") return created(event);
  const step = STEPS[event.type] as (customer: Customer, event: Event) => Customer;
  return step(state as Customer, event);
}

const created = ({ aggregateId, content, occurredAt }: Of<"customer.created">): Customer =>
  ({ id: aggregateId, tier: "STANDARD", ...content, createdAt: occurredAt }) as Customer;

const knownBy = (customer: Customer, all: readonly Identity[]): Customer => ({
  ...without(customer, "email", "identities"),
  ...arranged(all),
});

const withSources = (customer: Customer, sources: readonly string[]): Customer => ({
  ...without(customer, "sources"),
  ...(sources.length > 0 ? { sources } : {}),
});

const lifted = ({ suppressions = [] }: Customer, reason: Suppression["reason"]): readonly Suppression[] =>
  suppressions.filter((one) => one.reason !== reason);

const withSuppressions = (customer: Customer, suppressions: readonly Suppression[]): Customer => ({
  ...without(customer, "suppressions"),
  ...(suppressions.length > 0 ? { suppressions } : {}),
});

function without<K extends keyof Customer>(customer: Customer, ...fields: readonly K[]): Omit<Customer, K> & Customer {
  const copy: Partial<Customer> = { ...customer };
  for (const field of fields) delete copy[field];
  return copy as Omit<Customer, K> & Customer;
}
