import { authorize, type Ctx, emailKey, keyless, type Loaded, parse, prefixOf } from "../../kernel/index.ts";
import { execute } from "../../table/index.ts";
import { deliveryOf } from "../messageId.ts";
import type { ParsedMail } from "../parse/index.ts";
import { suppressing } from "../suppression/store.ts";
import { goneFor, report } from "./report.ts";
import { type Delivery, FeedbackInput } from "./schema.ts";
import { delivery, deliveryAt } from "./store.ts";

/**
 * Notes what the carrier reports about a message. Reports come late, twice and out of order: a later stage is
 * never undone, and one about an unknown delivery changes nothing.
 *
 * @throws FORBIDDEN, VALIDATION
 */
export async function recordFeedback(ctx: Ctx, raw: FeedbackInput): Promise<void> {
  await authorize(ctx, "mail:process");
  const input = parse(FeedbackInput, raw);
  if (prefixOf(input.deliveryId) !== "dlv") return;
  // Every part is a commit of its own: under the key of the request the first would stand for all.
  const own = keyless(ctx);
  for (const recipients of parts(input.recipients)) await recordPart(own, { ...input, recipients });
}

/** A commit has a hundred rows: a report about many goes in several, each whole. */
const PART = 20;
const parts = <T>(all: readonly T[]): readonly T[][] => [
  all.slice(0, PART),
  ...Array.from({ length: Math.ceil(all.length / PART) - 1 }, (_, i) => all.slice((i + 1) * PART, (i + 2) * PART)),
];

/** What became of it, and in the same commit whom no mail goes to any more. */
async function recordPart(ctx: Ctx, input: FeedbackInput): Promise<void> {
  await execute(ctx, { name: "delivery.report", input: {} }, async () => {
    const before = await deliveryAt(ctx, input.deliveryId);
    const drafts = before ? report(before.state, input) : [];
    if (!before || drafts.length === 0) return { changes: [] };
    const reason = input.kind === "complained" ? "COMPLAINT" : "BOUNCE";
    const cause = { reason, deliveryId: input.deliveryId } as const;
    const gone = goneFor(before.state, input).map((address) => suppressing(ctx, address, cause));
    const also = (await Promise.all(gone)).filter((change) => change.drafts.length > 0);
    return { changes: [{ agg: delivery, id: input.deliveryId, before, drafts }, ...also] };
  });
}

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
  const key = emailKey(address);
  const theirs = key.slice(key.lastIndexOf("@") + 1);
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
