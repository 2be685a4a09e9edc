import * as Customer from "../../customer/index.ts";
import { authorize, type Ctx, emailKey, type StoredEvent } from "../../kernel/index.ts";
import { textAsHtml } from "../../markup/index.ts";
import { eventAt, load } from "../../table/index.ts";
import * as Template from "../../template/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { type Config, configInForce, type SupportAddress } from "../../workspace/index.ts";
import { wayBack } from "../token.ts";
import { type Body, closed, marked, signerOf } from "./closing.ts";
import { deliver } from "./deliver.ts";
import { earlierMails } from "./earlier.ts";
import { carried } from "./files.ts";
import { type Letter, numbered, type Prepared, type Thread } from "./letter.ts";
import { isOf, recipientsOf } from "./recipients.ts";
import type { Delivery } from "./schema.ts";
import { deliveryAt } from "./store.ts";

export interface SendInput {
  readonly ticketId: string;
  readonly sequence: number;
}

/** Everything that an answer is made of. */
export interface Answer {
  readonly ticket: Ticket.Ticket;
  readonly event: StoredEvent;
  readonly person: Customer.Person;
  readonly config: Config;
  /** The support address it comes from. */
  readonly own: SupportAddress;
}

/**
 * Sends a public answer to the ticket's customer and whoever gets a copy, once. Called by the reaction to
 * `ticket.replied`, as often as it likes.
 *
 * @throws FORBIDDEN; INTERNAL without a mailer port. Before the claim anything else means: try again
 */
export async function sendReply(ctx: Ctx, input: SendInput): Promise<Delivery | null> {
  await authorize(ctx, "mail:process");
  const { ticketId, sequence } = input;
  const answer = await answerOf(ctx, ticketId, sequence);
  if (typeof answer === "string") return null;
  const known = await sentBefore(ctx, answer);
  if (known) return known;
  const cause = { key: `${ticketId}:${sequence}`, at: answer.event.at, ticketId, sequence };
  return deliver(ctx, { purpose: "REPLY", cause, prepare: () => letterOf(ctx, answer) });
}

/** What the release before sent of this answer, which claimed it by the customer's address: it goes out once. */
async function sentBefore(ctx: Ctx, { event, person }: Answer): Promise<Delivery | null> {
  const address = Customer.mainEmailOf(person);
  if (address === undefined) return null;
  const words = [event.aggregateId, String(event.sequence), "reply", emailKey(address)];
  return (await deliveryAt(ctx, ctx.ids.derive("dlv", event.at, ctx.workspaceId, ...words)))?.state ?? null;
}

/** What there is to send for an entry, or in words why there is nothing. */
export async function answerOf(ctx: Ctx, ticketId: string, sequence: number): Promise<Answer | string> {
  const [found, event] = await Promise.all([load(ctx, Ticket.ticket, ticketId), eventAt(ctx, ticketId, sequence)]);
  if (!found || event?.type !== "ticket.replied") return "There is no such answer.";
  const { state: ticket } = found;
  if (ticket.deleted) return "The ticket was deleted before the answer went out.";
  if (ticket.spam) return "The ticket is marked as spam.";
  if (event.redacted) return "The answer was redacted before it went out.";
  const [person, { config }] = await Promise.all([Customer.personOf(ctx, ticket.customerId), configInForce(ctx)]);
  if (!person) return "The ticket has no customer.";
  const own = Template.addressOf(config, ticket);
  return own ? { ticket, event, person, config, own } : "The workspace has no support address to send from.";
}

/** The answer as a letter: threaded, signed, with a reply address that leads back to the ticket. */
export async function letterOf(ctx: Ctx, answer: Answer): Promise<Prepared> {
  const { ticket, event, person, config, own } = answer;
  const words = event.content as Ticket.Words;
  const earlier = await earlierMails(ctx, event);
  const { to, cc } = await recipientsOf(ctx, { ticket, person, earlier, words, config });
  if (to.length === 0) return "The customer has no e-mail address.";
  const reaches = [...to, ...cc].some(({ address }) => isOf(person, address));
  const withheld = words.to && !reaches ? undefined : withheldFrom(person);
  if (withheld !== undefined) return { to, withheld };
  const [signer, files, { replyTo, root }] = await Promise.all([
    signerOf(ctx, event),
    carried(ctx, words),
    wayBack(ctx, own.address, ticket.id),
  ]);
  const ids = earlier.map(({ facts }) => facts.messageId).filter((id) => id !== undefined);
  const whole = closed(joined(await bodyOf(ctx, words), files.left), [signer.signature, own.footer]);
  const name = signer.displayName === undefined ? own.name : `${signer.displayName} (${own.name})`;
  return {
    from: { name, address: own.address },
    to,
    cc,
    replyTo: { name: own.name, address: replyTo },
    subject: subjectOf(ticket, ids.length > 0),
    ...marked(whole, config, own),
    attachments: files.attachments,
    thread: threadOf(root, ids),
    automatic: false,
  } satisfies Letter;
}

/** Who is suppressed under any of their identities gets no mail under another. */
function withheldFrom(person: Customer.Person): string | undefined {
  const reasons = Customer.suppressedFor(person);
  return reasons.length === 0 ? undefined : `No mail goes to this customer: suppressed for ${reasons.join(", ")}.`;
}

/** What somebody wrote; as HTML where they gave it a form, and in paragraphs where they did not. */
async function bodyOf(ctx: Ctx, words: Ticket.Words): Promise<Body> {
  const [text, html] = await Promise.all([Ticket.entryText(ctx, words), Ticket.entryHtml(ctx, words)]);
  return { text, html: html ?? textAsHtml(text) };
}

const joined = (one: Body, other: Body): Body => ({ text: one.text + other.text, html: one.html + other.html });

const subjectOf = (ticket: Ticket.Ticket, isReply: boolean): string => {
  const subject = numbered(ticket.subject.trim(), ticket);
  return isReply && !/^re:/i.test(subject) ? `Re: ${subject}` : subject;
};

/** Ids of what came before, newest first, and in front of all the one that every mail of a ticket names. */
function threadOf(root: string, ids: readonly string[]): Thread {
  const [inReplyTo] = ids;
  return { ...(inReplyTo === undefined ? {} : { inReplyTo }), references: [root, ...[...ids].reverse()] };
}
