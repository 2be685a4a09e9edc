import {
  authorize,
  type Ctx,
  id,
  isEverybodyShown,
  maskEmail,
  notFound,
  openEntryId,
  type Page,
  type PageInput,
  parse,
  prefixOf,
  sealEntryId,
  type Versioned,
  versioned,
  withoutAddresses,
} from "../kernel/index.ts";
import { eventAt, list, loadMany, need } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { deliveryIdOf } from "./delivery/cause.ts";
import { type Delivery, whole } from "./delivery/schema.ts";
import { delivery, deliveryAt, ofTicket } from "./delivery/store.ts";
import type { TestMailInput } from "./delivery/trial.ts";
import type { InboundMail, Outcome } from "./inbound/schema.ts";
import { type InboundSummary, inbound, newest } from "./inbound/store.ts";

/** A delivery as its readers see it: with the entry it carries. */
export type DeliveryView = Omit<Delivery, "sequence" | "cause"> & {
  readonly entryId?: string;
  readonly cause?: undefined;
};

/** What went out for a ticket, newest first. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function deliveries(ctx: Ctx, ticketId: string, page: PageInput = {}): Promise<Page<DeliveryView>> {
  await authorize(ctx, "mail:read");
  await Ticket.get(ctx, ticketId);
  const found = await list(ctx, ofTicket(ctx, ticketId), page);
  const states = await loadMany(
    ctx,
    delivery,
    found.edges.map((edge) => edge.node),
  );
  const viewed = await deliveryShown(ctx);
  const edges = found.edges.flatMap((edge, i) => {
    const state = states[i]?.state as Delivery | undefined;
    return state ? [{ node: viewed(whole(state)), cursor: edge.cursor }] : [];
  });
  return { edges, pageInfo: found.pageInfo };
}

/**
 * Sends a mail that says that mail goes out: once for each idempotency key. What becomes of it is on the delivery.
 *
 * @throws VALIDATION where there is no address to send from, or another one was given with the same key; FORBIDDEN;
 * INTERNAL without a mailer port
 * @example const { status } = await Mail.sendTestMail(ctx, { to: "me@acme.example" });
 */
export async function sendTestMail(ctx: Ctx, input: TestMailInput): Promise<DeliveryView> {
  // What sends is loaded where somebody does: the API, which has this, else only reads of mail.
  const { testMail } = await import("./delivery/trial.ts");
  const sent = await testMail(ctx, input);
  return (await deliveryShown(ctx))(sent);
}

/** One mail that went out, or did not. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function getDelivery(ctx: Ctx, deliveryId: string): Promise<DeliveryView> {
  const { state } = await need(ctx, delivery, parse(id("dlv"), deliveryId), { permission: "mail:read" });
  // Whoever may not see the ticket, or no longer, does not see its mails.
  if (state.ticketId !== undefined) await Ticket.get(ctx, state.ticketId);
  return (await deliveryShown(ctx))(whole(state));
}

/**
 * The mail that carries an entry; null for one that is no answer, or none went out for.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function deliveryOfEntry(ctx: Ctx, entryId: string): Promise<DeliveryView | null> {
  await authorize(ctx, "mail:read");
  const { entry } = await ctx.keyring();
  const at = openEntryId(entry, parse(id("evt"), entryId));
  if (!at || prefixOf(at.aggregateId) !== "tkt") throw notFound(entryId);
  await Ticket.get(ctx, at.aggregateId);
  const event = await eventAt(ctx, at.aggregateId, at.sequence);
  if (event?.type !== "ticket.replied") return null;
  const cause = { key: `${at.aggregateId}:${at.sequence}`, at: event.at };
  const found = await deliveryAt(ctx, deliveryIdOf(ctx, "REPLY", cause));
  return found && (await deliveryShown(ctx))(found.state);
}

/** A way to show deliveries to the caller. */
export async function deliveryShown(ctx: Ctx): Promise<(state: Delivery) => DeliveryView> {
  const [{ entry }, shown] = await Promise.all([ctx.keyring(), reachShown(ctx)]);
  return (delivery) => {
    // The cause names a place in the history: a bare sequence would show how much there is.
    const { sequence, ...state } = { ...delivery, cause: undefined };
    const { ticketId } = state;
    const isOfEntry = ticketId !== undefined && sequence !== undefined;
    return { ...shown(state), ...(isOfEntry ? { entryId: sealEntryId(entry, ticketId, sequence) } : {}) };
  };
}

/** What of all that came in a list shows. */
export interface InboundFilter {
  readonly outcome?: Outcome | undefined;
}

/**
 * What came in, newest first, with what became of it; all of it, or what had one outcome.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 * @example const spam = await Mail.listInbound(ctx, { first: 20 }, { outcome: "QUARANTINED" });
 */
export async function listInbound(
  ctx: Ctx,
  page: PageInput = {},
  filter: InboundFilter = {},
): Promise<Page<InboundSummary>> {
  await authorize(ctx, "mail:read", {});
  const [{ edges, pageInfo }, shown] = await Promise.all([
    list(ctx, newest(ctx, filter.outcome), page),
    senderShown(ctx),
  ]);
  return { edges: edges.map(({ node, cursor }) => ({ node: shown(node), cursor })), pageInfo };
}

/** Many mails that came in at once, in the order asked; null for those there are not. For dataloaders. */
export async function getManyInbound(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<InboundMail> | null)[]> {
  await authorize(ctx, "mail:read", {});
  const [found, shown] = await Promise.all([loadMany(ctx, inbound, ids), senderShown(ctx)]);
  return found.map((one) => one && shown(versioned<InboundMail>(one)));
}

/** One mail that came in. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function getInbound(ctx: Ctx, inboundId: string): Promise<Versioned<InboundMail>> {
  const found = await need(ctx, inbound, parse(id("inm"), inboundId), { permission: "mail:read" });
  return (await senderShown(ctx))(versioned(found));
}

/** Mails with their sender as the caller may see them. */
export async function senderShown(
  ctx: Ctx,
): Promise<<M extends { readonly from: string; readonly reason: string }>(mail: M) => M> {
  if (await isEverybodyShown(ctx)) return (mail) => mail;
  return (mail) => ({ ...mail, from: maskEmail(mail.from), reason: withoutAddresses(mail.reason) });
}

/** Deliveries with where they went as the caller may see it: what a mail server says of it names the address too. */
async function reachShown(ctx: Ctx): Promise<<D extends Pick<Delivery, "to" | "recipients">>(one: D) => D> {
  if (await isEverybodyShown(ctx)) return (one) => one;
  return (one) => ({
    ...withoutAddresses(one),
    to: maskEmail(one.to),
    recipients: one.recipients.map((each) => ({ ...withoutAddresses(each), address: maskEmail(each.address) })),
  });
}
