import * as z from "zod";
import * as Customer from "../../customer/index.ts";
import { authorize, type Ctx, HOUR, id, keyless, parse } from "../../kernel/index.ts";
import { execute } from "../../table/index.ts";
import { configInForce, type SupportAddress } from "../../workspace/index.ts";
import { deliver } from "../delivery/deliver.ts";
import { suppressedAmong } from "../suppression/store.ts";
import { type About, aboutMessage } from "./about.ts";
import { type Before, judge } from "./decide.ts";
import { letterOf } from "./letter.ts";
import { answersOn, answersTo, causeOf, type Decided, decidedOn, oneMore, remember } from "./rows.ts";

const AcknowledgeInput = z.object({ ticketId: id("tkt"), sequence: z.number().int().positive() });
export type AcknowledgeInput = z.input<typeof AcknowledgeInput>;

/**
 * Answers by itself what a customer wrote, or records why not: a new ticket is acknowledged, and what comes out of
 * hours is told so, each by the template of the support address it came to. Decided once: the decision, and the
 * address's share of five answers an hour, are one commit in front of the mail. Called by the reactions to
 * `ticket.opened` and `ticket.message_received`, as often as they like.
 *
 * @returns what was decided, or null where there was nothing to decide
 * @throws FORBIDDEN, BAD_USER_INPUT; INTERNAL without a mailer port; anything else means: try again
 * @example await Mail.acknowledge(ctx, { ticketId, sequence: 1 });
 */
export async function acknowledge(raw: Ctx, given: AcknowledgeInput): Promise<Decided | null> {
  const { ticketId, sequence } = parse(AcknowledgeInput, given);
  await authorize(raw, "mail:process");
  // What it came to is in its own records: no key has to be remembered.
  const ctx = keyless(raw);
  // A desk that answers nothing by itself pays one read for knowing that.
  const { config } = await configInForce(ctx);
  if (!config.addresses.some(isAnswering)) return null;
  const about = await aboutMessage(ctx, ticketId, sequence);
  if (!about || (about.purpose === "AWAY" && about.support?.awayOnReply === undefined)) return null;
  const decided = await decideOnce(ctx, about);
  const { template } = decided;
  if (template === null || !about.message) return decided;
  const cause = causeOf(ticketId, about, about.message);
  await deliver(ctx, { purpose: about.purpose, cause, prepare: () => letterOf(ctx, about, template) });
  return decided;
}

const isAnswering = ({ acknowledgement, awayOnReply }: SupportAddress): boolean =>
  acknowledgement !== undefined || awayOnReply !== undefined;

/** The decision there is, or the one that is made now: with the room it takes, or not at all. */
async function decideOnce(ctx: Ctx, about: About): Promise<Decided> {
  const { id: ticketId } = about.ticket;
  let decided: Decided | null = null;
  await execute(ctx, { name: "mail.automatic", input: {} }, async () => {
    decided = await decidedOn(ctx, ticketId, about);
    if (decided) return { changes: [] };
    const now = ctx.clock.now();
    const address = about.to?.address ?? "";
    const [to, on, suppressed] = await Promise.all([
      answersTo(ctx, address, now),
      answersOn(ctx, ticketId),
      isSuppressed(ctx, about),
    ]);
    const before: Before = { toAddress: to.times, onTicket: on.times, suppressed, now };
    const verdict = judge(about, before);
    const template = "template" in verdict ? verdict.template : null;
    const reason = "reason" in verdict ? verdict.reason : null;
    const { purpose, sequence } = about;
    decided = { purpose, sequence, reason, template, at: now };
    const taken = template === null ? [] : [oneMore(to, now, now + HOUR), oneMore(on, now)];
    return { changes: [], records: [remember(ctx, ticketId, decided), ...taken] };
  });
  if (!decided) throw new RangeError("a decision that was not made");
  return decided;
}

async function isSuppressed(ctx: Ctx, { to, person }: About): Promise<boolean> {
  if (person && Customer.suppressedFor(person).length > 0) return true;
  return to !== null && (await suppressedAmong(ctx, [to.address])).size > 0;
}
