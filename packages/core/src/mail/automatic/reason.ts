import * as z from "zod";

/** Why nothing is answered by itself, and what each means. */
export const AUTOMATIC_REASONS = {
  NOT_BY_MAIL: "The ticket was not opened by a mail of the customer.",
  LATE: "It was said more than a day ago.",
  DELETED: "The ticket is deleted.",
  SPAM: "The ticket is marked as spam.",
  INTERNAL: "The ticket is work between teams.",
  REDACTED: "What was said was redacted.",
  ANSWERED: "The desk has answered already.",
  NULL_RETURN_PATH: "The mail has no return path: whoever sent it wants no answer.",
  AUTO_SUBMITTED: "The mail says that a machine sent it (Auto-Submitted).",
  PRECEDENCE: "The mail is one of many (Precedence).",
  LIST_ID: "The mail came over a list (List-Id).",
  RESPONSE_SUPPRESS: "The mail asks for no automatic answer (X-Auto-Response-Suppress).",
  AUTOMATIC: "The mail looks as if a machine wrote it.",
  OWN_MAIL: "The mail comes from this desk itself.",
  DMARC_FAIL: "Its sender is surely not who they say they are.",
  NOT_THE_CUSTOMER: "It is not from an address of the ticket's customer.",
  NO_ADDRESS: "It came to no support address of the workspace.",
  NO_TEMPLATE: "The support address has no template for it.",
  OPEN: "The desk is open.",
  RECENT: "The ticket had an automatic answer in the last 24 hours.",
  SUPPRESSED: "No mail goes to this address.",
  RATE: "The address had five automatic answers within an hour.",
} as const;

export type AutomaticReason = keyof typeof AUTOMATIC_REASONS;
export const AutomaticReason = z.enum(Object.keys(AUTOMATIC_REASONS) as [AutomaticReason, ...AutomaticReason[]]);

/** What an automatic answer is for. */
export const AUTOMATIC_PURPOSES = ["ACKNOWLEDGEMENT", "AWAY"] as const;
export const AutomaticPurpose = z.enum(AUTOMATIC_PURPOSES);
export type AutomaticPurpose = z.infer<typeof AutomaticPurpose>;
