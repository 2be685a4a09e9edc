import * as Attachment from "../attachment/index.ts";
import {
  authorize,
  type Ctx,
  id,
  isCustomer,
  may,
  notFound,
  openEntryId,
  type Page,
  type PageInput,
  parse,
  prefixOf,
  type Versioned,
  type Visibility,
  versioned,
} from "../kernel/index.ts";
import {
  aggregatePartition,
  type ChainReport,
  eventAt,
  eventPrefix,
  list,
  load,
  loadMany,
  need,
  sees,
  verifyChain,
} from "../table/index.ts";
import { type Entry, entryReader, eventReader } from "./entry.ts";
import type { Words } from "./events/index.ts";
import { seesEntry, seesFile } from "./merge/away.ts";
import { hasParts } from "./merge/parts.ts";
import { maySeeWords, ownWords, sourcesOf, wholeConversation } from "./merge/view.ts";
import { idByNumber } from "./number.ts";
import { stateAt } from "./past/asOf.ts";
import type { Ticket } from "./schema/index.ts";
import { ticket } from "./store.ts";
import { EVERYTHING, type Showing, showing, type TimelineOptions } from "./timeline.ts";
import { textOf } from "./words.ts";

const readable = { permission: "ticket:read", path: ["ticketId"], hidden: true } as const;

/** One ticket. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, ticketId: string): Promise<Versioned<Ticket>> {
  return versioned(await need(ctx, ticket, parse(id("tkt"), ticketId), readable));
}

/** The ticket with the number people say, or null when there is none the caller may see. @throws FORBIDDEN */
export async function getByNumber(ctx: Ctx, number: number): Promise<Versioned<Ticket> | null> {
  await authorize(ctx, "ticket:read");
  const known = Number.isSafeInteger(number) ? await idByNumber(ctx, number) : null;
  const found = known === null ? null : await load(ctx, ticket, known);
  return found && (await sees(ctx, ticket, found)) ? versioned(found) : null;
}

/** Many tickets at once, in the order asked; null for those there are not or the caller may not see. */
export async function getMany(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<Ticket> | null)[]> {
  await authorize(ctx, "ticket:read");
  const found = await loadMany(ctx, ticket, ids);
  return Promise.all(found.map(async (one) => (one && (await sees(ctx, ticket, one)) ? versioned(one) : null)));
}

/**
 * The conversation, newest first: what customer and desk said, and for those who may read them the internal
 * notes. What happened in the background does not take part, so it costs no reader anything. `options` narrow it to
 * messages, notes or what was done, and to what there was at a time: merged and split then as now, not since.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT for a page size or a cursor that is none of this list's
 * @example const { edges } = await Ticket.entries(ctx, ticketId, { first: 20 }, { show: ["MESSAGES"] });
 */
export async function entries(
  ctx: Ctx,
  ticketId: string,
  page: PageInput = {},
  options: TimelineOptions = {},
): Promise<Page<Entry>> {
  const now = await get(ctx, ticketId);
  const shown = await showing(ctx, ticket.target(now), options);
  const found = options.asOf === undefined ? now : await stateAt(ctx, ticketId, options.asOf);
  return found && hasParts(found) ? wholeConversation(ctx, found, shown, page) : timeline(ctx, ticketId, shown, page);
}

/**
 * The tickets merged into one, those merged into them included; without those the caller may not see.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function mergedTickets(ctx: Ctx, ticketId: string): Promise<readonly Versioned<Ticket>[]> {
  const sources = await sourcesOf(ctx, await get(ctx, ticketId));
  return (await getMany(ctx, sources)).filter((one) => one !== null);
}

/** Everything that ever happened to the ticket, newest first. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function audit(ctx: Ctx, ticketId: string, page: PageInput = {}): Promise<Page<Entry>> {
  const known = parse(id("tkt"), ticketId);
  const { state } = await need(ctx, ticket, known, { ...readable, permission: "ticket:read_audit" });
  const found = await timeline(ctx, ticketId, EVERYTHING, page);
  if (await may(ctx, "ticket:read_notes", ticket.target(state))) return found;
  const edges = found.edges.map((edge) => ({ node: withoutNote(edge.node), cursor: edge.cursor }));
  return { ...found, edges };
}

/** That there was a note is part of the audit; what it says is not for everybody. */
const withoutNote = (entry: Entry): Entry => (entry.visibility === "note" ? { ...entry, words: null } : entry);

async function timeline(ctx: Ctx, ticketId: string, shown: Showing, page: PageInput): Promise<Page<Entry>> {
  const partition = aggregatePartition(ctx, ticketId);
  const own = await ownWords(ctx);
  const tests = [own, shown.keep].filter((test) => test !== undefined);
  return list(
    ctx,
    {
      name: `entries:${shown.visible.length}`,
      sources: shown.visible.map((visibility) => ({ partition, prefix: eventPrefix(visibility) })),
      descending: true,
      filter: [ticketId, shown.filter],
      decode: await entryReader(ctx),
      ...(tests.length === 0 ? {} : { keep: (row) => tests.every((test) => test(row)) }),
    },
    page,
  );
}

/** One entry by its public id. @throws NOT_FOUND also for entries the caller may not see, FORBIDDEN, BAD_USER_INPUT */
export async function entry(ctx: Ctx, entryId: string): Promise<Entry> {
  await authorize(ctx, "ticket:read");
  const { entry: key } = await ctx.keyring();
  const place = openEntryId(key, parse(id("evt"), entryId));
  if (!place || prefixOf(place.aggregateId) !== "tkt") throw notFound(entryId, ["entryId"]);
  const [owner, event] = await Promise.all([
    load(ctx, ticket, place.aggregateId),
    eventAt(ctx, place.aggregateId, place.sequence),
  ]);
  if (!owner || !event || !(await seesEntry(ctx, owner, event.sequence))) throw notFound(entryId, ["entryId"]);
  if (!(await maySee(ctx, owner.state, event.visibility))) throw notFound(entryId, ["entryId"]);
  const found = (await eventReader(ctx))(event);
  if (!(await maySeeWords(ctx, found))) throw notFound(entryId, ["entryId"]);
  return found;
}

async function maySee(ctx: Ctx, of: Ticket, visibility: Visibility): Promise<boolean> {
  if (visibility === "public") return true;
  return may(ctx, visibility === "note" ? "ticket:read_notes" : "ticket:read_audit", ticket.target(of));
}

/** The whole text of an entry that was read: long ones lie outside the table. */
export const entryText = (ctx: Ctx, words: Words): Promise<string> => textOf(ctx, words);

/** The sanitised HTML of an entry that was read, or null when it has none. */
export async function entryHtml(ctx: Ctx, words: Words): Promise<string | null> {
  const bytes = words.htmlFile === undefined ? null : await Attachment.bytesOf(ctx, words.htmlFile);
  return bytes && new TextDecoder().decode(bytes);
}

/**
 * A link that downloads a file of a ticket, good for five minutes.
 *
 * @throws NOT_FOUND for files of tickets or notes the caller may not read, BAD_USER_INPUT
 */
export async function attachmentUrl(ctx: Ctx, attachmentId: string): Promise<string> {
  const known = parse(id("att"), attachmentId);
  await authorize(ctx, "ticket:read");
  const file = await Attachment.find(ctx, known);
  if (!file?.ticketId) throw notFound(known, ["attachmentId"]);
  if (!(await seesFileOf(ctx, file, file.ticketId))) throw notFound(known, ["attachmentId"]);
  return Attachment.linkOf(ctx, file);
}

async function seesFileOf(ctx: Ctx, file: Attachment.FileRecord, ticketId: string): Promise<boolean> {
  if (file.internal && !(await may(ctx, "ticket:read_notes"))) return false;
  // Said on another customer's ticket, after a merge: it is whose words they are, in whatever ticket they lie.
  if (isCustomer(ctx.actor) && file.speakerId !== undefined) return (await ctx.self()).has(file.speakerId);
  const owner = await load(ctx, ticket, ticketId);
  if (!owner || (file.internal && !(await maySee(ctx, owner.state, "note")))) return false;
  return (await sees(ctx, ticket, owner)) || seesFile(ctx, owner, file.id);
}

/** Whether a ticket's history is what was written. @throws NOT_FOUND, FORBIDDEN */
export async function verify(ctx: Ctx, ticketId: string): Promise<ChainReport> {
  await need(ctx, ticket, parse(id("tkt"), ticketId), { ...readable, permission: "ticket:read_audit" });
  return verifyChain(ctx, ticket, ticketId);
}
