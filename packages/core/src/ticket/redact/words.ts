import * as Attachment from "../../attachment/index.ts";
import type { Ctx, StoredEvent } from "../../kernel/index.ts";
import type { RecordWrite } from "../../table/index.ts";
import type { Words } from "../events/index.ts";
import { placeText, textOf } from "../words.ts";
import { blanked, blankedIn, holdsText } from "./blank.ts";
import { blankedHtml } from "./html.ts";
import { originalHolds } from "./original.ts";

/** An event with other words: what its row will say, and what becomes of its files. */
export interface Rewritten {
  readonly event: StoredEvent;
  readonly content: unknown;
  /** New files, and new names of old ones. */
  readonly records: readonly RecordWrite[];
  /** Files that go. */
  readonly gone: readonly string[];
}

/** Rows that it takes in a commit: its own, that of the event that says so, and those of its files. */
export const rowsOf = ({ records, gone }: Rewritten): number => 2 + records.length + gone.length;

/** An event without a text, or null when the text is not in it. */
export async function rewritten(ctx: Ctx, event: StoredEvent, text: string): Promise<Rewritten | null> {
  if (event.content === null) return null;
  if (isWords(event.content)) return wordsWithout(ctx, event, event.content, text);
  const content = blankedIn(event.content, text);
  return changed(event.content, content) ? { event, content, records: [], gone: [] } : null;
}

export const isWords = (content: unknown): content is Words =>
  content !== null && typeof content === "object" && "text" in content && "files" in content;

const changed = (before: unknown, after: unknown): boolean => JSON.stringify(before) !== JSON.stringify(after);

async function wordsWithout(ctx: Ctx, event: StoredEvent, words: Words, text: string): Promise<Rewritten | null> {
  const { text: start, textFile: _, htmlFile, rawFile, ...rest } = words;
  const { speakerId } = (event.payload ?? {}) as { readonly speakerId?: string };
  const owner = { ticketId: event.aggregateId, internal: event.visibility === "note", speakerId };
  const body = await bodyWithout(ctx, words, text, owner);
  const html = await htmlWithout(ctx, htmlFile, text, owner);
  const others = blankedIn(rest, text) as typeof rest;
  const said = body.gone.length > 0 || body.words.text !== start || html !== null || changed(rest, others);
  // What was said stands in the original too, however it is packed there.
  const original = rawFile !== undefined && (said || (await originalOf(ctx, rawFile, text))) ? rawFile : undefined;
  if (!said && original === undefined) return null;
  const content: Words = {
    ...others,
    ...body.words,
    ...(html === null ? kept({ htmlFile }) : html.words),
    ...(original === undefined ? kept({ rawFile }) : {}),
  };
  const renamed = others.files.filter((file, i) => file.name !== rest.files[i]?.name);
  const records = [...body.records, ...(html?.records ?? []), ...(await Attachment.rename(ctx, renamed))];
  const gone = [...body.gone, ...(html === null ? [] : [htmlFile]), original].filter((id) => id !== undefined);
  return { event, content, records, gone };
}

const kept = (files: { readonly [K in "htmlFile" | "rawFile"]?: string | undefined }) =>
  Object.fromEntries(Object.entries(files).filter(([, id]) => id !== undefined));

async function bodyWithout(ctx: Ctx, words: Words, text: string, owner: Attachment.Owner) {
  const whole = await textOf(ctx, words);
  const own = words.textFile === undefined ? { text: words.text } : { text: words.text, textFile: words.textFile };
  if (!holdsText(whole, text)) return { words: own, records: [], gone: [] };
  const body = await placeText(ctx, blanked(whole, text), owner);
  return { ...body, gone: words.textFile === undefined ? [] : [words.textFile] };
}

/** The HTML without the text, or no HTML at all where tags run through it; null when it is not in it. */
async function htmlWithout(ctx: Ctx, htmlFile: string | undefined, text: string, owner: Attachment.Owner) {
  const bytes = htmlFile === undefined ? null : await Attachment.bytesOf(ctx, htmlFile);
  if (!bytes) return null;
  const before = new TextDecoder().decode(bytes);
  const after = blankedHtml(before, text);
  if (after === before) return null;
  if (after === null) return { words: {}, records: [] };
  const brought = {
    name: "message.html",
    contentType: "text/html; charset=utf-8",
    bytes: new TextEncoder().encode(after),
  };
  const { file, record } = await Attachment.bring(ctx, brought, owner);
  return { words: { htmlFile: file.id }, records: [record] };
}

async function originalOf(ctx: Ctx, rawFile: string, text: string): Promise<boolean> {
  const bytes = await Attachment.bytesOf(ctx, rawFile);
  return bytes !== null && originalHolds(bytes, text);
}
