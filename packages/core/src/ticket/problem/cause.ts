import { type Ctx, internal, openEntryId, type StoredEvent, sealEntryId } from "../../kernel/index.ts";
import { claim, decodeEvent, eventAt, newestOf, type RecordWrite, recordKey, type Strand } from "../../table/index.ts";
import { strandsUnder } from "../merge/view.ts";
import { isQuestion } from "../question.ts";
import type { Ticket } from "../schema/index.ts";

/** The event that resolved a problem: what was done to its incidents follows from it. */
export interface Cause {
  readonly id: string;
  /** When the problem was last worked on before, ms. */
  readonly updatedAt: number;
}

const ownOf = (id: string): Strand => ({ id, visibility: "public", keep: () => true });

/** The event behind an entry; without one, the newest that resolved the ticket. */
export async function causeOf(ctx: Ctx, problemId: string, entryId: string | undefined): Promise<Cause> {
  const { entry: key } = await ctx.keyring();
  const place = entryId === undefined ? null : openEntryId(key, entryId);
  const event = place
    ? await eventAt(ctx, place.aggregateId, place.sequence)
    : await newest(ctx, ownOf(problemId), ({ type }) => type === "ticket.resolved");
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

/** Whether a person said something on a ticket after a time: in its own entries, or in any that show there. */
export async function saidSince(ctx: Ctx, state: Ticket, since: number): Promise<boolean> {
  const strands = await strandsUnder(ctx, state, ["public"]);
  const found = await Promise.all(
    strands.map((strand) => newest(ctx, strand, (event) => event.at <= since || isQuestion(event))),
  );
  return found.some((event) => event !== null && event.at > since);
}

async function newest(ctx: Ctx, strand: Strand, wanted: (event: StoredEvent) => boolean): Promise<StoredEvent | null> {
  const row = await newestOf(ctx, { ...strand, keep: (one) => strand.keep(one) && wanted(decodeEvent(one)) });
  return row && decodeEvent(row);
}
