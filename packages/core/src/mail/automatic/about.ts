import * as Customer from "../../customer/index.ts";
import type { Ctx, StoredEvent } from "../../kernel/index.ts";
import { aggregatePartition, decodeEvent, eventAt, eventPrefix, load } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { addressIn, type Config, configInForce, type SupportAddress } from "../../workspace/index.ts";
import { isOf } from "../delivery/recipients.ts";
import type { InboundMail } from "../inbound/schema.ts";
import { inbound } from "../inbound/store.ts";
import type { AutomaticPurpose } from "./reason.ts";

/** Everything that an automatic answer is decided by, and made of. */
export interface About {
  readonly purpose: AutomaticPurpose;
  readonly ticket: Ticket.Ticket;
  /** The message that is answered; null where the ticket began otherwise. */
  readonly message: StoredEvent | null;
  readonly sequence: number;
  readonly mail: Ticket.MailFacts | undefined;
  readonly receipt: InboundMail | null;
  /** Who wrote it, and so who is answered. */
  readonly to: { readonly name: string; readonly address: string } | null;
  readonly person: Customer.Person | null;
  readonly isTheirs: boolean;
  readonly support: SupportAddress | undefined;
  readonly config: Config;
}

/** What there is to know of a message; null where nothing is answered, as it is none that could be. */
export async function aboutMessage(ctx: Ctx, ticketId: string, sequence: number): Promise<About | null> {
  const [found, event] = await Promise.all([load(ctx, Ticket.ticket, ticketId), eventAt(ctx, ticketId, sequence)]);
  if (!found || !event) return null;
  const opening = event.type === "ticket.opened";
  if (!opening && event.type !== "ticket.message_received") return null;
  const first = await firstSaid(ctx, ticketId);
  // The first message is acknowledged with its ticket.
  if (!opening && first?.sequence === sequence) return null;
  const message = opening ? first : event;
  const mail = (message?.payload as { readonly mail?: Ticket.MailFacts } | undefined)?.mail;
  const ticket: Ticket.Ticket = found.state;
  const [{ config }, person, receipt] = await Promise.all([
    configInForce(ctx),
    Customer.personOf(ctx, ticket.customerId),
    mail?.receiptId === undefined ? null : load(ctx, inbound, mail.receiptId),
  ]);
  const to = writerOf(message);
  const came = mail?.address ?? ticket.address;
  return {
    purpose: opening ? "ACKNOWLEDGEMENT" : "AWAY",
    ticket,
    message,
    sequence: message?.sequence ?? sequence,
    mail,
    receipt: receipt?.state ?? null,
    to,
    person,
    isTheirs: to !== null && person !== null && isOf(person, to.address),
    support: came === undefined ? undefined : addressIn(config, came),
    config,
  };
}

/** Access pattern: the first that was said on a ticket, by whomever. */
async function firstSaid(ctx: Ctx, ticketId: string): Promise<StoredEvent | null> {
  const prefix = eventPrefix("public");
  const page = await ctx.table.query({
    partition: aggregatePartition(ctx, ticketId),
    from: prefix,
    to: `${prefix}~`,
    limit: 5,
    consistent: true,
  });
  const said = page.rows.map(decodeEvent).find(({ type }) => SAYING.has(type));
  return said?.type === "ticket.message_received" ? said : null;
}

const SAYING = new Set(["ticket.message_received", "ticket.replied"]);

const writerOf = (message: StoredEvent | null) => (message?.content as Ticket.Words | null | undefined)?.from ?? null;
