import type { Envelope, StoredEvent } from "../kernel/index.ts";
import type { BusEvent, Row } from "../port/index.ts";
import { aggregateOf } from "./key.ts";
import { decodeEvent, isEventRow } from "./row.ts";

export const BUS_SOURCE = "switchboard";

/** An event as the bus carries it: where it stands, who did it, and its facts; never what people wrote. */
export interface EventDetail {
  readonly workspaceId: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly revision: number;
  readonly at: number;
  readonly occurredAt: number;
  readonly actor: Envelope["actor"];
  readonly onBehalfOf: Envelope["actor"] | null;
  readonly causationId: string | null;
  readonly correlationId: string | null;
  readonly origin: Envelope["origin"];
  readonly visibility: Envelope["visibility"];
  readonly version: number;
  readonly payload: unknown;
}

/** A stable name for one event, fit for an idempotency key. Not shown outside: it tells the count. */
export const eventKeyOf = (detail: Pick<EventDetail, "aggregateId" | "sequence">): string =>
  `${detail.aggregateId}/${detail.sequence}`;

/**
 * What makes a record tell the bus of each change: no event of any history, for records that change often. Whoever
 * reacts reads the record anew, as always.
 */
export const announcing = (type: string, payload: unknown): Row => ({ ev: type, p: JSON.stringify(payload) });

const isAnnouncement = (row: Row): boolean => row["ev"] !== undefined;

function announcementOf(row: Row): BusEvent {
  const [workspaceId = ""] = String(row["pk"]).split("#");
  const payload = JSON.parse(String(row["p"])) as unknown;
  return { source: BUS_SOURCE, detailType: String(row["ev"]), detail: { workspaceId, origin: "live", payload } };
}

/** An event as it goes out, with the row it comes from. */
export interface Outgoing {
  readonly row: Row;
  readonly event: BusEvent;
}

/** Rows as the bus gets them. One that nobody can read takes no other with it. */
export interface Outbox {
  readonly outgoing: readonly Outgoing[];
  readonly unreadable: readonly { readonly row: Row; readonly error: unknown }[];
}

/**
 * The bus events in a batch of rows, in order per aggregate: sibling rows of one transaction come out of a
 * stream swapped. Rows that are no events are passed over.
 */
export function outboxOf(rows: readonly Row[]): Outbox {
  const read: { row: Row; event: StoredEvent }[] = [];
  const unreadable: { row: Row; error: unknown }[] = [];
  for (const row of rows.filter(isEventRow)) {
    try {
      read.push({ row, event: decodeEvent(row) });
    } catch (error) {
      unreadable.push({ row, error });
    }
  }
  const announced = rows.filter(isAnnouncement).map((row) => ({ row, event: announcementOf(row) }));
  const outgoing = read.sort(byAggregateAndSequence).map(({ row, event }) => {
    const { workspaceId } = aggregateOf(String(row["pk"]));
    return { row, event: { source: BUS_SOURCE, detailType: event.type, detail: { ...detailOf(workspaceId, event) } } };
  });
  return { outgoing: [...outgoing, ...announced], unreadable };
}

const byAggregateAndSequence = ({ event: a }: { event: StoredEvent }, { event: b }: { event: StoredEvent }) =>
  a.at - b.at ||
  (a.aggregateId < b.aggregateId ? -1 : Number(a.aggregateId > b.aggregateId)) ||
  a.sequence - b.sequence;

export const detailOf = (workspaceId: string, e: StoredEvent): EventDetail => ({
  workspaceId,
  aggregateId: e.aggregateId,
  sequence: e.sequence,
  revision: e.revision,
  at: e.at,
  occurredAt: e.occurredAt,
  actor: e.actor,
  onBehalfOf: e.onBehalfOf ?? null,
  causationId: e.causationId ?? null,
  correlationId: e.correlationId ?? null,
  origin: e.origin,
  visibility: e.visibility,
  version: e.version,
  payload: e.payload,
});
