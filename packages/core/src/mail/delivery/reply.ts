import * as Attachment from "../../attachment/index.ts";
import * as Customer from "../../customer/index.ts";
import { authorize, type Ctx, emailKey, type StoredEvent } from "../../kernel/index.ts";
import { aggregatePartition, decodeEvent, eventAt, eventPrefix, load, sequenceRank } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { configInForce } from "../../workspace/index.ts";
import { replyAddress, rootMessageId } from "../token.ts";
import { deliver } from "./deliver.ts";
import type { Letter, Mailbox, Thread, Withheld } from "./letter.ts";
import type { Delivery } from "./schema.ts";
import { deliveryAt } from "./store.ts";

export interface SendInput {
  readonly ticketId: string;
  readonly sequence: number;
}

/** Everything of a ticket that an answer is made of. */
export interface Answer {
  readonly ticket: Ticket.Ticket;
  readonly event: StoredEvent;
  readonly to: Mailbox;
  /** Why it may not go out, in words. */
  readonly withheld?: string;
  readonly from: Mailbox;
}

/** SES takes 10 MB a message, encoded: files above this together stay behind, and the mail says so. */
const MAX_FILES_BYTES = 7 * 1024 * 1024;
/** Earlier messages looked at for threading. */
const THREAD_DEPTH = 20;

/**
 * Sends a public answer to the ticket's customer, once. Called by the reaction to `ticket.replied`, as often as it
 * likes.
 *
 * @throws FORBIDDEN; INTERNAL without a mailer port. Before the claim anything else means: try again
 */
export async function sendReply(ctx: Ctx, input: SendInput): Promise<Delivery | null> {
  await authorize(ctx, "mail:process");
  const { ticketId, sequence } = input;
  const answer = await answerOf(ctx, ticketId, sequence);
  if (typeof answer === "string") return null;
  const known = await deliveryAt(ctx, idBefore(ctx, answer));
  if (known) return known.state;
  const cause = { key: `${ticketId}:${sequence}`, at: answer.event.at, ticketId, sequence };
  return deliver(ctx, { purpose: "REPLY", cause, prepare: () => letterOf(ctx, answer) });
}

/** What the release before claimed this answer by: one that went out through it does not go out again. */
const idBefore = (ctx: Ctx, { event, to }: Answer): string =>
  ctx.ids.derive(
    "dlv",
    event.at,
    ctx.workspaceId,
    event.aggregateId,
    String(event.sequence),
    "reply",
    emailKey(to.address),
  );

/** What there is to send for an entry, or in words why there is nothing. */
export async function answerOf(ctx: Ctx, ticketId: string, sequence: number): Promise<Answer | string> {
  const [found, event] = await Promise.all([load(ctx, Ticket.ticket, ticketId), eventAt(ctx, ticketId, sequence)]);
  if (!found || event?.type !== "ticket.replied") return "There is no such answer.";
  if (found.state.deleted) return "The ticket was deleted before the answer went out.";
  if (found.state.spam) return "The ticket is marked as spam.";
  if (event.redacted) return "The answer was redacted before it went out.";
  const [person, { config }] = await Promise.all([Customer.personOf(ctx, found.state.customerId), configInForce(ctx)]);
  if (!person) return "The ticket has no customer.";
  const to = recipientOf(person);
  if (!to) return "The customer has no e-mail address.";
  const wanted = found.state.address;
  const from =
    config.addresses.find((own) => wanted !== undefined && emailKey(own.address) === emailKey(wanted)) ??
    config.addresses[0];
  if (!from) return "The workspace has no support address to send from.";
  return { ticket: found.state, event, from, to, ...withheldFrom(person) };
}

/** The customer's own address, or that of whoever stands for them, or of anybody they were merged with. */
function recipientOf({ named, root, everybody }: Customer.Person): Answer["to"] | null {
  const address = [named, root, ...everybody].map(({ email }) => email).find((email) => email !== undefined);
  return address === undefined ? null : { name: named.name ?? root.name ?? "", address };
}

/** Who is suppressed under any of their identities gets no mail under another. */
function withheldFrom({ everybody }: Customer.Person): Pick<Answer, "withheld"> {
  const reasons = new Set(everybody.flatMap(({ suppressions = [] }) => suppressions).map(({ reason }) => reason));
  if (reasons.size === 0) return {};
  return { withheld: `No mail goes to this customer: suppressed for ${[...reasons].join(", ")}.` };
}

/** The answer as a letter: threaded, with a reply address that leads back to the ticket. */
export async function letterOf(ctx: Ctx, answer: Answer): Promise<Letter | Withheld> {
  const { ticket, event, from, to, withheld } = answer;
  if (withheld !== undefined) return { to: [to], withheld };
  const words = event.content as Ticket.Words;
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const [text, files, earlier, root, replyTo] = await Promise.all([
    Ticket.entryText(ctx, words),
    carried(ctx, words),
    threadOf(ctx, event),
    rootMessageId(ctx, ticket.id, domain),
    replyAddress(ctx, from.address, ticket.id),
  ]);
  const [inReplyTo] = earlier;
  const thread: Thread = {
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    references: [root, ...[...earlier].reverse()],
  };
  return {
    from,
    to: [to],
    cc: [],
    replyTo: { name: from.name, address: replyTo },
    subject: subjectOf(ticket, earlier.length > 0),
    text: text + files.left,
    attachments: files.attachments,
    thread,
    automatic: false,
  };
}

const subjectOf = (ticket: Ticket.Ticket, isReply: boolean): string => {
  const subject = ticket.subject.replace(/[\r\n]+/g, " ").trim();
  const numbered = subject.includes(`[#${ticket.number}]`) ? subject : `${subject} [#${ticket.number}]`;
  return isReply && !/^re:/i.test(numbered) ? `Re: ${numbered}` : numbered;
};

/** Internet ids of the customer's earlier messages, newest first. */
async function threadOf(ctx: Ctx, event: StoredEvent): Promise<readonly string[]> {
  const page = await ctx.table.query({
    partition: aggregatePartition(ctx, event.aggregateId),
    from: eventPrefix("public"),
    to: eventPrefix("public") + sequenceRank(event.sequence),
    reverse: true,
    limit: THREAD_DEPTH,
    consistent: true,
  });
  const mails = page.rows.map((row) => (decodeEvent(row).payload as { mail?: Ticket.MailFacts }).mail);
  return mails.map((mail) => mail?.messageId).filter((id) => id !== undefined);
}

async function carried(ctx: Ctx, words: Ticket.Words) {
  const fits = words.files.reduce((sum, file) => sum + file.size, 0) <= MAX_FILES_BYTES;
  const names = words.files.map((file) => file.name).join(", ");
  if (!fits) return { attachments: [], left: `\n\n[Too large for mail, ask us for: ${names}]` };
  const attachments = [];
  for (const file of words.files) {
    const bytes = await Attachment.bytesOf(ctx, file.id);
    if (!bytes) throw new Error(`the file ${file.id} of an answer is gone`);
    attachments.push({ name: file.name, contentType: file.contentType, content: bytes });
  }
  return { attachments, left: "" };
}
