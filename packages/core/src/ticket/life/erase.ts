import * as Attachment from "../../attachment/index.ts";
import { authorize, type Ctx, keyless, type StoredEvent } from "../../kernel/index.ts";
import { eventAt, execute, history, load, type RecordWrite, unword } from "../../table/index.ts";
import { discarded } from "../draft/rows.ts";
import type { Words } from "../events/index.ts";
import { hasParts, NO_PARTS, partsOf, sequencesOf } from "../merge/parts.ts";
import { DRAFT_KINDS, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { filesOf } from "../words.ts";
import { inBatches } from "./batches.ts";

/**
 * Erases what a purged ticket said: content and salt of every event, its files and drafts. What was split off into
 * another ticket belongs there and stays; what was split into this one goes with it. The chain still verifies.
 * Called by the reaction to `ticket.purged`; safe to repeat, and to be cut off anywhere.
 *
 * @throws FORBIDDEN
 */
export async function erase(ctx: Ctx, { ticketId }: { readonly ticketId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const found = await load(ctx, ticket, ticketId);
  if (!found?.state.purged) return;
  const speaking = (await eventsOf(ctx, found.state)).filter(({ raw }) => raw.content !== undefined);
  for (const batch of inBatches(speaking, (event) => 1 + filesIn(event).length)) {
    const files = batch.flatMap(filesIn);
    await commit(ctx, async () => [
      ...batch.map((event) => unword(ctx, event)),
      ...(await Attachment.release(ctx, files)),
    ]);
    await Attachment.erase(ctx, files);
  }
  await commit(ctx, () => DRAFT_KINDS.map((kind) => discarded(ctx, ticketId, kind)));
}

/** Records alone: what goes here changes no state, and the events that say so are long written. */
const commit = (ctx: Ctx, records: () => readonly RecordWrite[] | Promise<readonly RecordWrite[]>) =>
  execute(keyless(ctx), { name: "ticket.erase", input: {} }, async () => ({ changes: [], records: await records() }));

const filesIn = ({ content }: StoredEvent): readonly string[] =>
  content !== null && typeof content === "object" && "files" in content ? filesOf(content as Words) : [];

/** Everything that was the ticket's: its own history without what is elsewhere now, and what came from elsewhere. */
async function eventsOf(ctx: Ctx, state: Ticket): Promise<readonly StoredEvent[]> {
  const own = await history(ctx, state.id);
  if (!hasParts(state)) return own;
  const { out, taken } = (await partsOf(ctx, [state.id])).get(state.id) ?? NO_PARTS;
  const places = taken.flatMap((entries) =>
    sequencesOf(entries).map((sequence) => [entries.ticketId, sequence] as const),
  );
  const others = await Promise.all(places.map(([id, sequence]) => eventAt(ctx, id, sequence)));
  return [...own.filter(({ sequence }) => !out.includes(sequence)), ...others.filter((event) => event !== null)];
}
