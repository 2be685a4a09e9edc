import * as Customer from "../../customer/index.ts";
import { type Ctx, emailKey } from "../../kernel/index.ts";
import * as Ticket from "../../ticket/index.ts";
import type { Config } from "../../workspace/index.ts";
import { addressOf } from "../token.ts";
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
  const named = [...(customer ? [customer] : []), ...(await watching(ctx, ticket))];
  const box = (address: string): Mailbox => ({
    address,
    name: named.find((one) => emailKey(one.address) === emailKey(address))?.name ?? "",
  });
  const to = words.to?.map(box) ?? (customer ? [customer] : []);
  const cc = words.cc?.map(box) ?? [...(await watching(ctx, ticket)), ...copied(conversation).map(box)];
  const isForeign = foreign(config);
  const own = new Set(
    [...to, ...(words.cc ? [] : addressesOf(person).map(box))].map(({ address }) => emailKey(address)),
  );
  const others = cc.filter(({ address }) => !own.has(emailKey(address)));
  const left = { to: to.filter(isForeign), cc: others.filter(isForeign) };
  return { to: left.to.slice(0, MOST), cc: left.cc.slice(0, MOST - Math.min(MOST, left.to.length)) };
}

/** A mail to the desk itself would come back as one. */
function foreign({ addresses }: Config): (box: Mailbox) => boolean {
  const own = new Set(addresses.map(({ address }) => emailKey(address)));
  return ({ address }) => !own.has(emailKey(address)) && !own.has(emailKey(addressOf(address)));
}

async function watching(ctx: Ctx, ticket: Ticket.Ticket): Promise<readonly Mailbox[]> {
  const ccs = await Ticket.ccsOf(ctx, ticket);
  return ccs.map(({ address, name = "" }) => ({ address, name }));
}

/** Every address of a person. */
export const addressesOf = ({ everybody }: Customer.Person): readonly string[] =>
  everybody.flatMap(Customer.identitiesOf).flatMap(({ kind, value }) => (kind === "EMAIL" ? [value] : []));

/** Where the customer last wrote from, if that is an address of theirs; else their main one, or of whoever they are. */
function customerBox({ person, earlier }: Conversation): Mailbox | null {
  const { named, root, everybody } = person;
  const theirs = new Set(addressesOf(person).map(emailKey));
  const last = lastOf(earlier)?.words?.from?.address;
  const main = [named, root, ...everybody].map(({ email }) => email).find((email) => email !== undefined);
  const address = last !== undefined && theirs.has(emailKey(last)) ? last : main;
  return address === undefined ? null : { name: named.name ?? root.name ?? "", address };
}

/** The last mail of a person: what machines write says nothing of where somebody reads. */
const lastOf = (earlier: readonly Came[]): Came | undefined => earlier.find(({ facts }) => !facts.automatic);

/** Whom the last mail named beside us: believed of the customer alone, where SES vouches for them. */
function copied({ earlier, person }: Conversation): readonly string[] {
  const last = lastOf(earlier);
  const from = last?.words?.from?.address;
  const isTheirs = from !== undefined && addressesOf(person).some((one) => emailKey(one) === emailKey(from));
  return last?.facts.verified && isTheirs ? (last.words?.named?.cc ?? []) : [];
}
