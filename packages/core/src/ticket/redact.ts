import * as Attachment from "../attachment/index.ts";
import { authorize, type Ctx, invalid, notFound, openEntryId, parse } from "../kernel/index.ts";
import { change, eventAt, eventKey, patch, type Result } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import type { Words } from "./events.ts";
import { RedactInput, type Ticket } from "./schema.ts";
import { ticket } from "./store.ts";
import { filesOf } from "./words.ts";

const SPEAKING = new Set(["ticket.message_received", "ticket.replied", "ticket.noted"]);

/**
 * Blanks the words and files of one entry for good: content and salt leave the row in the commit that says so,
 * files right after it. The chain still verifies, and the text cannot be guessed back.
 *
 * @throws NOT_FOUND, VALIDATION for entries without words, FORBIDDEN, CONFLICT
 */
export async function redact(ctx: Ctx, raw: RedactInput): Promise<Result<Ticket>> {
  const input = parse(RedactInput, raw);
  await authorize(ctx, "ticket:redact");
  const { entry: key } = await ctx.keyring();
  const op = {
    name: "ticket.redact",
    permission: "ticket:redact",
    id: input.ticketId,
    input,
    path: ["ticketId"],
  } as const;
  let files: readonly string[] = [];
  const result = await change(ctx, ticket, op, async () => {
    const place = openEntryId(key, input.entryId);
    const event = place?.aggregateId === input.ticketId ? await eventAt(ctx, input.ticketId, place.sequence) : null;
    if (!event) throw notFound(input.entryId, ["entryId"]);
    if (!SPEAKING.has(event.type)) throw invalid("Only messages and notes can be redacted.", ["entryId"]);
    if (event.redacted) return [];
    files = filesOf(event.content as Words);
    const row = eventKey(ctx, input.ticketId, event.visibility, event.sequence);
    return {
      events: decide.redact(event.sequence, input.reason),
      records: [{ write: patch(row, {}, ["c", "k"]) }, ...(await Attachment.release(ctx, files))],
    };
  });
  await Attachment.erase(ctx, files);
  return result;
}
