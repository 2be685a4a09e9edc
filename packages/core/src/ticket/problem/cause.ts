import { type Ctx, internal, openEntryId, type StoredEvent, sealEntryId } from "../../kernel/index.ts";
import type { Row } from "../../port/index.ts";
import {
  aggregatePartition,
  claim,
  decodeEvent,
  eventAt,
  eventPrefix,
  type RecordWrite,
  recordKey,
} from "../../table/index.ts";
import type { MailFacts } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";

/** The event that resolved a problem: what was done to its incidents follows from it. */
export interface Cause {
  readonly id: string;
  /** When the problem was last worked on before, ms. */
  readonly updatedAt: number;
}

const PAGE = 50;

/** The event behind an entry; without one, the newest that resolved the ticket. */
export async function causeOf(ctx: Ctx, problemId: string, entryId: string | undefined): Promise<Cause> {
  const { entry: key } = await ctx.keyring();
  const place = entryId === undefined ? null : openEntryId(key, entryId);
  const event = place
    ? await eventAt(ctx, place.aggregateId, place.sequence)
    : await newest(ctx, problemId, ({ type }) => type === "ticket.resolved");
  if (!event) throw internal(`${problemId} is resolved, and nothing says since when.`);
  const { updatedAt = event.at } = event.payload as { readonly updatedAt?: number };
  return { id: sealEntryId(key, problemId, event.sequence), updatedAt };
}

const doneKey = (ctx: Ctx, { id }: Cause, incidentId: string) => recordKey(ctx, "cascade", id, incidentId);

/** What a cause does to an incident it does once, whoever asks again and however late: this moves with it. */
export const doneOnce = (ctx: Ctx, cause: Cause, incidentId: string): RecordWrite =>
  claim(doneKey(ctx, cause, incidentId), {});

/** Whether that is done. What was never resolved costs no look. */
export const wasDone = async (ctx: Ctx, cause: Cause, { id, lastResolvedAt }: Ticket): Promise<boolean> =>
  lastResolvedAt !== undefined && (await ctx.table.get(doneKey(ctx, cause, id), { consistent: true })) !== null;

/** Whether a person said something on a ticket after a time. */
export async function saidSince(ctx: Ctx, ticketId: string, since: number): Promise<boolean> {
  const found = await newest(ctx, ticketId, (event) => event.at <= since || isPersons(event));
  return found !== null && found.at > since;
}

const isPersons = ({ type, payload }: StoredEvent): boolean =>
  type === "ticket.message_received" && !(payload as { readonly mail?: MailFacts }).mail?.automatic;

/** Access pattern: the newest public event of a ticket that is looked for. */
async function newest(
  ctx: Ctx,
  ticketId: string,
  wanted: (event: StoredEvent) => boolean,
): Promise<StoredEvent | null> {
  const prefix = eventPrefix("public");
  let after: Row | null = null;
  do {
    const page: Awaited<ReturnType<Ctx["table"]["query"]>> = await ctx.table.query({
      partition: aggregatePartition(ctx, ticketId),
      from: prefix,
      to: `${prefix}~`,
      reverse: true,
      limit: PAGE,
      consistent: true,
      ...(after ? { after } : {}),
    });
    const found = page.rows.map(decodeEvent).find(wanted);
    if (found) return found;
    after = page.next;
  } while (after);
  return null;
}
