import { type Ctx, email, emailKey } from "../../kernel/index.ts";
import { configInForce } from "../../workspace/index.ts";
import { recordReport } from "../delivery/reportMail.ts";
import { deliveryOf, isSaid, type Twin, twinOf } from "../messageId.ts";
import { parseMail } from "../parse/index.ts";
import { isOwn } from "../token.ts";
import { entryFrom, type Incoming, isToSeveral, ticketFrom } from "./accept.ts";
import { type Aside, setAside } from "./aside.ts";
import { match } from "./match.ts";
import type { Arrived } from "./received.ts";
import { isReport } from "./reported.ts";
import type { InboundMail, Verdicts } from "./schema.ts";
import { vouchedFor } from "./vouched.ts";
import { fingerprint } from "./words.ts";

const COPY = "The same mail came before.";

/** What becomes of a mail. One that is let out of quarantine comes here too, past what kept it there. */
export async function take(ctx: Ctx, unread: Omit<Arrived, "mail">): Promise<InboundMail> {
  const arrived: Arrived = { ...unread, mail: await parseMail(unread.input.raw) };
  const { input, mail } = arrived;
  const unwanted = arrived.release ? null : unwantedFor(input.verdicts);
  if (unwanted) return setAside(ctx, arrived, { outcome: "QUARANTINED", ...unwanted });
  if (isReport(arrived)) return report(ctx, arrived);
  const sender = mail.from?.address || input.envelopeFrom;
  if (!isAddress(sender))
    return setAside(ctx, arrived, {
      outcome: "NO_SENDER",
      why: "NO_SENDER",
      reason: "Nobody to answer: the mail names no sender that mail could reach.",
    });
  if (isOwn((await configInForce(ctx)).config, sender))
    return setAside(ctx, arrived, {
      outcome: "LOOP",
      why: "OWN_ADDRESS",
      reason: "It comes from a support address of this desk.",
    });
  const print = fingerprint(mail, emailKey(sender));
  if (mail.messageId !== null && (await deliveryOf(ctx, mail.messageId)) !== null)
    return setAside(ctx, arrived, {
      outcome: "LOOP",
      why: "OWN_MESSAGE",
      reason: "It carries the id of a mail this desk sent.",
    });
  const received = mail.messageId === null ? null : { messageId: mail.messageId.slice(0, 500), address: input.address };
  const twin: Twin = received ? await twinOf(ctx, received, print) : { kind: "new", slot: 0 };
  if (twin.kind === "copy")
    return setAside(ctx, arrived, {
      outcome: "DUPLICATE",
      why: "SAME_CONTENT",
      reason: COPY,
      ticketId: twin.ticketId,
    });
  return file(ctx, { ...arrived, sender, print, twin });
}

/** Finds the place for a mail from a person. A forged one never speaks as the customer on a ticket of theirs. */
async function file(ctx: Ctx, incoming: Incoming): Promise<InboundMail> {
  const { input, mail, sender } = incoming;
  const found = await match(ctx, mail, sender, input);
  if (found.ticketId !== null && input.verdicts.dmarc !== "FAIL") {
    const { ticketId } = found;
    if (isToSeveral(input) && (await isSaid(ctx, { receiptId: input.receiptId, ticketId })))
      return setAside(ctx, incoming, { outcome: "DUPLICATE", why: "SAME_CONTENT", reason: COPY, ticketId });
    return entryFrom(ctx, incoming, { ...found, ticketId });
  }
  return ticketFrom(ctx, incoming, found);
}

function unwantedFor({ virus, spam }: Verdicts): Pick<Aside, "why" | "reason"> | null {
  if (virus === "FAIL") return { why: "VIRUS", reason: "A virus was found in it." };
  return spam === "FAIL" ? { why: "SPAM", reason: "It looks like spam." } : null;
}

async function report(ctx: Ctx, arrived: Arrived): Promise<InboundMail> {
  const { bounce, feedbackReport } = arrived.mail;
  // Anybody can write a report: one that is surely forged is kept, and believed by nobody.
  const forged = arrived.input.verdicts.dmarc === "FAIL";
  const deliveryId = forged ? null : await recordReport(ctx, arrived.mail, vouchedFor(arrived));
  const outcome = bounce ? "BOUNCE" : "COMPLAINT";
  const what = bounce ? `A delivery report (${bounce.action})` : `A complaint (${feedbackReport?.type})`;
  const about = deliveryId ? "; it is noted on the mail it is about." : " about no mail of this desk.";
  return setAside(ctx, arrived, { outcome, why: "REPORT", reason: what + about });
}

const isAddress = (address: string): boolean => email.safeParse(address).success;
