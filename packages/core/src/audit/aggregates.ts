import * as Agent from "../agent/index.ts";
import * as App from "../app/index.ts";
import * as Company from "../company/index.ts";
import * as Customer from "../customer/index.ts";
import * as Escalation from "../escalation/index.ts";
import * as Incident from "../incident/index.ts";
import { type AnyAggregate, maskAll, prefixOf, withoutAddresses } from "../kernel/index.ts";
import * as Mail from "../mail/index.ts";
import * as Routing from "../routing/index.ts";
import * as Sla from "../sla/index.ts";
import type { FieldChange } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import * as View from "../view/index.ts";
import * as Workspace from "../workspace/index.ts";

/** Everything that has a history. */
const AGGREGATES: readonly AnyAggregate[] = [
  Workspace.workspace,
  Agent.agent,
  App.app,
  Company.company,
  Customer.customer,
  Ticket.ticket,
  View.view,
  Incident.incident,
  Routing.route,
  Sla.sla,
  Escalation.escalation,
  Escalation.handOverAggregate,
  Mail.inbound,
  Mail.delivery,
  Mail.suppression,
];

export const aggregateOf = (id: string): AnyAggregate | undefined =>
  AGGREGATES.find(({ prefix }) => prefix === prefixOf(id));

/** What an event of any kind says, from the catalogue. */
export const sentenceOf = (type: string): string | null =>
  AGGREGATES.map(({ events }) => (events as Record<string, { readonly says: string }>)[type]?.says).find(
    (says) => says !== undefined,
  ) ?? null;

/** Fields of a state that say how a customer is reached. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  customer: ["email", "identities"],
  "inbound mail": ["from"],
  delivery: ["to", "recipients"],
  "suppressed address": ["address"],
};

/** Changes without personal data: that something changed stays to be seen. */
export function withoutPersonal(agg: AnyAggregate, changes: readonly FieldChange[]): readonly FieldChange[] {
  const personal = PERSONAL[agg.name] ?? [];
  const hide = (field: string, value: unknown) =>
    value === null || typeof value === "string" || !personal.includes(field) ? withoutAddresses(value) : maskAll();
  return changes.map(({ field, before, after }) => ({ field, before: hide(field, before), after: hide(field, after) }));
}
