import { type Ctx, domainOf, emailKey, type Loaded, prefixOf } from "../../kernel/index.ts";
import { deliveryOf } from "../messageId.ts";
import type { ParsedMail } from "../parse/index.ts";
import { recordFeedback } from "./feedback.ts";
import type { Delivery, FeedbackInput } from "./schema.ts";
import { deliveryAt } from "./store.ts";

/**
 * A delivery report or complaint that came as mail, from whom the carrier vouches for, if for anybody. Returns the
 * delivery it was about, if it is one of ours. Whoever got a mail can write a report on it: of one to several, only
 * the server of an address has it suppressed.
 */
export async function recordReport(ctx: Ctx, mail: ParsedMail, vouched: string | null): Promise<string | null> {
  const deliveryId = await aboutDelivery(ctx, mail);
  if (deliveryId === null) return null;
  const isToSeveral = sentTo(await deliveryAt(ctx, deliveryId)) > 1;
  const isBelieved = (address: string) => !isToSeveral || (vouched !== null && isServerOf(vouched, address));
  const recipients = (mail.bounce?.recipients ?? []).map(({ address, status, diagnostic, permanent }) => ({
    address,
    ...(permanent && !isBelieved(address) ? {} : { permanent }),
    ...(status === null ? {} : { status }),
    ...(diagnostic === null ? {} : { diagnostic }),
  }));
  await recordFeedback(ctx, { deliveryId, kind: kindOf(mail), recipients });
  return deliveryId;
}

const sentTo = (found: Loaded<Delivery> | null): number =>
  found?.state.recipients.filter(({ status }) => status !== "SUPPRESSED").length ?? 0;

const SERVER = /^(?:mailer-daemon|postmaster)@(.+)$/;

/** Whether a sender is the mail server of an address: it speaks for the domain, as nobody who has a mailbox there may. */
function isServerOf(sender: string, address: string): boolean {
  const [, domain] = SERVER.exec(emailKey(sender)) ?? [];
  const theirs = domainOf(address.trim());
  return domain !== undefined && (domain === theirs || domain.endsWith(`.${theirs}`));
}

async function aboutDelivery(ctx: Ctx, { bounce, feedbackReport }: ParsedMail): Promise<string | null> {
  const named = bounce?.originalHeaders["x-switchboard-delivery"];
  if (named !== undefined && prefixOf(named) === "dlv" && (await deliveryAt(ctx, named))) return named;
  const messageId = bounce?.originalMessageId ?? feedbackReport?.originalMessageId ?? null;
  return messageId === null ? null : deliveryOf(ctx, messageId);
}

function kindOf({ bounce }: ParsedMail): FeedbackInput["kind"] {
  if (!bounce) return "complained";
  if (bounce.action === "failed") return "bounced";
  return bounce.action === "delayed" ? "delayed" : "delivered";
}
