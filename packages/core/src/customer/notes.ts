import {
  type ActorRef,
  authorize,
  type Ctx,
  notFound,
  openEntryId,
  type Page,
  type PageInput,
  parse,
  sealEntryId,
} from "../kernel/index.ts";
import { decodeEvent, eventAt, eventKey, interleave, patch, type Result } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import { edit } from "./edit.ts";
import { get } from "./read.ts";
import { type Customer, NoteInput, RedactNoteInput } from "./schema/index.ts";

/** What staff wrote about a customer. */
export interface CustomerNote {
  readonly id: string;
  /** Whom it was written about: who was merged keeps their notes. */
  readonly customerId: string;
  readonly actor: ActorRef;
  readonly at: number;
  /** Null once it was redacted. */
  readonly text: string | null;
}

/**
 * Writes a note about a customer: for staff alone.
 *
 * @throws NOT_FOUND, VALIDATION, TRANSITION for a merged customer, FORBIDDEN, CONFLICT
 * @example await Customer.note(ctx, { customerId, text: "Prefers to be called in the morning." });
 */
export async function note(ctx: Ctx, raw: NoteInput): Promise<Result<Customer>> {
  const input = parse(NoteInput, raw);
  return edit(ctx, { name: "customer.note", permission: "customer:note", input }, () => decide.noted(input.text));
}

/**
 * The notes about a customer and everybody merged into them, newest first.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function notes(ctx: Ctx, customerId: string, page: PageInput = {}): Promise<Page<CustomerNote>> {
  await authorize(ctx, "customer:read_notes");
  const { id, sources = [] } = await get(ctx, customerId);
  await authorize(ctx, "customer:read_notes", { customerId: id });
  const { entry: key } = await ctx.keyring();
  const ids = [id, ...sources];
  const spec = {
    name: "customer-notes",
    strands: ids.map((one) => ({ id: one, visibility: "note" as const, keep: () => true })),
    filter: ids,
    decode: (row: Parameters<typeof decodeEvent>[0]): CustomerNote => {
      const { aggregateId, sequence, actor, at, content } = decodeEvent(row);
      const text = (content as { readonly text: string } | null)?.text ?? null;
      return { id: sealEntryId(key, aggregateId, sequence), customerId: aggregateId, actor, at, text };
    },
  };
  return interleave(ctx, spec, page);
}

/**
 * Blanks the words of a note for good: content and salt leave the row in the commit that says so. The chain still
 * verifies, and the text cannot be guessed back.
 *
 * @throws NOT_FOUND for the note too, TRANSITION for a merged customer, FORBIDDEN, CONFLICT
 * @example await Customer.redactNote(ctx, { customerId, noteId: note.id, reason: "bank data" });
 */
export async function redactNote(ctx: Ctx, raw: RedactNoteInput): Promise<Result<Customer>> {
  const input = parse(RedactNoteInput, raw);
  const op = { name: "customer.redactNote", permission: "customer:note", input } as const;
  return edit(ctx, op, async ({ state }) => {
    const { entry: key } = await ctx.keyring();
    const place = openEntryId(key, input.noteId);
    const event = place?.aggregateId === state.id ? await eventAt(ctx, state.id, place.sequence) : null;
    if (event?.type !== "customer.noted") throw notFound(input.noteId, ["noteId"]);
    if (event.redacted) return [];
    const row = eventKey(ctx, state.id, event.visibility, event.sequence);
    return {
      events: decide.noteRedacted(event.sequence, input.reason),
      records: [{ write: patch(row, {}, ["c", "k"]) }],
    };
  });
}
