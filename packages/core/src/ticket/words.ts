import * as Attachment from "../attachment/index.ts";
import { type Ctx, invalid } from "../kernel/index.ts";
import { type Format, formatted } from "../markup/index.ts";
import type { RecordWrite } from "../table/index.ts";
import type { Words } from "./events/index.ts";

/** Up to here a body lies in the event's own row: cheaper than a file of its own. */
export const INLINE_BYTES = 4 * 1024;
const PREVIEW_CHARACTERS = 500;

/** Where words will stand. */
export type Place = Attachment.Owner;

/** Something somebody wrote, before it has a place. */
export interface Said {
  readonly text: string;
  readonly attachmentIds: readonly string[];
  /** The form of the text: plain unless said. */
  readonly format?: Format;
}

export interface Placed {
  readonly words: Words;
  readonly records: readonly RecordWrite[];
}

/** Words ready for an event: uploads taken up, a long text in a file of its own. */
export async function place(ctx: Ctx, said: Said, where: Place): Promise<Placed> {
  const { text, html } = await formatted(said.text, said.format ?? "PLAIN");
  if (text.trim() === "") throw invalid("A message needs some text.", ["text"]);
  const bound = await Attachment.bind(ctx, said.attachmentIds, where);
  const body = await placeText(ctx, text, where);
  const shown = html === undefined ? null : await Attachment.bring(ctx, htmlFile(html), where);
  return {
    words: { ...body.words, ...(shown ? { htmlFile: shown.file.id } : {}), files: [...bound.files] },
    records: [...bound.records, ...body.records, ...(shown ? [shown.record] : [])],
  };
}

/** Clean HTML as a file of an entry. */
export const htmlFile = (html: string): Attachment.Brought => ({
  name: "message.html",
  contentType: "text/html; charset=utf-8",
  bytes: new TextEncoder().encode(html),
});

/** A text as the event carries it: whole, or how it begins and the file that has it all. */
export async function placeText(ctx: Ctx, text: string, where: Place) {
  if (Buffer.byteLength(text) <= INLINE_BYTES) return { words: { text }, records: [] as readonly RecordWrite[] };
  const bytes = new TextEncoder().encode(text);
  const { file, record } = await Attachment.bring(
    ctx,
    { name: "message.txt", contentType: "text/plain", bytes },
    where,
  );
  const preview = text.slice(0, PREVIEW_CHARACTERS).toWellFormed();
  return { words: { text: preview, textFile: file.id }, records: [record] as readonly RecordWrite[] };
}

/** The whole text of an entry, wherever it lies. */
export async function textOf(ctx: Ctx, words: Words): Promise<string> {
  if (words.textFile === undefined) return words.text;
  const bytes = await Attachment.bytesOf(ctx, words.textFile);
  return bytes ? new TextDecoder().decode(bytes) : words.text;
}

/** Every file an entry's words lie in or refer to. */
export const filesOf = (words: Words): readonly string[] => [
  ...[words.textFile, words.htmlFile, words.rawFile].filter((id) => id !== undefined),
  ...words.files.map((file) => file.id),
];
