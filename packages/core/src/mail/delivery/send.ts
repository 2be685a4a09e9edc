import { authorize, type Ctx, emailKey, internal, type StoredEvent } from "../../kernel/index.ts";
import { isMailRefusal, type MailerPort, type OutgoingMail } from "../../port/index.ts";
import { type AnyDraft, execute, load, type RecordWrite, wake as wakeAggregate } from "../../table/index.ts";
import { rememberSent } from "../messageId.ts";
import { type Answer, answerOf, compose } from "./compose.ts";
import * as decide from "./decide.ts";
import type { Delivery } from "./schema.ts";
import { delivery } from "./store.ts";

export interface SendInput {
  readonly ticketId: string;
  readonly sequence: number;
}

/**
 * Sends a public answer to the ticket's customer, once: the delivery's own id follows from the answer and the
 * recipient, so creating it is the claim. Called by the reaction to `ticket.replied`, as often as it likes.
 *
 * @throws FORBIDDEN; INTERNAL without a mailer port. Before the claim anything else means: try again
 */
export async function sendReply(ctx: Ctx, input: SendInput): Promise<Delivery | null> {
  await authorize(ctx, "mail:process");
  // Before anything is promised: without a carrier nothing may be claimed.
  mailerOf(ctx);
  const answer = await answerOf(ctx, input.ticketId, input.sequence);
  if (typeof answer === "string") return null;
  const id = idOf(ctx, answer.event, answer.to.address);
  const known = await load(ctx, delivery, id);
  if (known) return known.state;
  // Composed before the claim: what fails here may be tried again, as nothing was promised yet.
  const mail = answer.withheld === undefined ? await compose(ctx, answer, id) : null;
  if (!(await claim(ctx, id, answer)) || !mail) return (await load(ctx, delivery, id))?.state ?? null;
  await transmit(ctx, id, mail, answer.ticket.id);
  return (await load(ctx, delivery, id))?.state ?? null;
}

const idOf = (ctx: Ctx, event: StoredEvent, to: string): string =>
  ctx.ids.derive("dlv", event.at, ctx.workspaceId, event.aggregateId, String(event.sequence), "reply", emailKey(to));

/** True for the one caller who made the claim. What may not go out has failed with it, for good and to be seen. */
async function claim(ctx: Ctx, id: string, { ticket, event, to, withheld }: Answer): Promise<boolean> {
  const started = decide.started(ticket.id, event.sequence, to.address);
  const drafts = withheld === undefined ? started : [...started, ...decide.failed(withheld)];
  const executed = await execute(ctx, { name: "delivery.start", input: {} }, async () => {
    const taken = await load(ctx, delivery, id);
    return { changes: taken ? [] : [{ agg: delivery, id, before: null, drafts }] };
  });
  return !executed.replayed && executed.committed.some((change) => change.events.length > 0);
}

function mailerOf(ctx: Ctx): MailerPort {
  if (!ctx.ports.mailer) throw internal("This needs a mailer port: connect({ ports: { mailer } }).");
  return ctx.ports.mailer;
}

/** One attempt at the carrier, and what came of it. An end nobody knows is written down as that. */
async function transmit(ctx: Ctx, id: string, mail: OutgoingMail, ticketId: string): Promise<void> {
  const mailer = mailerOf(ctx);
  let carrierId: string;
  try {
    carrierId = (await mailer.send(mail)).messageId;
  } catch (e) {
    const why = e instanceof Error ? e.message : String(e);
    return conclude(ctx, id, (state) => {
      if (state.status !== "SENDING") return [];
      return isMailRefusal(e) ? decide.refused(state, e.reason, why, ctx.clock.now()) : decide.unknown(why);
    });
  }
  const known = rememberSent(ctx, carrierId, { ticketId, deliveryId: id });
  // Also where a report came before this answer: the carrier's id is what later mail is matched by.
  await conclude(ctx, id, (state) => (state.carrierId === undefined ? decide.sent(carrierId) : []), [known]);
}

async function conclude(
  ctx: Ctx,
  id: string,
  decision: (state: Delivery) => readonly AnyDraft[],
  records: readonly RecordWrite[] = [],
): Promise<void> {
  await execute(ctx, { name: "delivery.conclude", input: {} }, async () => {
    const before = await load(ctx, delivery, id);
    const drafts = before ? decision(before.state) : [];
    return drafts.length === 0
      ? { changes: [] }
      : { changes: [{ agg: delivery, id, before, drafts, woken: true }], records };
  });
}

/** Called by the tick: tries again what the carrier had no room for, flags what ended without an answer. */
export async function wake(ctx: Ctx, id: string): Promise<void> {
  const found = await load(ctx, delivery, id);
  if (!found) return;
  const again = found.state.status === "RETRYING";
  const answer = again ? await answerOf(ctx, found.state.ticketId, found.state.sequence) : null;
  if (typeof answer === "string") return giveUp(ctx, id, answer);
  if (answer?.withheld !== undefined) return giveUp(ctx, id, answer.withheld);
  const mail = answer && (await compose(ctx, answer, id));
  const woken = await wakeAggregate(ctx, delivery, id, ({ state }) => decide.wake(state, ctx.clock.now()));
  if (woken.includes("delivery.retried") && mail) await transmit(ctx, id, mail, found.state.ticketId);
}

async function giveUp(ctx: Ctx, id: string, why: string): Promise<void> {
  await wakeAggregate(ctx, delivery, id, ({ state }) => (state.status === "RETRYING" ? decide.failed(why) : []));
}
