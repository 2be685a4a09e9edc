import { authorize, type Ctx, isCustomer } from "../kernel/index.ts";
import { type CustomStatus, configInForce } from "../workspace/index.ts";
import type { Ticket } from "./schema/index.ts";
import type { Status } from "./status.ts";

/** Who reads a label. Customers never read those of the agents. */
export type Audience = "AGENT" | "CUSTOMER";

const LABELS: Readonly<Record<Audience, Readonly<Record<Status, string>>>> = {
  AGENT: {
    NEW: "New",
    OPEN: "Open",
    WAITING_ON_CUSTOMER: "Waiting on customer",
    WAITING_ON_THIRD_PARTY: "Waiting on third party",
    SNOOZED: "Snoozed",
    RESOLVED: "Resolved",
    CLOSED: "Closed",
  },
  CUSTOMER: {
    NEW: "Received",
    OPEN: "In progress",
    WAITING_ON_CUSTOMER: "Waiting for your answer",
    WAITING_ON_THIRD_PARTY: "In progress",
    SNOOZED: "In progress",
    RESOLVED: "Resolved",
    CLOSED: "Closed",
  },
};

type Labelled = Pick<Ticket, "status" | "customStatus">;

/**
 * What a status is called: by the company's own word for it, else by its category.
 *
 * @example Ticket.statusLabel(config.statuses, ticket, "CUSTOMER"); // "In progress"
 */
export function statusLabel(
  statuses: readonly CustomStatus[],
  { status, customStatus }: Labelled,
  audience: Audience,
): string {
  // The category is compared too: the release before moves a ticket and leaves the status of its own standing.
  const own = statuses.find(({ key, category }) => key === customStatus && category === status);
  if (!own) return LABELS[audience][status];
  return audience === "CUSTOMER" ? own.customerLabel : own.label;
}

/** What statuses are called for the caller: one read for as many tickets as there are. @throws FORBIDDEN */
export async function statusLabels(ctx: Ctx): Promise<(ticket: Labelled) => string> {
  await authorize(ctx, "ticket:read");
  const { statuses } = (await configInForce(ctx)).config;
  const audience = isCustomer(ctx.actor) ? "CUSTOMER" : "AGENT";
  return (ticket) => statusLabel(statuses, ticket, audience);
}
