import { DAY } from "../../kernel/index.ts";
import { isOwn } from "../token.ts";
import type { About } from "./about.ts";
import { templateFor, whenAt } from "./hours.ts";
import type { AutomaticReason } from "./reason.ts";
import { MOST_AN_HOUR } from "./rows.ts";

/** What was answered before, ms. */
export interface Before {
  /** To the same address, within the last hour. */
  readonly toAddress: readonly number[];
  /** On the same ticket. */
  readonly onTicket: readonly number[];
  readonly suppressed: boolean;
  readonly now: number;
}

/** What becomes of a message: the template that answers it, or why nothing does. */
export type Verdict = { readonly template: string } | { readonly reason: AutomaticReason };

/** Only what was just said is answered: what lay about is somebody's to look at. */
const FRESH = DAY;

/** The first reason that holds, from what the ticket is over who wrote it to how much there was already. */
export function judge(about: About, before: Before): Verdict {
  const reason = ofTicket(about, before) ?? ofMail(about);
  if (reason) return { reason };
  const template = templateOf(about, before.now);
  if (template === undefined) return { reason: "NO_TEMPLATE" };
  if (template === null) return { reason: "OPEN" };
  if (about.purpose === "AWAY" && before.onTicket.some((at) => at > before.now - DAY)) return { reason: "RECENT" };
  if (before.suppressed) return { reason: "SUPPRESSED" };
  return before.toAddress.length >= MOST_AN_HOUR ? { reason: "RATE" } : { template };
}

function ofTicket({ ticket, message, mail }: About, { now }: Before): AutomaticReason | null {
  if (ticket.channel !== "EMAIL" || !message || !mail) return "NOT_BY_MAIL";
  if (message.occurredAt < now - FRESH) return "LATE";
  if (ticket.deleted) return "DELETED";
  if (ticket.spam) return "SPAM";
  if (ticket.internal) return "INTERNAL";
  if (message.redacted) return "REDACTED";
  return null;
}

function ofMail({ purpose, ticket, mail, receipt, to, isTheirs, support, config }: About): AutomaticReason | null {
  const [sign] = receipt?.signs ?? [];
  if (sign !== undefined && sign !== "OTHER") return sign;
  if (sign !== undefined || mail?.automatic) return "AUTOMATIC";
  if (receipt?.verdicts.dmarc === "FAIL") return "DMARC_FAIL";
  if (!support) return "NO_ADDRESS";
  if (!to || !isTheirs) return "NOT_THE_CUSTOMER";
  if (isOwn(config, to.address)) return "OWN_MAIL";
  return purpose === "ACKNOWLEDGEMENT" && ticket.firstHumanReplyAt !== undefined ? "ANSWERED" : null;
}

/** Undefined where there is none, null where none is needed. */
function templateOf({ purpose, support, config, message }: About, now: number): string | null | undefined {
  if (!support) return undefined;
  const when = whenAt(config, support, message?.occurredAt ?? now);
  if (purpose === "ACKNOWLEDGEMENT") return templateFor(support, when);
  return support.awayOnReply !== undefined && when === "open" ? null : support.awayOnReply;
}
