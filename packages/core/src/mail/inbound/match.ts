import * as Customer from "../../customer/index.ts";
import { type Ctx, emailKey } from "../../kernel/index.ts";
import { load } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { ticketOfMessages } from "../messageId.ts";
import type { ParsedMail } from "../parse/index.ts";
import { ticketOfAddress, ticketOfRootId } from "../token.ts";
import type { Match } from "./schema.ts";

/** The ticket a mail belongs to and how that was found. */
export interface Matched {
  readonly by: Match;
  readonly ticketId: string | null;
  /** Whether the sender is the one the ticket belongs to. */
  readonly participant: boolean;
}

/** Where a mail came to: its envelope, and the support address this receipt is for. */
export interface Arrived {
  readonly recipients: readonly string[];
  readonly address: string;
}

const NOTHING: Matched = { by: "NONE", ticketId: null, participant: false };
const MOST_REFERENCES = 50;

/**
 * The order of DOMAIN 7: our signed reply address wherever the mail names it; then references to messages of
 * ours, and the ticket's number in the subject, both for those only who take part in the ticket already.
 */
export async function match(ctx: Ctx, mail: ParsedMail, sender: string, arrived: Arrived): Promise<Matched> {
  const byToken = await firstFound(addressesOf(mail, arrived.recipients), (address) => ticketOfAddress(ctx, address));
  if (byToken !== null) {
    const owner = await addressesOfOwner(ctx, byToken);
    if (owner !== null) return { by: "TOKEN", ticketId: byToken, participant: owner.has(emailKey(sender)) };
  }
  for (const [by, find] of [
    ["REFERENCES", byReferences],
    ["SUBJECT", byNumber],
  ] as const) {
    const ticketId = await find(ctx, mail, arrived.address);
    const owner = ticketId === null ? null : await addressesOfOwner(ctx, ticketId);
    if (owner?.has(emailKey(sender))) return { by, ticketId, participant: true };
  }
  return NOTHING;
}

const addressesOf = (mail: ParsedMail, recipients: readonly string[]): readonly string[] => [
  ...recipients,
  ...[mail.to, mail.cc, mail.bcc, mail.deliveredTo].flat().map(({ address }) => address),
];

async function byReferences(ctx: Ctx, mail: ParsedMail, address: string): Promise<string | null> {
  const ids = [mail.inReplyTo, ...mail.references].filter((id) => id !== null).slice(-MOST_REFERENCES);
  const root = await firstFound(ids, (id) => ticketOfRootId(ctx, id));
  return root ?? ticketOfMessages(ctx, ids, address);
}

async function byNumber(ctx: Ctx, mail: ParsedMail): Promise<string | null> {
  const number = /\[#(\d{1,12})\]/.exec(mail.subject)?.[1];
  return number === undefined ? null : ((await Ticket.getByNumber(ctx, Number(number)))?.id ?? null);
}

/** Every address of the person a ticket belongs to, or null when there is no such ticket, or no longer. */
async function addressesOfOwner(ctx: Ctx, ticketId: string): Promise<ReadonlySet<string> | null> {
  const found = await load(ctx, Ticket.ticket, ticketId);
  // What is internal is nobody's to write to, by whatever number it is known.
  const { deleted, internal } = found?.state ?? {};
  const owner = found && !deleted && !internal && (await Customer.personOf(ctx, found.state.customerId));
  if (!owner) return null;
  const emails = owner.everybody.flatMap(Customer.identitiesOf).filter(({ kind }) => kind === "EMAIL");
  return new Set(emails.map(({ value }) => emailKey(value)));
}

async function firstFound<T>(values: readonly T[], find: (value: T) => Promise<string | null>): Promise<string | null> {
  for (const value of values) {
    const found = await find(value);
    if (found !== null) return found;
  }
  return null;
}
