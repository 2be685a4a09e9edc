import type { Ctx, Side, SideEvent, Visibility } from "../../kernel/index.ts";
import { type RecordWrite, sideAfter, sidesAt, sidesOf } from "../../table/index.ts";
import type { Entries, Source } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";

/**
 * What a conversation is put together from besides the ticket's own entries. Bulky, rarely there and never
 * listed, so it is no part of the state: it lies in row `D` (DESIGN 4) and is folded from the same events.
 */
export interface Parts {
  /** Every ticket merged into this one, directly or through another. */
  readonly merged: readonly Source[];
  /** Own entries that were split away. */
  readonly out: readonly number[];
  /** Entries of other tickets that were split into this one. */
  readonly taken: readonly Entries[];
}

export const NO_PARTS: Parts = { merged: [], out: [], taken: [] };

/** The parts after an event of the ticket `id`; most events leave them as they are. */
function evolveParts(id: string, parts: Parts, event: SideEvent): Parts {
  const payload = event.payload as { sources?: readonly Source[]; sourceIds?: readonly string[]; entries?: Entries[] };
  switch (event.type) {
    case "ticket.sources_merged":
      return { ...parts, merged: [...parts.merged, ...(payload.sources ?? [])] };
    case "ticket.sources_unmerged":
      return { ...parts, merged: parts.merged.filter((source) => !payload.sourceIds?.includes(source.id)) };
    case "ticket.entries_taken":
      return { ...parts, taken: [...parts.taken, ...(payload.entries ?? [])] };
    case "ticket.entries_moved":
      return (payload.entries ?? []).reduce((left, entries) => withoutEntries(id, left, entries), parts);
    default:
      return parts;
  }
}

function withoutEntries(id: string, parts: Parts, gone: Entries): Parts {
  const sequences = sequencesOf(gone);
  if (gone.ticketId === id) return { ...parts, out: [...parts.out, ...sequences] };
  const left = parts.taken
    .map((entries) => (entries.ticketId === gone.ticketId ? lessOf(entries, sequences) : entries))
    .filter((entries) => sequencesOf(entries).length > 0);
  return { ...parts, taken: left };
}

const lessOf = (entries: Entries, gone: readonly number[]): Entries => ({
  ...entries,
  messages: entries.messages.filter((sequence) => !gone.includes(sequence)),
  notes: entries.notes.filter((sequence) => !gone.includes(sequence)),
});

export const sequencesOf = ({ messages, notes }: Entries): readonly number[] => [...messages, ...notes];

/** Only what was said moves: what was done stays where it was done. */
export function pickedOf(entries: Entries, visibility: Visibility): readonly number[] {
  if (visibility === "audit") return [];
  return visibility === "note" ? entries.notes : entries.messages;
}

/** Whether a ticket has, or had, parts at all: most have none, and cost nobody a read. */
export const hasParts = (state: Ticket): boolean => state.sourceCount !== undefined || state.movedCount !== undefined;

/** Row `D`: what a conversation is put together from. */
export const parts: Side<Parts> = { row: "D", empty: NO_PARTS, evolve: evolveParts };

/** Access pattern: the parts of some tickets; with a time (ms), as they were then. */
export const partsOf = (ctx: Ctx, ids: readonly string[], at?: number): Promise<ReadonlyMap<string, Parts>> =>
  at === undefined ? sidesOf(ctx, parts, ids) : sidesAt(ctx, parts, ids, at);

/** The row as the events leave it. */
export const partsAfter = (ctx: Ctx, id: string, before: Parts, drafts: readonly SideEvent[]): RecordWrite =>
  sideAfter(ctx, parts, { id, before }, drafts);
