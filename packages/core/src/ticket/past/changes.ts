import {
  type ActorRef,
  type Ctx,
  canonical,
  openCursor,
  type Page,
  type PageInput,
  pageRequest,
  type StoredEvent,
  sealCursor,
  sealEntryId,
} from "../../kernel/index.ts";
import { cursorScope, lifted, type TimeRange } from "../../table/index.ts";
import type { Ticket } from "../schema/index.ts";
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

/** One field before and after; null where it was not there. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What moves with everything, and what never does. */
const UNTOLD: ReadonlySet<string> = new Set(["id", "activityAt"]);

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
  const told = [...differences(events)].filter(
    ({ event: { at, sequence } }) => at >= range.from && at <= range.to && sequence > after,
  );
  const shown = told.slice(0, request.count).map(({ event, fields }) => ({
    node: changeOf(key, event, fields),
    cursor: sealCursor(scope, [String(event.sequence)]),
  }));
  return {
    edges: shown,
    pageInfo: {
      hasNextPage: told.length > shown.length,
      hasPreviousPage: request.cursor !== undefined,
      startCursor: shown[0]?.cursor ?? null,
      endCursor: shown.at(-1)?.cursor ?? null,
      scanLimited: false,
    },
  };
}

function* differences(events: readonly StoredEvent[]) {
  let before: Ticket | undefined;
  for (const event of events) {
    const after: Ticket = ticket.evolve(before, lifted(ticket, event) as never);
    yield { event, fields: differing(before, after) };
    before = after;
  }
}

function differing(before: Ticket | undefined, after: Ticket): readonly FieldChange[] {
  const [was, is] = [before ?? {}, after] as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].filter((name) => !UNTOLD.has(name));
  return names
    .filter((field) => canonical(was?.[field]) !== canonical(is?.[field]))
    .map((field) => ({ field, before: was?.[field] ?? null, after: is?.[field] ?? null }));
}

const changeOf = (key: Uint8Array, event: StoredEvent, fields: readonly FieldChange[]): TicketChange => ({
  entryId: sealEntryId(key, event.aggregateId, event.sequence),
  type: event.type,
  at: event.at,
  actor: event.actor,
  onBehalfOf: event.onBehalfOf ?? null,
  fields,
});
