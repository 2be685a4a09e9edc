import {
  type ActorRef,
  type Ctx,
  openCursor,
  type Page,
  type PageInput,
  pageRequest,
  type StoredEvent,
  sealCursor,
  sealEntryId,
} from "../../kernel/index.ts";
import { cursorScope, differences, type FieldChange, type TimeRange } from "../../table/index.ts";
import { ticket } from "../store.ts";
import { eventsOf } from "./asOf.ts";

/** What one event made different. */
export interface TicketChange {
  readonly entryId: string;
  readonly type: string;
  readonly at: number;
  readonly actor: ActorRef;
  readonly onBehalfOf: ActorRef | null;
  readonly fields: readonly FieldChange[];
}

/** What moves with everything. */
const UNTOLD: ReadonlySet<string> = new Set(["activityAt"]);

/**
 * What became different on a ticket between two times (ms, both included), event by event, oldest first: who changed
 * which field from what to what. Read forwards.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT for a page size or a cursor that is none of this list's
 */
export async function changes(
  ctx: Ctx,
  ticketId: string,
  range: TimeRange,
  page: PageInput = {},
): Promise<Page<TicketChange>> {
  const request = pageRequest(page);
  const events = await eventsOf(ctx, ticketId);
  const scope = await cursorScope(ctx, "changes", { ticketId, ...range });
  const after = request.cursor === undefined ? 0 : Number(openCursor(scope, request.cursor, "after")[0]);
  const { entry: key } = await ctx.keyring();
  const found = [...told(events)].filter(
    ({ event: { at, sequence } }) => at >= range.from && at <= range.to && sequence > after,
  );
  const shown = found.slice(0, request.count).map(({ event, fields }) => ({
    node: changeOf(key, event, fields),
    cursor: sealCursor(scope, [String(event.sequence)]),
  }));
  return {
    edges: shown,
    pageInfo: {
      hasNextPage: found.length > shown.length,
      hasPreviousPage: request.cursor !== undefined,
      startCursor: shown[0]?.cursor ?? null,
      endCursor: shown.at(-1)?.cursor ?? null,
      scanLimited: false,
    },
  };
}

function* told(events: readonly StoredEvent[]) {
  for (const { event, fields } of differences(ticket, events)) {
    yield { event, fields: fields.filter(({ field }) => !UNTOLD.has(field)) };
  }
}

const changeOf = (key: Uint8Array, event: StoredEvent, fields: readonly FieldChange[]): TicketChange => ({
  entryId: sealEntryId(key, event.aggregateId, event.sequence),
  type: event.type,
  at: event.at,
  actor: event.actor,
  onBehalfOf: event.onBehalfOf ?? null,
  fields,
});
