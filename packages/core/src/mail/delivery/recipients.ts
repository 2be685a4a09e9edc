import * as Customer from "../../customer/index.ts";
import { type Ctx, emailKey } from "../../kernel/index.ts";
import * as Ticket from "../../ticket/index.ts";
import type { Config } from "../../workspace/index.ts";
import { isOwn } from "../token.ts";
import type { Came } from "./earlier.ts";
import type { Mailbox } from "./letter.ts";

/** A mail goes to so many at most. */
const MOST = 50;

export interface Recipients {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

/** What decides to whom an answer goes. */
export interface Conversation {
  readonly ticket: Ticket.Ticket;
  readonly person: Customer.Person;
  /** Newest first. */
  readonly earlier: readonly Came[];
  readonly words: Ticket.Words;
  readonly config: Config;
}

/**
 * To whom an answer goes: those whom whoever wrote it named; else the customer, with a copy to the ticket's CCs and to
 * whom the customer's last mail named, if that was surely theirs. Never a stranger, nobody of earlier mails, and never
 * this desk itself.
 */
export async function recipientsOf(ctx: Ctx, conversation: Conversation): Promise<Recipients> {
  const { ticket, person, words, config } = conversation;
  const customer = customerBox(conversation);
  const watching = (await Ticket.ccsOf(ctx, ticket)).map(({ address, name = "" }) => ({ address, name }));
  const named = [...(customer ? [customer] : []), ...watching];
  const box = (address: string): Mailbox => ({
    address,
    name: named.find((one) => emailKey(one.address) === emailKey(address))?.name ?? "",
  });
  const to = words.to?.map(box) ?? (customer ? [customer] : []);
  const cc = words.cc?.map(box) ?? [...watching, ...copied(conversation).map(box)];
  // A mail to the desk itself would come back as one.
  const isForeign = ({ address }: Mailbox) => !isOwn(config, address);
  const own = new Set(
    [...to, ...(words.cc ? [] : Customer.emailsOf(person).map(box))].map(({ address }) => emailKey(address)),
  );
  const others = cc.filter(({ address }) => !own.has(emailKey(address)));
  const left = { to: to.filter(isForeign), cc: others.filter(isForeign) };
  return { to: left.to.slice(0, MOST), cc: left.cc.slice(0, MOST - Math.min(MOST, left.to.length)) };
}

/** Where the customer last wrote from, if that is an address of theirs; else their main one, or of whoever they are. */
function customerBox({ person, earlier }: Conversation): Mailbox | null {
  const { named, root } = person;
  const last = lastOf(earlier)?.words?.from?.address;
  const address = last !== undefined && isOf(person, last) ? last : Customer.mainEmailOf(person);
  return address === undefined ? null : { name: named.name ?? root.name ?? "", address };
}

/** Whether an address is one of a person's. */
export const isOf = (person: Customer.Person, address: string): boolean =>
  Customer.emailsOf(person).some((email) => emailKey(email) === emailKey(address));

/** The last mail of a person: what machines write says nothing of where somebody reads. */
const lastOf = (earlier: readonly Came[]): Came | undefined => earlier.find(({ facts }) => !facts.automatic);

/** Whom the last mail named beside us: believed of the customer alone, where SES vouches for them. */
function copied({ earlier, person }: Conversation): readonly string[] {
  const last = lastOf(earlier);
  const from = last?.words?.from?.address;
  const isTheirs = from !== undefined && isOf(person, from);
  return last?.facts.verified && isTheirs ? (last.words?.named?.cc ?? []) : [];
}
