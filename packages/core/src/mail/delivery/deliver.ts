import { type Ctx, internal } from "../../kernel/index.ts";
import { isMailRefusal, type MailerPort, type OutgoingMail } from "../../port/index.ts";
import { turnToSend } from "../../rate/index.ts";
import { type AnyDraft, execute, type RecordWrite } from "../../table/index.ts";
import { configInForce } from "../../workspace/index.ts";
import { rememberSent } from "../messageId.ts";
import { addressed } from "./addressed.ts";
import { type Cause, deliveryIdOf } from "./cause.ts";
import { compose } from "./compose.ts";
import * as decide from "./decide.ts";
import { isWithheld, type Letter, type Prepared, type Withheld } from "./letter.ts";
import type { Delivery, Purpose } from "./schema.ts";
import { delivery, deliveryAt } from "./store.ts";

export interface Dispatch {
  readonly purpose: Purpose;
  readonly cause: Cause;
  /** Called before anything is promised, so what fails in it may be tried again. */
  readonly prepare: () => Promise<Prepared>;
}

/**
 * Sends one mail, once: its id follows from cause and purpose, so creating it is the claim. May be called as often,
 * and by as many at a time, as anybody likes. Checks no permission. A purpose has its row in `letters.ts` too,
 * which is how a mail that was put off is written anew.
 *
 * @returns the delivery, or null where there is nothing to send
 * @throws INTERNAL without a mailer port. Before the claim anything else means: try again
 * @example
 * const cause = { key: `${ticketId}:${sequence}`, at: event.at, ticketId, sequence };
 * await deliver(ctx, { purpose: "REPLY", cause, prepare: () => letterOf(ctx, answer) });
 */
export async function deliver(ctx: Ctx, { purpose, cause, prepare }: Dispatch): Promise<Delivery | null> {
  // Before anything is promised: without a carrier nothing may be claimed.
  mailerOf(ctx);
  const id = deliveryIdOf(ctx, purpose, cause);
  const known = await deliveryAt(ctx, id);
  if (known) return known.state;
  const written = await prepare();
  if (typeof written === "string") return null;
  const { prepared, recipients } = await addressed(ctx, written);
  const mail = isWithheld(prepared) ? null : await compose(ctx, prepared, id, cause);
  const claimed = await claim(ctx, id, { purpose, ...cause, cause: cause.key, recipients }, prepared);
  if (claimed && mail) await transmit(ctx, id, mail, cause.ticketId);
  return (await deliveryAt(ctx, id))?.state ?? null;
}

/** True for the one caller who made the claim. What may not go out has failed with it, for good and to be seen. */
async function claim(ctx: Ctx, id: string, start: decide.Start, prepared: Letter | Withheld): Promise<boolean> {
  const started = decide.started(start);
  const drafts = isWithheld(prepared) ? [...started, ...decide.failed(prepared.withheld)] : started;
  const executed = await execute(ctx, { name: "delivery.start", input: {} }, async () => {
    const taken = await deliveryAt(ctx, id);
    return { changes: taken ? [] : [{ agg: delivery, id, before: null, drafts }] };
  });
  return !executed.replayed && executed.committed.some((change) => change.events.length > 0);
}

function mailerOf(ctx: Ctx): MailerPort {
  if (!ctx.ports.mailer) throw internal("This needs a mailer port: connect({ ports: { mailer } }).");
  return ctx.ports.mailer;
}

/** One attempt at the carrier, and what came of it. An end nobody knows is written down as that. */
export async function transmit(ctx: Ctx, id: string, mail: OutgoingMail, ticketId?: string): Promise<void> {
  const mailer = mailerOf(ctx);
  if (!(await hasTurn(ctx)))
    return conclude(ctx, id, (state) =>
      state.status === "SENDING" ? decide.putOff(state, "More mail than goes out at a time.", ctx.clock.now()) : [],
    );
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

/** Waits for a turn, a moment at most. What fails in finding one is no reason not to send: the carrier says so itself. */
async function hasTurn(ctx: Ctx): Promise<boolean> {
  const wait = await configInForce(ctx)
    .then(({ config }) => turnToSend(ctx, config.settings.mail.sendRate))
    .catch(() => 0);
  if (wait !== null && wait > 0) await ctx.clock.sleep(wait);
  return wait !== null;
}

async function conclude(
  ctx: Ctx,
  id: string,
  decision: (state: Delivery) => readonly AnyDraft[],
  records: readonly RecordWrite[] = [],
): Promise<void> {
  await execute(ctx, { name: "delivery.conclude", input: {} }, async () => {
    const before = await deliveryAt(ctx, id);
    const drafts = before ? decision(before.state) : [];
    return drafts.length === 0
      ? { changes: [] }
      : { changes: [{ agg: delivery, id, before, drafts, woken: true }], records };
  });
}
