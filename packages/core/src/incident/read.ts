import {
  type ActorRef,
  authorize,
  type Ctx,
  emptyPage,
  id,
  isCustomer,
  type Loaded,
  notFound,
  type Page,
  type PageInput,
  parse,
  reachOf,
  sealEntryId,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import {
  aggregatePartition,
  decodeEvent,
  eventPrefix,
  load,
  loadMany,
  need,
  list as readList,
  sees,
} from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { INCIDENT_STATUSES, type IncidentStatus, type MajorIncident } from "./schema.ts";
import { byStatus, decodeRow, type IncidentSummary, incident, incidentOf } from "./store.ts";

/** What a customer concerned knows of a major incident; how the desk works on it is left out for them. */
type Open = Pick<MajorIncident, "id" | "title" | "status" | "createdAt" | "updatedAt" | "resolvedAt">;
export type SeenIncident = Versioned<Open & Partial<MajorIncident>>;

async function seen(ctx: Ctx, incidentId: string): Promise<Loaded<MajorIncident>> {
  await authorize(ctx, "incident:read");
  const found = await load(ctx, incident, parse(id("inc"), incidentId));
  const isSeen = found && ((await sees(ctx, incident, found)) || (await Ticket.isAffected(ctx, found.state.problemId)));
  if (!isSeen) throw notFound(incidentId, ["incidentId"]);
  return found;
}

function shown(ctx: Ctx, found: Loaded<MajorIncident>): SeenIncident {
  if (!isCustomer(ctx.actor)) return versioned(found);
  const { title, status, createdAt, updatedAt, resolvedAt } = found.state;
  const ended = resolvedAt === undefined ? {} : { resolvedAt };
  return { id: found.state.id, title, status, createdAt, updatedAt, ...ended, version: found.head.revision };
}

/**
 * One major incident. A customer who has a ticket among the incidents of its problem gets what is public of it; to any
 * other it does not exist.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function get(ctx: Ctx, incidentId: string): Promise<SeenIncident> {
  return shown(ctx, await seen(ctx, incidentId));
}

export interface ListInput {
  /** Those that stand like this; all that last when absent. */
  readonly status?: readonly IncidentStatus[] | undefined;
}

const LASTING = INCIDENT_STATUSES.filter((status) => status !== "RESOLVED");

/**
 * Major incidents that last, or those of some statuses, newest first. For the desk: a customer finds theirs at their
 * tickets.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 * @example const { edges } = await Incident.list(ctx, { status: ["RESOLVED"] }, { first: 50 });
 */
export async function list(ctx: Ctx, filter: ListInput = {}, page: PageInput = {}): Promise<Page<IncidentSummary>> {
  const reaching = await reachOf(ctx, "incident:read");
  if (isCustomer(ctx.actor)) return emptyPage(page);
  const wanted = filter.status ?? LASTING;
  const statuses = INCIDENT_STATUSES.filter((status) => wanted.includes(status));
  if (statuses.length === 0) return emptyPage(page);
  const keep = (row: Row) => reaching.has({ agentId: decodeRow(row).ownerId });
  const { scope } = reaching;
  const listed = { filter: { statuses, scope }, ...(scope === "all" ? {} : { keep }) };
  return readList(ctx, byStatus(ctx, statuses, listed), page);
}

/**
 * The major incident that a ticket is part of, or that stands on it; null when there is none. One that lasts comes
 * before one that is over.
 *
 * @throws NOT_FOUND for the ticket, FORBIDDEN, BAD_USER_INPUT
 */
export async function ofTicket(ctx: Ctx, ticketId: string): Promise<SeenIncident | null> {
  await authorize(ctx, "incident:read");
  const found = await Ticket.get(ctx, ticketId);
  const causes = await Ticket.causesOf(ctx, ticketId);
  // A customer is concerned by what causes their ticket; that it is itself a problem is the desk's affair.
  const problems = found.kind === "PROBLEM" && !isCustomer(ctx.actor) ? [ticketId, ...causes] : causes;
  const incidents: readonly (Loaded<MajorIncident> | null)[] =
    problems.length === 0 ? [] : await loadMany(ctx, incident, problems.map(incidentOf));
  const visible = await Promise.all(
    incidents.map(async (one) => (one && (isCustomer(ctx.actor) || (await sees(ctx, incident, one))) ? one : null)),
  );
  const there = visible.filter((one) => one !== null);
  const first = there.find(({ state }) => state.status !== "RESOLVED") ?? there[0];
  return first ? shown(ctx, first) : null;
}

/**
 * How far it reaches: the incidents of its problem, counted by tier and status.
 *
 * @throws NOT_FOUND, FORBIDDEN also for those who may read no customers, BAD_USER_INPUT
 */
export async function reach(ctx: Ctx, incidentId: string): Promise<Ticket.Incidents> {
  const { state } = await need(ctx, incident, parse(id("inc"), incidentId), { permission: "incident:read" });
  return Ticket.incidentsOf(ctx, state.problemId);
}

/** One line of the history of a major incident. */
export interface IncidentEntry {
  readonly id: string;
  readonly incidentId: string;
  /** The event behind it, for example `incident.update_posted`. */
  readonly type: string;
  /** Whether the customers concerned see it. */
  readonly public: boolean;
  readonly at: number;
  readonly occurredAt: number;
  /** Who did it; null for customers. */
  readonly actor: ActorRef | null;
  /** How it stands since, where that was said. */
  readonly status: IncidentStatus | null;
  /** What was written, also why something changed. */
  readonly text: string | null;
  /** Before and after of a change; nothing of it for customers. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * What was said and done, newest first: all of it for the desk, what is public of it for a customer concerned.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const { edges } = await Incident.timeline(ctx, incidentId, { first: 20 });
 */
export async function timeline(ctx: Ctx, incidentId: string, page: PageInput = {}): Promise<Page<IncidentEntry>> {
  await seen(ctx, incidentId);
  const { entry } = await ctx.keyring();
  const partition = aggregatePartition(ctx, incidentId);
  const visible = isCustomer(ctx.actor) ? (["public"] as const) : (["public", "note", "audit"] as const);
  return readList(
    ctx,
    {
      name: `incident timeline:${visible.length}`,
      sources: visible.map((one) => ({ partition, prefix: eventPrefix(one) })),
      descending: true,
      filter: incidentId,
      decode: (row) => entryOf(ctx, entry, row),
    },
    page,
  );
}

const STATUS_OF: Readonly<Record<string, IncidentStatus>> = {
  "incident.declared": "INVESTIGATING",
  "incident.resolved": "RESOLVED",
  "incident.reopened": "INVESTIGATING",
};

function entryOf(ctx: Ctx, key: Uint8Array, row: Row): IncidentEntry {
  const { aggregateId, sequence, type, at, occurredAt, visibility, actor, ...stored } = decodeEvent(row);
  const facts = (stored.payload ?? {}) as { readonly status?: IncidentStatus };
  const content = (stored.content ?? {}) as { readonly text?: string; readonly reason?: string };
  const isDesk = !isCustomer(ctx.actor);
  return {
    id: sealEntryId(key, aggregateId, sequence),
    incidentId: aggregateId,
    type,
    public: visibility === "public",
    at,
    occurredAt,
    actor: isDesk ? actor : null,
    status: facts.status ?? STATUS_OF[type] ?? null,
    text: content.text ?? content.reason ?? null,
    facts: isDesk ? facts : {},
  };
}
