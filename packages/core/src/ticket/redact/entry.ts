import * as Attachment from "../../attachment/index.ts";
import {
  authorize,
  type Ctx,
  invalid,
  type Loaded,
  notFound,
  openEntryId,
  parse,
  type StoredEvent,
} from "../../kernel/index.ts";
import { change, eventAt, history, load, type Result, unword } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import type { Words } from "../events/index.ts";
import { showsEntriesOf } from "../merge/view.ts";
import { RedactInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { filesOf } from "../words.ts";
import { decisionOf, isSubject, rewriting, withoutSubject } from "./commit.ts";

/**
 * Blanks one entry for good: words and files of a message or a note, or the subject of what opened or changed it, and
 * the ticket's own if it is still that one. Words and salt leave the row in the commit that says so, files right after
 * it. The chain still verifies, and the text cannot be guessed back.
 *
 * @throws NOT_FOUND, VALIDATION for entries without words, FORBIDDEN, CONFLICT
 * @example await Ticket.redact(ctx, { ticketId, entryId, reason: "A card number." });
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
    const speaks = decide.SPEAKING.has(event.type);
    if (!speaks && !isSubject(event)) throw invalid("Only messages, notes and subjects can be redacted.", ["entryId"]);
    if (event.redacted) return [];
    if (!speaks) return decisionOf(seen, home, await subjectBlanked(ctx, home, event, input.reason));
    files = filesOf(event.content as Words);
    const drafts = decide.redact({ sequence: event.sequence, reason: input.reason });
    return decisionOf(seen, home, { drafts, records: [unword(ctx, event), ...(await Attachment.release(ctx, files))] });
  });
  await Attachment.erase(ctx, files);
  return result;
}

async function subjectBlanked(ctx: Ctx, loaded: Loaded<Ticket>, event: StoredEvent, reason: string) {
  const rewritten = withoutSubject(event);
  if (JSON.stringify(rewritten.content) === JSON.stringify(event.content)) return { drafts: [], records: [] };
  return rewriting(ctx, { loaded, events: await history(ctx, loaded.state.id) }, [rewritten], { reason });
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
