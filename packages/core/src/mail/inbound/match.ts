import * as Customer from "../../customer/index.ts";
import { type Ctx, emailKey } from "../../kernel/index.ts";
import { load } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { ticketsOfMessages } from "../messageId.ts";
import type { ParsedMail } from "../parse/index.ts";
import { isSigned, ticketsOfAddresses, ticketsOfRootIds } from "../token.ts";
import type { Finding, Match, Rule } from "./schema.ts";

/** The ticket a mail belongs to and how that was found. */
export interface Matched {
  readonly by: Match;
  readonly ticketId: string | null;
  /** Whether the sender is the one the ticket belongs to. */
  readonly owner: boolean;
  /** The ticket that its references name, where its sender takes no part in that one. */
  readonly heardOf?: string;
  readonly trail: readonly Finding[];
}

/** Where a mail came to: its envelope, and the support address this receipt is for. */
export interface Arrived {
  readonly recipients: readonly string[];
  readonly address: string;
}

/** What a mail says for one rule: whether anything, and the tickets of this desk that it may mean. */
interface Named {
  readonly anything: boolean;
  readonly ticketIds: readonly string[];
}

type Look = (ctx: Ctx, mail: ParsedMail, arrived: Arrived) => Promise<Named>;

/**
 * The order of DOMAIN 7: our signed reply address wherever the mail names it; then references to messages of
 * ours, and the ticket's number in the subject, both for those only who take part in the ticket already.
 */
const LOOKS: readonly (readonly [Rule, Look])[] = [
  ["TOKEN", byToken],
  ["REFERENCES", byReferences],
  ["SUBJECT", byNumber],
];

/** Tries the rules in their order until one holds. What each of them found is kept: somebody will ask. */
export async function match(ctx: Ctx, mail: ParsedMail, sender: string, arrived: Arrived): Promise<Matched> {
  const trail: Finding[] = [];
  for (const [rule, look] of LOOKS) {
    const finding = await judge(ctx, rule, await look(ctx, mail, arrived), sender);
    trail.push(finding);
    const { found, ticketId } = finding;
    if (ticketId !== undefined && holds(finding)) return { by: rule, ticketId, owner: found === "OWNER", trail };
  }
  const heardOf = trail.find(({ rule, found }) => rule === "REFERENCES" && found === "STRANGER")?.ticketId;
  return { by: "NONE", ticketId: null, owner: false, trail, ...(heardOf === undefined ? {} : { heardOf }) };
}

/** Who holds a reply address was given it: it lets strangers speak too, marked as such. */
const holds = ({ rule, found }: Finding): boolean =>
  found === "OWNER" || found === "COPIED" || (rule === "TOKEN" && found === "STRANGER");

/** More than that many tickets one mail does not mean. */
const MOST_TICKETS = 10;

/** Of several tickets that a mail names, the one counts that its sender takes most part in. */
async function judge(ctx: Ctx, rule: Rule, { anything, ticketIds }: Named, sender: string): Promise<Finding> {
  if (!anything) return { rule, found: "ABSENT" };
  let best: Finding = { rule, found: "NOT_OURS" };
  for (const ticketId of [...new Set(ticketIds)].slice(0, MOST_TICKETS)) {
    const found = await partOf(ctx, ticketId, sender);
    if (RANK[found] > RANK[best.found]) best = { rule, found, ticketId };
    if (found === "OWNER") break;
  }
  return best;
}

const RANK = { ABSENT: 0, NOT_OURS: 0, GONE: 1, STRANGER: 2, COPIED: 3, OWNER: 4 } as const;

/** What somebody is to a ticket. What is internal is nobody's to write to, by whatever number it is known. */
async function partOf(ctx: Ctx, ticketId: string, sender: string): Promise<"GONE" | "STRANGER" | "COPIED" | "OWNER"> {
  const found = await load(ctx, Ticket.ticket, ticketId);
  const { deleted, internal } = found?.state ?? {};
  const person = found && !deleted && !internal && (await Customer.personOf(ctx, found.state.customerId));
  if (!person) return "GONE";
  const key = emailKey(sender);
  if (Customer.emailsOf(person).some((email) => emailKey(email) === key)) return "OWNER";
  if (found.state.ccCount === undefined) return "STRANGER";
  const { ccs } = await Ticket.watchers(ctx, ticketId);
  return ccs.some(({ address }) => emailKey(address) === key) ? "COPIED" : "STRANGER";
}

async function byToken(ctx: Ctx, mail: ParsedMail, { recipients }: Arrived): Promise<Named> {
  const named = [mail.to, mail.cc, mail.bcc, mail.deliveredTo].flat().map(({ address }) => address);
  const signed = [...recipients, ...named].filter(isSigned);
  return { anything: signed.length > 0, ticketIds: await ticketsOfAddresses(ctx, signed) };
}

/** Of a long thread how it began, where our root id stands, and how it went on last. */
const REFERENCES = { first: 10, last: 39 };

async function byReferences(ctx: Ctx, mail: ParsedMail, { address }: Arrived): Promise<Named> {
  const { references } = mail;
  const some =
    references.length <= REFERENCES.first + REFERENCES.last
      ? references
      : [...references.slice(0, REFERENCES.first), ...references.slice(-REFERENCES.last)];
  const ids = [mail.inReplyTo, ...some].filter((id) => id !== null);
  const roots = await ticketsOfRootIds(ctx, ids);
  return { anything: ids.length > 0, ticketIds: [...roots, ...(await ticketsOfMessages(ctx, ids, address))] };
}

async function byNumber(ctx: Ctx, mail: ParsedMail): Promise<Named> {
  const number = /\[#(\d{1,12})\]/.exec(mail.subject)?.[1];
  if (number === undefined) return { anything: false, ticketIds: [] };
  const ticketId = (await Ticket.getByNumber(ctx, Number(number)))?.id;
  return { anything: true, ticketIds: ticketId === undefined ? [] : [ticketId] };
}
