import { authorize, type Ctx, sealEntryId } from "../../kernel/index.ts";
import { eventAt } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { deliveryIdOf } from "../delivery/cause.ts";
import { deliveryAt } from "../delivery/store.ts";
import { AUTOMATIC_REASONS, type AutomaticPurpose, type AutomaticReason } from "./reason.ts";
import { allDecided, causeOf, type Decided } from "./rows.ts";

/** What the desk did by itself about a message, or why it did nothing. */
export interface AutomaticAnswer {
  readonly purpose: AutomaticPurpose;
  /** The message it is about; of a ticket that began without one, its opening. */
  readonly entryId: string;
  readonly answered: boolean;
  readonly reason: AutomaticReason | null;
  /** The reason in a sentence. */
  readonly says: string | null;
  readonly template: string | null;
  /** The mail that went out, or was to; null before it was made. */
  readonly deliveryId: string | null;
  readonly at: number;
}

/**
 * What was answered by itself on a ticket, and why what was not, in the order of what was said.
 *
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 * @example const [first] = await Mail.automaticAnswers(ctx, ticketId); // first.reason, "RATE" say
 */
export async function automaticAnswers(ctx: Ctx, ticketId: string): Promise<readonly AutomaticAnswer[]> {
  await authorize(ctx, "mail:read");
  await Ticket.get(ctx, ticketId);
  const [all, shown] = await Promise.all([allDecided(ctx, ticketId), answerShown(ctx, ticketId)]);
  return Promise.all(all.map(shown));
}

/** What was answered to one entry, of a ticket that the caller may read; null where there was nothing to decide. */
export async function automaticAnswerTo(
  ctx: Ctx,
  { ticketId, entryId }: { readonly ticketId: string; readonly entryId: string },
): Promise<AutomaticAnswer | null> {
  const [all, shown, { entry }] = await Promise.all([
    allDecided(ctx, ticketId),
    answerShown(ctx, ticketId),
    ctx.keyring(),
  ]);
  const one = all.find(({ sequence }) => sealEntryId(entry, ticketId, sequence) === entryId);
  return one ? shown(one) : null;
}

/** A decision as its readers see it: with its entry, the reason in words, and the mail that came of it. */
async function answerShown(ctx: Ctx, ticketId: string): Promise<(one: Decided) => Promise<AutomaticAnswer>> {
  const { entry } = await ctx.keyring();
  return async (one) => {
    const { purpose, sequence, reason, template, at } = one;
    const says = reason && AUTOMATIC_REASONS[reason];
    const entryId = sealEntryId(entry, ticketId, sequence);
    const deliveryId = await deliveryOf(ctx, ticketId, one);
    return { purpose, entryId, answered: template !== null, reason, says, template, deliveryId, at };
  };
}

async function deliveryOf(ctx: Ctx, ticketId: string, one: Decided): Promise<string | null> {
  const message = one.template === null ? null : await eventAt(ctx, ticketId, one.sequence);
  if (!message) return null;
  const id = deliveryIdOf(ctx, one.purpose, causeOf(ticketId, one, message));
  return (await deliveryAt(ctx, id)) ? id : null;
}
