import * as Customer from "../../customer/index.ts";
import { type Ctx, conflict, email, parse } from "../../kernel/index.ts";
import type { RecordWrite } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { loopReasonOf } from "../automatic/loop.ts";
import { rememberReceived, type Twin } from "../messageId.ts";
import type { ParsedMail } from "../parse/index.ts";
import type { Matched } from "./match.ts";
import { type Facts, received } from "./received.ts";
import type { InboundMail, ReceiveInput } from "./schema.ts";
import { placeMail } from "./words.ts";

/** A mail from a person, on its way to its place. */
export interface Incoming {
  readonly id: string;
  readonly input: ReceiveInput & { readonly address: string };
  readonly mail: ParsedMail;
  readonly sender: string;
  readonly print: string;
  readonly twin: Exclude<Twin, { kind: "copy" }>;
}

const NO_SUBJECT = "(no subject)";

/** A mail that opens a ticket. */
export async function ticketFrom(ctx: Ctx, incoming: Incoming, found: Matched): Promise<InboundMail> {
  const { mail, input } = incoming;
  const subject = mail.subject.slice(0, 500).toWellFormed() || NO_SUBJECT;
  const reason =
    found.ticketId === null
      ? "It belongs to no ticket yet."
      : "It names a ticket, but its sender could not be believed (DMARC failed).";
  let result: InboundMail | undefined;
  // The receipt moves with the ticket in one commit: neither is ever there without the other.
  const op = { ...RECEIVE, whose: () => customerOf(ctx, incoming) };
  await Ticket.openWith(ctx, op, async (ticketId, fresh) => {
    const placed = await placeMail(ctx, mail, input.raw, { ticketId });
    const opening = {
      ...fresh,
      subject,
      channel: "EMAIL" as const,
      kind: "QUESTION" as const,
      priority: "NORMAL" as const,
      tags: [],
      address: input.address,
    };
    const spoken = { words: placed.words, channel: "EMAIL" as const, mail: mailFacts(incoming, true) };
    const done = received(ctx, incoming, {
      outcome: "TICKET",
      reason,
      matchedBy: "NONE",
      ticketId,
      rawFile: placed.rawFile,
    });
    result = done.state;
    const records = [...placed.records, ...claims(ctx, incoming, ticketId)];
    return { drafts: Ticket.decideOpening(opening, spoken, "CUSTOMER"), records, also: [done.change] };
  });
  return result as InboundMail;
}

/** A mail that continues a ticket. */
export async function entryFrom(
  ctx: Ctx,
  incoming: Incoming,
  found: Matched & { readonly ticketId: string },
): Promise<InboundMail> {
  const { mail, input } = incoming;
  const reason = `It was matched by ${found.by === "TOKEN" ? "its reply address" : found.by.toLowerCase()}.`;
  const once = new Map<string, ReturnType<typeof placeMail>>();
  let result: InboundMail | undefined;
  const op = { ...RECEIVE, ticketId: found.ticketId, automatic: mail.auto.generated };
  await Ticket.receiveWith(ctx, op, async (_, ticketId, speakerId) => {
    const where = `${ticketId} ${speakerId ?? ""}`;
    const placing = once.get(where) ?? placeMail(ctx, mail, input.raw, { ticketId, speakerId });
    once.set(where, placing);
    const placed = await placing;
    const facts: Facts = { outcome: "ENTRY", reason, matchedBy: found.by, ticketId, rawFile: placed.rawFile };
    const done = received(ctx, incoming, facts);
    result = done.state;
    return {
      spoken: { words: placed.words, channel: "EMAIL", mail: mailFacts(incoming, found.participant) },
      records: [...placed.records, ...claims(ctx, incoming, ticketId)],
      also: [done.change],
    };
  });
  return result as InboundMail;
}

// No key: the receipt, whose id follows from the carrier's, can be recorded once only.
const RECEIVE = { name: "mail.receive", input: {} };

/** Whether to believe the sender: DMARC says so, and on a ticket, that it is theirs. */
const mailFacts = (incoming: Incoming, participant: boolean): Ticket.MailFacts => {
  const { id, mail, input, twin } = incoming;
  return {
    receiptId: id,
    ...(mail.messageId === null ? {} : { messageId: mail.messageId.slice(0, 500), address: input.address }),
    verified: participant && input.verdicts.dmarc === "PASS",
    automatic: mail.auto.generated,
    ...loopOf(incoming),
    ...(twin.kind === "reused" ? { idReused: true } : {}),
  };
};

/** What of it forbids a machine to answer. */
function loopOf({ mail, input }: Incoming): Pick<Ticket.MailFacts, "loop"> {
  const loop = loopReasonOf({ ...mail, envelopeFrom: input.envelopeFrom });
  return loop === null ? {} : { loop };
}

const claims = (ctx: Ctx, { mail, input, print, twin }: Incoming, ticketId: string): readonly RecordWrite[] => {
  if (mail.messageId === null) return [];
  const received = { messageId: mail.messageId.slice(0, 500), address: input.address, slot: twin.slot };
  const race = () => conflict("This message id came in right now.");
  return rememberReceived(ctx, received, { ticketId, fingerprint: print }, race);
};

async function customerOf(ctx: Ctx, { mail, sender }: Incoming): Promise<string> {
  const known = await Customer.getByEmail(ctx, sender);
  if (known) return known.id;
  const name = mail.from?.name.slice(0, 200).toWellFormed();
  const made = await Customer.upsert(ctx, { email: parse(email, sender), ...(name ? { name } : {}) });
  return made.object.id;
}
