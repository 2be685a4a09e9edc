import { createHash } from "node:crypto";
import * as Attachment from "../../attachment/index.ts";
import type { Ctx } from "../../kernel/index.ts";
import type { RecordWrite } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import type { ParsedMail } from "../parse/index.ts";
import { partiesOf } from "./parties.ts";

/** More files than this stay in the original alone: a commit has room for a hundred rows. */
const MOST_FILES = 50;

export interface PlacedMail {
  readonly words: Ticket.Words;
  readonly records: readonly RecordWrite[];
  readonly rawFile: string;
}

interface Sent {
  readonly mail: ParsedMail;
  readonly sender: string;
  readonly input: { readonly raw: Uint8Array };
}

/** The words of a mail as a ticket keeps them: new text in front, HTML, files and the untouched original beside it. */
export async function placeMail(
  ctx: Ctx,
  { mail, sender, input }: Sent,
  at: Omit<Attachment.Owner, "internal">,
): Promise<PlacedMail> {
  const where = { ...at, internal: false };
  const spoken = mail.replyText.trim() || mail.text.trim() || "(no text)";
  const body = await Ticket.placeText(ctx, cut(spoken), where);
  const original = await placeRaw(ctx, input.raw, where);
  const html = mail.html === null ? null : await Attachment.bring(ctx, htmlFile(mail.html), where);
  const files = [];
  for (const { name, contentType, content, contentId, inline } of mail.attachments.slice(0, MOST_FILES)) {
    const identified = contentId === null ? {} : { contentId };
    files.push(await Attachment.bring(ctx, { name, contentType, bytes: content, inline, ...identified }, where));
  }
  const records = [
    ...body.records,
    original.record,
    ...(html ? [html.record] : []),
    ...files.map((file) => file.record),
  ];
  const named = await partiesOf(ctx, mail, sender);
  const words: Ticket.Words = {
    ...body.words,
    rawFile: original.file.id,
    ...(html ? { htmlFile: html.file.id } : {}),
    ...(mail.quotedText ? { quoted: true } : {}),
    ...(mail.from ? { from: mail.from } : {}),
    ...(named ? { named } : {}),
    files: files.map((file) => file.file),
  };
  return { words, records, rawFile: original.file.id };
}

export const placeRaw = (ctx: Ctx, raw: Uint8Array, where: Attachment.Owner) =>
  Attachment.bring(ctx, { name: "original.eml", contentType: "message/rfc822", bytes: raw }, where);

const htmlFile = (html: string): Attachment.Brought => ({
  name: "message.html",
  contentType: "text/html; charset=utf-8",
  bytes: new TextEncoder().encode(html),
});

/** A mail may be longer than an entry; the whole stays in the original. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.byteLength <= Ticket.MAX_TEXT_BYTES) return text;
  return bytes.subarray(0, Ticket.MAX_TEXT_BYTES).toString("utf8").toWellFormed();
}

/** Two mails with one id are the same when sender, words and files are. */
export function fingerprint(mail: ParsedMail, sender: string): string {
  const files = mail.attachments.map((file) => file.sha256).sort();
  const whole = [sender, mail.subject, mail.text, mail.originalHtml ?? "", ...files].join("\n");
  return createHash("sha256").update(whole).digest("base64url").slice(0, 22);
}
