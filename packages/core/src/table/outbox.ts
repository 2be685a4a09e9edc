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
 * The bus events in a batch of rows that the stream says were inserted, in order per aggregate: sibling rows
 * of one transaction come out of a stream swapped. Rows that are no events are passed over.
 */
export function busEventsOf(inserted: readonly Row[]): readonly BusEvent[] {
  return inserted
    .filter(isEventRow)
    .map((row) => ({ workspaceId: aggregateOf(String(row["pk"])).workspaceId, event: decodeEvent(row) }))
    .sort(byAggregateAndSequence)
    .map(({ workspaceId, event }) => ({
      source: BUS_SOURCE,
      detailType: event.type,
      detail: { ...detailOf(workspaceId, event) },
    }));
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
