import { type Ctx, prefixOf } from "../../kernel/index.ts";
import { deliveryOf } from "../messageId.ts";
import type { ParsedMail } from "../parse/index.ts";
import { recordFeedback } from "./feedback.ts";
import type { FeedbackInput } from "./schema.ts";
import { deliveryAt } from "./store.ts";

/** A delivery report or complaint that came as mail. Returns the delivery it was about, if it is one of ours. */
export async function recordReport(ctx: Ctx, mail: ParsedMail): Promise<string | null> {
  const deliveryId = await aboutDelivery(ctx, mail);
  if (deliveryId === null) return null;
  const recipients = (mail.bounce?.recipients ?? []).map(({ address, status, diagnostic, permanent }) => ({
    address,
    permanent,
    ...(status === null ? {} : { status }),
    ...(diagnostic === null ? {} : { diagnostic }),
  }));
  await recordFeedback(ctx, { deliveryId, kind: kindOf(mail), recipients });
  return deliveryId;
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
