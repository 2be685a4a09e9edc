import type { Arrived } from "./received.ts";
import { isReportByWords, signsOf } from "./signs.ts";

/** Whether a mail is the report of a server. What is one by its words alone must be a machine's by something else. */
export function isReport({ mail, input }: Arrived): boolean {
  if (mail.feedbackReport) return true;
  if (!mail.bounce) return false;
  if (!isReportByWords(mail)) return true;
  const signs = signsOf(mail, input.envelopeFrom);
  return signs.includes("NULL_RETURN_PATH") || signs.includes("AUTO_SUBMITTED");
}
