/** One mailbox of a message: the display name may be empty, the address never is. */
export type MailAddress = { name: string; address: string };

/** A file that came with the message, already decoded. */
export type MailAttachment = {
  /** Safe to show and to store: no path, no control character, never empty, at most 240 characters. */
  name: string;
  /** Lower-case MIME type; `application/octet-stream` where the message names none that is legal. */
  contentType: string;
  /** Bytes of `content`. */
  size: number;
  /** Lower-case hex. */
  sha256: string;
  /** Without angle brackets. */
  contentId: string | null;
  /** True when the message shows it in its place (a picture of the HTML part). */
  inline: boolean;
  content: Uint8Array;
};

/** One recipient of a delivery report. */
export type BouncedRecipient = {
  /** Where delivery ended (Final-Recipient). */
  address: string;
  /** What we addressed (Original-Recipient), where the report says so. */
  originalAddress: string | null;
  /** RFC 3463 status such as `5.1.1`, or null. */
  status: string | null;
  diagnostic: string | null;
  /** True when the address itself is dead; false for full boxes, policy refusals, delays. */
  permanent: boolean;
};

/** A delivery report: one per message, even for a report of success. */
export type Bounce = {
  action: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
  recipients: BouncedRecipient[];
  /** Message-ID of the returned message, without angle brackets. */
  originalMessageId: string | null;
  /** Header fields of the returned message, lower-case names, first occurrence wins. */
  originalHeaders: Record<string, string>;
};

/** An abuse report (ARF, RFC 5965). */
export type FeedbackReport = {
  /** `abuse`, `fraud`, `not-spam`, ... as sent, lower case. */
  type: string;
  userAgent: string | null;
  sourceIp: string | null;
  reportedDomain: string | null;
  originalRecipients: string[];
  originalMessageId: string | null;
};

/** What a forwarded message says of itself; every field is as its sender wrote it. */
export type Forward = {
  from: MailAddress | null;
  to: MailAddress[];
  subject: string | null;
  date: string | null;
  body: string;
};

/** Header values that decide whether an automatic answer is allowed. */
export type LoopHeaders = {
  /** Address of Return-Path; `""` is the null path `<>`; null when the field is absent. */
  returnPath: string | null;
  autoSubmitted: string | null;
  precedence: string | null;
  listId: string | null;
  autoResponseSuppress: string | null;
};

/** Everything this library reads from a message. */
export type ParsedMail = {
  from: MailAddress | null;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  /** Delivered-To, X-Original-To, X-Forwarded-To and Envelope-To together. */
  deliveredTo: MailAddress[];
  subject: string;
  /** ISO 8601 in UTC, or null. */
  date: string | null;
  /** All ids are without angle brackets. */
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  text: string;
  /** Sanitised; null when the message has no HTML part. */
  html: string | null;
  /** As received: never show it. */
  originalHtml: string | null;
  /** The new words only. */
  replyText: string;
  /** Quotes, signature and forwarded text: what `replyText` leaves out. */
  quotedText: string;
  attachments: MailAttachment[];
  auto: { generated: boolean; reply: boolean };
  bounce: Bounce | null;
  feedbackReport: FeedbackReport | null;
  forward: Forward | null;
  headers: LoopHeaders;
  /** Names of what could not be read, such as `date: not readable`. */
  problems: string[];
};
