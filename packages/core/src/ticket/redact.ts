import * as Attachment from "../attachment/index.ts";
import { authorize, type Ctx, invalid, type Loaded, notFound, openEntryId, parse } from "../kernel/index.ts";
import { change, eventAt, eventKey, load, patch, type Result } from "../table/index.ts";
import * as decide from "./decide/index.ts";
import type { Words } from "./events/index.ts";
import { showsEntriesOf } from "./merge/view.ts";
import { RedactInput, type Ticket } from "./schema/index.ts";
import { ticket } from "./store.ts";
import { filesOf } from "./words.ts";

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
    hidden: true,
  } as const;
  let files: readonly string[] = [];
  const result = await change(ctx, ticket, op, async (seen) => {
    const { home, event } = await homeOf(ctx, seen, openEntryId(key, input.entryId), input.entryId);
    if (!decide.SPEAKING.has(event.type)) throw invalid("Only messages and notes can be redacted.", ["entryId"]);
    if (event.redacted) return [];
    files = filesOf(event.content as Words);
    const row = eventKey(ctx, home.state.id, event.visibility, event.sequence);
    const drafts = decide.redact(event.sequence, input.reason);
    const records = [{ write: patch(row, {}, ["c", "k"]) }, ...(await Attachment.release(ctx, files))];
    if (home === seen) return { events: drafts, records };
    return { events: [], also: [{ agg: ticket, id: home.state.id, before: home, drafts }], records };
  });
  await Attachment.erase(ctx, files);
  return result;
}

type Place = ReturnType<typeof openEntryId>;

/** An entry is redacted where it lies, also when it shows in the conversation of another ticket. */
async function homeOf(ctx: Ctx, seen: Loaded<Ticket>, place: Place, entryId: string) {
  const ticketId = place?.aggregateId ?? "";
  const known = ticketId === seen.state.id || (await showsEntriesOf(ctx, seen.state, ticketId));
  const home = ticketId === seen.state.id ? seen : known ? await load(ctx, ticket, ticketId) : null;
  const event = place && home ? await eventAt(ctx, ticketId, place.sequence) : null;
  if (!home || !event) throw notFound(entryId, ["entryId"]);
  return { home, event };
}
