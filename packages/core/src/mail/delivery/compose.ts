import { type Ctx, domainOf } from "../../kernel/index.ts";
import { textAsHtml } from "../../markup/index.ts";
import type { OutgoingMail } from "../../port/index.ts";
import type { Start } from "./decide.ts";
import type { Letter, Mailbox } from "./letter.ts";

/** A letter as it goes on the wire. The library is loaded with the first one. */
export async function compose(ctx: Ctx, letter: Letter, id: string, { ticketId }: Pick<Start, "ticketId">) {
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer/index.js");
  const { from, to, cc, thread, text } = letter;
  const composer = new MailComposer({
    from: safe(from),
    to: to.map(safe),
    ...(cc.length === 0 ? {} : { cc: cc.map(safe) }),
    replyTo: safe(letter.replyTo),
    subject: oneLine(letter.subject),
    messageId: `<${id}@${domainOf(from.address)}>`,
    ...(thread.inReplyTo === undefined ? {} : { inReplyTo: `<${bareId(thread.inReplyTo)}>` }),
    references: thread.references.map((one) => `<${bareId(one)}>`),
    text,
    html: page(letter.html ?? textAsHtml(text)),
    attachments: letter.attachments.map(({ name, contentType, content, contentId }) => ({
      filename: name,
      contentType,
      content: Buffer.from(content),
      ...(contentId === undefined ? {} : { cid: bareId(contentId), contentDisposition: "inline" as const }),
    })),
    date: new Date(ctx.clock.now()),
    headers: {
      "X-Switchboard-Delivery": id,
      ...(letter.automatic
        ? { "Auto-Submitted": "auto-replied", Precedence: "bulk", "X-Auto-Response-Suppress": "All" }
        : {}),
    },
  });
  const raw = new Uint8Array(await composer.compile().build());
  const tags = { delivery: id, workspace: ctx.workspaceId, ...(ticketId === undefined ? {} : { ticket: ticketId }) };
  const envelope = [...to, ...cc].map(({ address }) => address);
  return { from: from.address, to: envelope, raw, tags } satisfies OutgoingMail;
}

// Whatever breaks a line, or turns the reading direction of what follows.
const BREAKING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** A header is one line, read in one direction: nothing that came in can begin another one, or look like it. */
export const oneLine = (words: string): string =>
  words.toWellFormed().replace(BREAKING, " ").replace(/ {2,}/g, " ").trim();

const safe = ({ name, address }: Mailbox): Mailbox => ({ name: oneLine(name), address });

/** An id of a message is one word: what is none would end the header it stands in. */
const bareId = (id: string): string => id.replace(/[\s<>]+/g, "").replace(BREAKING, "");

const page = (html: string): string => `<!doctype html><html><body>${html}</body></html>`;
