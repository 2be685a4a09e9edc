import {
  type Aggregate,
  type Ctx,
  headOf,
  type IndexKeys,
  idOfHead,
  isCustomer,
  type Loaded,
  MINUTE,
  type Pointer,
} from "../kernel/index.ts";
import {
  aggregatePartition,
  decodeSummary,
  indexPartition,
  type ListSpec,
  type RecordWrite,
  type Source,
  stateKey,
  timeRank,
} from "../table/index.ts";
import { type Events, events } from "./events/index.ts";
import { evolve } from "./evolve/index.ts";
import { fieldValues } from "./field/values.ts";
import { printsOf } from "./filter.ts";
import { loadOf } from "./load.ts";
import { parts } from "./merge/parts.ts";
import { watchers } from "./people/watchers.ts";
import { PRIORITIES, type Ticket, type TicketSummary } from "./schema/index.ts";
import { isWork, purgedFrom, type Status } from "./status.ts";
import { removedTime } from "./work/removed.ts";

const UNASSIGNED = "-";
/** Partitions of the activity list beside those of the statuses. */
const SPAM = "SPAM";
const DELETED = "DELETED";

/** Urgent first, then the oldest: the order of a work list. */
const workRank = (ticket: Ticket): string =>
  String(PRIORITIES.length - 1 - PRIORITIES.indexOf(ticket.priority)) + timeRank(ticket.createdAt);

/** Activity moves with every message; rounded to the minute it moves its index row once a minute at most. */
const activityRank = (at: number): string => timeRank(Math.floor(at / MINUTE) * MINUTE);

/** What is internal is in no list of its customer. Spam is out of everybody's way; what is deleted is in one list alone, and what is purged in none. */
function indexes(state: Ticket): IndexKeys {
  if (state.purged) return {};
  if (state.deleted) return { activity: { partition: ["ACT", DELETED], sort: activityRank(state.deleted.at) } };
  return {
    ...(isWork(state) ? { work: { partition: ["WORK", state.assigneeId ?? UNASSIGNED], sort: workRank(state) } } : {}),
    activity: { partition: ["ACT", state.spam ? SPAM : state.status], sort: activityRank(state.activityAt) },
    ...(state.internal ? {} : { relation: { partition: ["OF", state.customerId], sort: timeRank(state.createdAt) } }),
  };
}

function dueAt({ deleted, purged, snoozedUntil, closesAt }: Ticket): number | undefined {
  if (purged) return undefined;
  return deleted ? purgedFrom(deleted) : (snoozedUntil ?? closesAt);
}

const WAITING = "Z#";

/** A ticket that sleeps for another's end stands in that one's partition, for as long as it sleeps. */
const waitingRow = ({ id, status, waitsFor, deleted }: Ticket): readonly Pointer[] =>
  status === "SNOOZED" && waitsFor !== undefined && !deleted ? [{ at: waitsFor, row: WAITING + headOf(id) }] : [];

const advice = (purged: true | undefined): string =>
  purged ? "This ticket was deleted and is gone for good." : "This ticket is deleted: restore it first.";

export const ticket: Aggregate<Ticket, Events> = {
  name: "ticket",
  prefix: "tkt",
  rowVersion: 1,
  events,
  evolve,
  redaction: "ticket.redacted",
  sides: [parts, fieldValues, watchers, removedTime],
  store: {
    attributes: {
      number: "n",
      subject: "su",
      status: "st",
      priority: "pr",
      kind: "ki",
      category: "ca",
      customerId: "cu",
      assigneeId: "as",
      teamId: "tm",
      customStatus: "cs",
      channel: "ch",
      createdAt: "ct",
    },
    derived: { tg: ({ tags }) => printsOf(tags) },
    indexes,
    dueAt,
  },
  pointers: waitingRow,
  tallies: loadOf,
  readable: "ticket:read",
  visible: ({ actor }, { internal }) => Promise.resolve(!(internal && isCustomer(actor))),
  hidden: ({ deleted, purged }) => (deleted ? { permission: "ticket:delete", says: advice(purged) } : undefined),
  target: (state) => ({
    customerId: state.customerId,
    ...(state.assigneeId === undefined ? {} : { agentId: state.assigneeId }),
    ...(state.teamId === undefined ? {} : { teamId: state.teamId }),
  }),
};

export const decodeRow = (row: Parameters<ListSpec<TicketSummary>["decode"]>[0]) =>
  decodeSummary(ticket, row) as unknown as TicketSummary;

type Listed = Pick<ListSpec<TicketSummary>, "filter" | "keep">;

/** Access pattern: the open tickets of one agent, or of nobody; urgent first, then oldest. */
export const workOf = (ctx: Ctx, assigneeId: string | null, listed: Listed): ListSpec<TicketSummary> => ({
  name: "work",
  index: "work",
  sources: [{ partition: indexPartition(ctx, ["WORK", assigneeId ?? UNASSIGNED]) }],
  descending: false,
  decode: decodeRow,
  ...listed,
  filter: { of: assigneeId, where: listed.filter },
});

/** Access pattern: tickets by status, latest activity first; one partition a status. */
export const byActivity = (ctx: Ctx, statuses: readonly Status[], listed: Listed): ListSpec<TicketSummary> => ({
  name: "activity",
  index: "activity",
  sources: statuses.map((status): Source => ({ partition: indexPartition(ctx, ["ACT", status]) })),
  descending: true,
  decode: decodeRow,
  ...listed,
});

/** Access pattern: what was marked as spam, latest activity first. */
export const spamOf = (ctx: Ctx, listed: Listed): ListSpec<TicketSummary> => apart(ctx, SPAM, listed);

/** Access pattern: what was deleted and can be restored, latest first. */
export const deletedOf = (ctx: Ctx, listed: Listed): ListSpec<TicketSummary> => apart(ctx, DELETED, listed);

const apart = (ctx: Ctx, which: string, listed: Listed): ListSpec<TicketSummary> => ({
  name: which.toLowerCase(),
  index: "activity",
  sources: [{ partition: indexPartition(ctx, ["ACT", which]) }],
  descending: true,
  decode: decodeRow,
  ...listed,
});

/** Access pattern: all tickets of one customer, or of several who are one person; newest first. */
export const ofCustomers = (ctx: Ctx, ids: readonly string[], listed: Listed): ListSpec<TicketSummary> => ({
  name: "customer",
  index: "relation",
  sources: ids.map((id): Source => ({ partition: indexPartition(ctx, ["OF", id]) })),
  descending: true,
  decode: decodeRow,
  ...listed,
  // Another merge makes another list: its cursors start anew.
  filter: { of: ids.length === 1 ? ids[0] : ids, where: listed.filter },
});

/** Refuses the commit when the ticket has moved since it was read. */
export const unchanged = (ctx: Ctx, { state, head }: Loaded<Ticket>): RecordWrite => ({
  write: {
    kind: "check",
    key: stateKey(ctx, state.id),
    condition: { expression: "#q = :q", names: { "#q": "q" }, values: { ":q": head.sequence } },
  },
});

/** Access pattern: the tickets that sleep for the end of one. */
export async function waitingFor(ctx: Ctx, ticketId: string, limit: number): Promise<readonly string[]> {
  const page = await ctx.table.query({
    partition: aggregatePartition(ctx, ticketId),
    from: WAITING,
    to: `${WAITING}~`,
    limit,
    consistent: true,
  });
  return page.rows.map(({ sk }) => idOfHead("tkt", String(sk).slice(WAITING.length)) ?? "");
}
