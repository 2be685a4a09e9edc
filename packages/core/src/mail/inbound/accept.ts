import * as Customer from "../../customer/index.ts";
import { type Ctx, conflict, email, emailKey, parse } from "../../kernel/index.ts";
import type { RecordWrite } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { addressIn } from "../../workspace/index.ts";
import { rememberReceived, rememberSaid, type Twin } from "../messageId.ts";
import { addressOf } from "../token.ts";
import { need } from "./aside.ts";
import type { Matched } from "./match.ts";
import { type Arrived, type Facts, received } from "./received.ts";
import type { InboundMail } from "./schema.ts";
import { signsOf } from "./signs.ts";
import { vouchedFor } from "./vouched.ts";
import { type PlacedMail, placeMail } from "./words.ts";

/** A mail from a person, on its way to its place. */
export interface Incoming extends Arrived {
  readonly sender: string;
  readonly print: string;
  readonly twin: Exclude<Twin, { kind: "copy" }>;
}

const NO_SUBJECT = "(no subject)";

/** A mail that opens a ticket. Where it says to belong to another, which could not be believed, the two relate. */
export async function ticketFrom(ctx: Ctx, incoming: Incoming, found: Matched): Promise<InboundMail> {
  const { mail, input } = incoming;
  const heardOf = found.heardOf ?? (found.by === "SUBJECT" ? null : found.ticketId);
  let placed: PlacedMail | undefined;
  let result: InboundMail | undefined;
  const op: Ticket.OpeningOperation = {
    ...opOf(incoming),
    whose: () => customerOf(ctx, incoming),
    // The receipt moves with the ticket in one commit: neither is ever there without the other.
    beside: async (ticketId) => {
      const facts = { ...opened(found), matchedBy: "NONE" as const, trail: found.trail, ticketId };
      const done = await received(ctx, incoming, { ...facts, rawFile: placed?.rawFile });
      result = done.state;
      const { drafts, changes, records } =
        heardOf === null ? Ticket.NOTHING_BESIDE : await Ticket.related(ctx, ticketId, heardOf);
      return { drafts, changes: [done.change, ...changes], records: [...done.records, ...records] };
    },
  };
  await Ticket.openWith(ctx, op, async (ticketId, fresh, config) => {
    placed = await placeMail(ctx, incoming, { ticketId });
    const address = addressIn(config, input.address);
    const opening = {
      ...fresh,
      subject: mail.subject.slice(0, 500).toWellFormed() || NO_SUBJECT,
      channel: "EMAIL" as const,
      kind: address?.kind ?? ("QUESTION" as const),
      priority: "NORMAL" as const,
      tags: [],
      teamId: address?.team,
      address: input.address,
    };
    const spoken = { words: placed.words, channel: "EMAIL" as const, mail: mailFacts(incoming, true) };
    const records = [...placed.records, ...claims(ctx, incoming, ticketId)];
    return { drafts: Ticket.decideOpening(opening, spoken, "CUSTOMER"), records };
  });
  return result ?? need(ctx, incoming.id);
}

function opened({ ticketId, heardOf }: Matched): Pick<Facts, "outcome" | "why" | "reason"> {
  if (ticketId !== null) {
    const reason = "It names a ticket, but its sender could not be believed (DMARC failed).";
    return { outcome: "TICKET", why: "FORGED", reason };
  }
  if (heardOf === undefined) return { outcome: "TICKET", why: "NOTHING_NAMED", reason: "It belongs to no ticket yet." };
  const reason = "It refers to a ticket in which its sender takes no part: it is one of its own, and linked with that.";
  return { outcome: "TICKET", why: "NO_PART_IN_IT", reason };
}

/** A mail that continues a ticket. */
export async function entryFrom(
  ctx: Ctx,
  incoming: Incoming,
  found: Matched & { readonly ticketId: string },
): Promise<InboundMail> {
  const reason = `It was matched by ${found.by === "TOKEN" ? "its reply address" : found.by.toLowerCase()}.`;
  const once = new Map<string, Promise<PlacedMail>>();
  let result: InboundMail | undefined;
  const op = { ...opOf(incoming), ticketId: found.ticketId, automatic: isAutomatic(incoming) };
  await Ticket.receiveWith(ctx, op, async (_, ticketId, speakerId) => {
    const where = `${ticketId} ${speakerId ?? ""}`;
    const placing = once.get(where) ?? placeMail(ctx, incoming, { ticketId, speakerId });
    once.set(where, placing);
    const placed = await placing;
    const facts = { outcome: "ENTRY", why: "MATCHED", reason, matchedBy: found.by, trail: found.trail } as const;
    const done = await received(ctx, incoming, { ...facts, ticketId, rawFile: placed.rawFile });
    result = done.state;
    return {
      spoken: { words: placed.words, channel: "EMAIL", mail: mailFacts(incoming, found.owner) },
      records: [
        ...placed.records,
        ...done.records,
        ...claims(ctx, incoming, ticketId),
        ...saidOnce(ctx, incoming, found.ticketId),
      ],
      also: [done.change],
    };
  });
  return result ?? need(ctx, incoming.id);
}

/** No key but for a release: the receipt, whose id follows from the carrier's, can be recorded once only. */
const opOf = ({ release }: Arrived) => release?.op ?? { name: "mail.receive", input: {} };

const isAutomatic = ({ mail, input }: Arrived): boolean => signsOf(mail, input.envelopeFrom).length > 0;

/** Whether to believe the sender: DMARC says so, and on a ticket, that it is theirs. */
const mailFacts = (incoming: Incoming, owner: boolean): Ticket.MailFacts => {
  const { id, mail, input, twin } = incoming;
  return {
    receiptId: id,
    ...(mail.messageId === null ? {} : { messageId: mail.messageId.slice(0, 500), address: input.address }),
    verified: owner && vouchedFor(incoming) !== null,
    automatic: isAutomatic(incoming),
    ...(twin.kind === "reused" ? { idReused: true } : {}),
  };
};

const race = () => conflict("This message came in right now.");

/** A mail to several of our addresses comes once for each: on one ticket it stands once. */
const saidOnce = (ctx: Ctx, { input }: Incoming, ticketId: string): readonly RecordWrite[] =>
  isToSeveral(input) ? [rememberSaid(ctx, { receiptId: input.receiptId, ticketId }, race)] : [];

export const isToSeveral = ({ recipients }: Arrived["input"]): boolean =>
  new Set(recipients.map((one) => emailKey(addressOf(one)))).size > 1;

const claims = (ctx: Ctx, { mail, input, print, twin }: Incoming, ticketId: string): readonly RecordWrite[] => {
  if (mail.messageId === null) return [];
  const received = { messageId: mail.messageId.slice(0, 500), address: input.address, slot: twin.slot };
  return rememberReceived(ctx, received, { ticketId, fingerprint: print }, race);
};

async function customerOf(ctx: Ctx, { mail, sender }: Incoming): Promise<string> {
  const known = await Customer.getByEmail(ctx, sender);
  if (known) return known.id;
  const name = mail.from?.name.slice(0, 200).toWellFormed();
  const made = await Customer.upsert(ctx, { email: parse(email, sender), ...(name ? { name } : {}) });
  return made.object.id;
}
