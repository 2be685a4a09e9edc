import { boundedHtml } from "../../markup/bounded.ts";
import { sanitizeMailHtml } from "../../markup/sanitize.ts";
import { readAttachments } from "./attachments.ts";
import { readAuto } from "./auto.ts";
import { htmlToMarkedText, mayMarkQuotes } from "./body/htmlText.ts";
import { readBounce } from "./bounce.ts";
import { readDate } from "./date.ts";
import { readFeedbackReport } from "./feedback.ts";
import { readForward } from "./forward.ts";
import { type Headers, headersOf, readLoopHeaders } from "./headers.ts";
import { MAX_BODY_CHARS } from "./limits.ts";
import { withoutMarks } from "./marks.ts";
import { readIds } from "./messageId.ts";
import { type MimeMessage, readMime } from "./mime/read.ts";
import { collectProblems, type Problems, SEVERAL_SENDERS } from "./problems.ts";
import { partReply } from "./quote/reply.ts";
import { clip, plainLines, wellFormed } from "./text.ts";
import type { MailAddress, MailAttachment, ParsedMail } from "./types.ts";

type People = Pick<ParsedMail, "from" | "sender" | "replyTo" | "to" | "cc" | "bcc" | "deliveredTo">;
type Thread = Pick<ParsedMail, "subject" | "date" | "messageId" | "inReplyTo" | "references">;
type Body = Pick<ParsedMail, "text" | "html" | "originalHtml" | "replyText" | "quotedText">;
type Envelope = People & Thread & Pick<ParsedMail, "headers">;

const RECIPIENT_FIELDS = ["delivered-to", "x-original-to", "x-forwarded-to", "envelope-to"];

function readPeople(headers: Headers, problems: Problems): People {
  const read = (...names: string[]) =>
    problems.guard<MailAddress[]>(names[0] ?? "address", [], () => headers.addresses(...names));
  const [from = null, ...others] = read("from");
  if (others.length > 0 || bracketed(headers.raw("from")) > 1) problems.add(SEVERAL_SENDERS);
  if (from === null) problems.add(headers.has("from") ? "from: no address" : "from: missing");
  return {
    from,
    sender: read("sender")[0] ?? null,
    replyTo: read("reply-to"),
    to: read("to"),
    cc: read("cc"),
    bcc: read("bcc"),
    deliveredTo: read(...RECIPIENT_FIELDS),
  };
}

/** Addresses in brackets, outside of quotes and comments: of two in one mailbox readers take this one or that. */
function bracketed(field: string | null): number {
  const plain = clip(field ?? "", 16_384).replace(/"(?:\\.|[^"\\])*"|\([^()]*\)/g, "");
  return plain.match(/<[^<>]*>/g)?.length ?? 0;
}

function readThread(headers: Headers, problems: Problems): Thread {
  const ids = (name: string) => problems.guard<string[]>(name, [], () => readIds(headers.raw(name) ?? ""));
  const written = headers.raw("date");
  const date = written === null ? null : problems.guard("date", null, () => readDate(written));
  if (written !== null && date === null) problems.add("date: not readable");
  return {
    subject: problems.guard("subject", "", () => headers.text("subject") ?? ""),
    date,
    messageId: ids("message-id")[0] ?? null,
    inReplyTo: ids("in-reply-to")[0] ?? null,
    references: ids("references"),
  };
}

function readEnvelope(message: MimeMessage, problems: Problems): { headers: Headers; envelope: Envelope } {
  const headers = headersOf(message.fields);
  const loop = problems.guard("headers", readLoopHeaders(headersOf([])), () => readLoopHeaders(headers));
  return { headers, envelope: { ...readPeople(headers, problems), ...readThread(headers, problems), headers: loop } };
}

function readBody(message: MimeMessage, problems: Problems): Body {
  if (message.text.length > MAX_BODY_CHARS) problems.add("text: too long, cut");
  if (message.html !== null && boundedHtml(message.html).length < message.html.length)
    problems.add("html: too long, cut");
  const plain = problems.guard("text", "", () => plainLines(clip(message.text, MAX_BODY_CHARS)).trimEnd());
  const originalHtml = message.html === null ? null : wellFormed(message.html);
  const isWeighed = originalHtml !== null && (plain.trim() === "" || mayMarkQuotes(originalHtml));
  const marked = isWeighed ? problems.guard("html", null, () => htmlToMarkedText(originalHtml)) : null;
  // Some programs send an empty text part beside the HTML that says it all.
  const textPart = plain.trim() === "" && marked !== null ? null : plain;
  const text = textPart ?? withoutMarks(marked ?? "").trim();
  const parting = problems.guard("quote", { reply: text.trim(), quoted: "", hasQuote: false }, () =>
    partReply(textPart, marked),
  );
  return {
    text,
    html: originalHtml === null ? null : problems.guard("html", null, () => wellFormed(sanitizeMailHtml(originalHtml))),
    originalHtml,
    replyText: wellFormed(parting.reply),
    quotedText: wellFormed(parting.quoted),
  };
}

function readFiles(message: MimeMessage, problems: Problems): MailAttachment[] {
  return problems.guard("attachments", [], () => readAttachments(message.files, message.html));
}

/**
 * Reads a raw message into everything the desk needs of it.
 *
 * It never throws and never rejects: what cannot be read is left empty and named in
 * `problems`. Bounded: 40 MiB, 20 levels, 500 parts, 512 KiB of headers, 2,000,000
 * characters of a body. Message ids are without angle brackets. Nothing in the result says
 * that the sender is who it claims to be: that is what SES's verdicts are for.
 *
 * @param raw the RFC 5322 message as received, mbox line allowed
 * @returns the message, every text well-formed Unicode
 * @example
 * const mail = await parseMail(Buffer.from("From: ada@a.example\r\nSubject: Hi\r\n\r\nHello"));
 * mail.from?.address; // "ada@a.example"
 */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const problems = collectProblems();
  const message = await readMime(raw, problems);
  const { headers, envelope } = readEnvelope(message, problems);
  const body = readBody(message, problems);
  const attachments = readFiles(message, problems);
  const { subject } = envelope;
  const feedbackReport = problems.guard("feedbackReport", null, () =>
    readFeedbackReport(attachments, headers.raw("content-type")),
  );
  const source = {
    headers,
    from: envelope.from,
    returnPath: envelope.headers.returnPath,
    subject,
    text: body.text,
    attachments,
  };
  const bounce = feedbackReport === null ? problems.guard("bounce", null, () => readBounce(source)) : null;
  const isReport = bounce !== null || feedbackReport !== null;
  const auto = problems.guard("auto", { generated: false, reply: false }, () =>
    readAuto({ headers, loop: envelope.headers, subject, isReport }),
  );
  const forward = isReport ? null : problems.guard("forward", null, () => readForward(body.text, subject));
  return { ...envelope, ...body, attachments, auto, bounce, feedbackReport, forward, problems: problems.list };
}
