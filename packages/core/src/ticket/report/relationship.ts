import type { Ctx, Versioned } from "../../kernel/index.ts";
import { listOfCustomer } from "../lists.ts";
import { entries, getMany } from "../read.ts";
import { CHANNELS, type Ticket, type TicketSummary } from "../schema/index.ts";
import { isCounted, isWork, STATUSES, type Status } from "../status.ts";

/** What the desk has with one customer, over their newest hundred tickets; spam is none of it. */
export interface Relationship {
  readonly total: number;
  /** Whether there are older tickets than those that were looked at. */
  readonly more: boolean;
  readonly byStatus: readonly { readonly status: Status; readonly count: number }[];
  readonly byChannel: readonly { readonly channel: Ticket["channel"]; readonly count: number }[];
  /** What is not finished, newest first. */
  readonly open: readonly TicketSummary[];
  readonly firstContactAt: number | null;
  /** When either side last said something. */
  readonly lastContactAt: number | null;
}

const LOOKED_AT = 100;
/** Tickets with the latest activity, among which the last word is looked for. */
const LATEST = 3;

/**
 * The customer's side of the desk at a glance: how many tickets by status and channel, what is open, when there was
 * last contact.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 * @example const { open, lastContactAt } = await Ticket.relationship(ctx, customerId);
 */
export async function relationship(ctx: Ctx, customerId: string): Promise<Relationship> {
  const { edges, pageInfo } = await listOfCustomer(ctx, customerId, {}, { first: LOOKED_AT });
  const found = await getMany(
    ctx,
    edges.map(({ node }) => node.id),
  );
  const tickets = found.filter((one): one is Versioned<Ticket> => one !== null && isCounted(one));
  const countsBy = <T extends string>(values: readonly T[], of: (one: TicketSummary) => T) =>
    values
      .map((value) => ({ value, count: tickets.filter((one) => of(one) === value).length }))
      .filter((one) => one.count > 0);
  return {
    total: tickets.length,
    more: pageInfo.hasNextPage,
    byStatus: countsBy(STATUSES, ({ status }) => status).map(({ value, count }) => ({ status: value, count })),
    byChannel: countsBy(CHANNELS, ({ channel }) => channel).map(({ value, count }) => ({ channel: value, count })),
    open: tickets.filter(isWork),
    firstContactAt: pageInfo.hasNextPage ? null : (tickets.at(-1)?.createdAt ?? null),
    lastContactAt: await lastWord(ctx, tickets),
  };
}

async function lastWord(ctx: Ctx, tickets: readonly Versioned<Ticket>[]): Promise<number | null> {
  const latest = tickets.toSorted((a, b) => b.activityAt - a.activityAt).slice(0, LATEST);
  const words = await Promise.all(
    latest.map(
      async ({ id }) => (await entries(ctx, id, { first: 1 }, { show: ["MESSAGES"] })).edges[0]?.node.occurredAt,
    ),
  );
  const known = words.filter((at) => at !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}
