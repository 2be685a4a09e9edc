import * as Attachment from "../../attachment/index.ts";
import { authorize, type Ctx, invalid, type Loaded, parse, type StoredEvent } from "../../kernel/index.ts";
import { change, type Decision, type RecordWrite, type Result } from "../../table/index.ts";
import { draftsOf, saved } from "../draft/rows.ts";
import type { Events } from "../events/index.ts";
import { inBatches } from "../life/batches.ts";
import { RedactTextInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { blanked, holdsText } from "./blank.ts";
import { decisionOf, rewriting } from "./commit.ts";
import { homeAt, type Place, placesOf } from "./homes.ts";
import { type Rewritten, rewritten, rowsOf } from "./words.ts";

/**
 * Blanks every occurrence of a text in a ticket, for good, wherever somebody wrote it: messages and notes, long ones
 * and their HTML too, the subject, names of files, CCs, drafts, and whatever else events hold of what people wrote.
 * What stands in its place is the same whatever its length. Originals of mails that hold it go, and receipts of those
 * mails forget their subject by themselves. Line breaks and quote marks make no difference; capitals do.
 *
 * Facts stay: tags and categories, and what is inside files (see {@link redactAttachment}). What SES stored of a mail
 * is out of reach until its lifecycle ends. Many entries are several commits, newest first: when one fails, the same
 * call goes on.
 *
 * @throws NOT_FOUND, VALIDATION for a reason that repeats the text, FORBIDDEN, CONFLICT
 * @example await Ticket.redactText(ctx, { ticketId, text: "4111 1111 1111 1111", reason: "A card number." });
 */
export async function redactText(ctx: Ctx, raw: RedactTextInput): Promise<Result<Ticket>> {
  const input = parse(RedactTextInput, raw);
  await authorize(ctx, "ticket:redact");
  if (holdsText(input.reason, input.text)) {
    throw invalid("The reason stays readable: say it without the text.", ["reason"]);
  }
  const { ticketId: id } = input;
  const op = { name: "ticket.redactText", permission: "ticket:redact", id, path: ["ticketId"], hidden: true } as const;
  const look = lookingFor(ctx, input.text);
  const entryIds: string[] = [];
  for (let part = 1; ; part++) {
    let found: Found = { any: true, left: true, gone: [] };
    const result = await change(ctx, ticket, { ...op, input: partOf(ctx, input, part) }, async (seen) => {
      const { decision, ...rest } = await planned(ctx, seen, input, look);
      found = rest;
      return decision;
    });
    if (!result.replayed) await Attachment.erase(ctx, found.gone);
    entryIds.push(...result.entryIds);
    // What an earlier call did in this part is not done again: whatever was found now is the next one's.
    if (!(result.replayed ? found.any : found.left)) return { ...result, entryIds };
  }
}

type Input = ReturnType<typeof RedactTextInput.parse>;

/** Each commit has a key of its own; only the first is made on the version that the caller saw. */
function partOf(ctx: Ctx, input: Input, part: number): Input {
  if (part === 1) return input;
  const { expectedVersion: _, idempotencyKey = ctx.request.idempotencyKey, ...rest } = input;
  return idempotencyKey === undefined ? rest : { ...rest, idempotencyKey: `${idempotencyKey}#${part}` };
}

type Look = (event: StoredEvent) => Promise<Rewritten | null>;

/** Each event is looked into once, however often a race is lost, and its new files are brought once. */
function lookingFor(ctx: Ctx, text: string): Look {
  const seen = new Map<string, ReturnType<typeof rewritten>>();
  return (event) => {
    const key = `${event.aggregateId} ${event.sequence} ${event.raw.content ?? ""}`;
    const known = seen.get(key) ?? rewritten(ctx, event, text);
    seen.set(key, known);
    return known;
  };
}

interface Found {
  /** Whether the text was found anywhere. */
  readonly any: boolean;
  /** Whether another look may find more. */
  readonly left: boolean;
  readonly gone: readonly string[];
}

/** A commit takes so many entries at most. */
const AT_ONCE = 30;

async function planned(
  ctx: Ctx,
  seen: Loaded<Ticket>,
  { text, reason }: Input,
  look: Look,
): Promise<Found & { readonly decision: Decision<Events> }> {
  const places = await placesOf(ctx, seen.state);
  const drafts = await draftsWithout(ctx, places, text);
  if (drafts.length > 0) {
    const records = drafts.slice(0, AT_ONCE);
    return { decision: { events: [], records }, gone: [], any: true, left: true };
  }
  for (const [i, place] of places.entries()) {
    const home = await homeAt(ctx, seen, place.id);
    const affected = home ? await affectedIn(place, home.events, look) : [];
    const [first = []] = inBatches(affected, rowsOf);
    const some = first.slice(0, AT_ONCE);
    if (!home || some.length === 0) continue;
    const { gone, ...made } = await rewriting(ctx, home, some, { reason });
    const left = some.length < affected.length || i + 1 < places.length;
    return { decision: decisionOf(seen, home.loaded, made), gone, any: true, left };
  }
  return { decision: { events: [], records: [] }, gone: [], any: false, left: false };
}

/** Newest first: what was said last is read most. */
async function affectedIn({ only }: Place, events: readonly StoredEvent[], look: Look): Promise<readonly Rewritten[]> {
  const affected: Rewritten[] = [];
  for (const event of events.toReversed()) {
    const found = only && !only(event) ? null : await look(event);
    if (found) affected.push(found);
  }
  return affected;
}

/** Drafts are no history: they just say something else. */
async function draftsWithout(ctx: Ctx, places: readonly Place[], text: string): Promise<readonly RecordWrite[]> {
  const whole = places.filter(({ only }) => only === undefined);
  const found = (await Promise.all(whole.map(({ id }) => draftsOf(ctx, id)))).flat();
  return found
    .filter(({ draft }) => holdsText(draft.text, text))
    .map(({ draft }) => saved(ctx, draft, { ...draft, text: blanked(draft.text, text), revision: draft.revision + 1 }));
}
