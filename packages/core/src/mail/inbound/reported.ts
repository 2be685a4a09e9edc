import type { Arrived } from "./received.ts";
import { signsOf } from "./signs.ts";

const STATUS = /^message\/(?:global-)?delivery-status$/;
const SERVER = /^(?:mailer-daemon|postmaster)@/i;

/**
 * Whether a mail is the report of a server. Its words alone make it none: customers too write that a delivery failed,
 * and theirs is a ticket.
 */
export function isReport({ mail, input }: Arrived): boolean {
  const { bounce, feedbackReport, attachments, from } = mail;
  if (feedbackReport) return true;
  if (!bounce) return false;
  const signs = signsOf(mail, input.envelopeFrom);
  if (signs.includes("NULL_RETURN_PATH") || signs.includes("AUTO_SUBMITTED")) return true;
  return SERVER.test(from?.address ?? "") || attachments.some(({ contentType }) => STATUS.test(contentType));
}
