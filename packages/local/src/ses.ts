import { randomUUID } from "node:crypto";
import type { OutgoingMail } from "@switchboard/core/port";
import type { ReceiptEvent } from "@switchboard/functions";

/** What SES does to messages and says about them, so that a desk on one machine meets the same. */

export const SES_MAX_BYTES = 10 * 1024 * 1024;

/** An id as SES gives it: the wire's Message-ID is this at `email.amazonses.com`. */
export const sesId = (at: number): string => `0100${at.toString(16).padStart(12, "0")}-${randomUUID()}-000000`;

/** SES overrides Message-ID and Date, whatever they were; everything else passes as it is. */
export function asSesSends(raw: Uint8Array, id: string, at: number): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = endOfHeader(bytes);
  // latin1 keeps every byte as it is, also those that are no text.
  const fields = bytes
    .subarray(0, end)
    .toString("latin1")
    .split(/\r?\n(?![ \t])/);
  const kept = fields.filter((field) => field !== "" && !/^(?:message-id|date)[ \t]*:/i.test(field));
  const date = new Date(at).toUTCString().replace("GMT", "+0000");
  const head = [...kept, `Message-ID: <${id}@email.amazonses.com>`, `Date: ${date}`].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), Buffer.from("\r\n"), bytes.subarray(end)]);
}

/** Where the header's last line ends; the empty line behind it belongs to the rest. */
function endOfHeader(bytes: Buffer): number {
  const crlf = bytes.indexOf("\r\n\r\n");
  const lf = bytes.indexOf("\n\n");
  if (crlf === -1 && lf === -1) return bytes.byteLength;
  return lf === -1 || (crlf !== -1 && crlf < lf) ? crlf + 2 : lf + 1;
}

export const FEEDBACK_KINDS = ["delivery", "bounce", "complaint"] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

export interface SentMail extends Pick<OutgoingMail, "from" | "to" | "tags"> {
  readonly id: string;
  readonly at: string;
}

const DETAIL_TYPES = {
  delivery: "Email Delivered",
  bounce: "Email Bounced",
  complaint: "Email Complaint Received",
} as const;

/** The event that SES puts on the default bus when it learns what became of a message. */
export function feedbackEvent(mail: SentMail, kind: FeedbackKind, at: number) {
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  const timestamp = new Date(at).toISOString();
  const told = { mail: { timestamp: mail.at, messageId: mail.id, source: mail.from, destination: mail.to, tags } };
  return {
    source: "aws.ses",
    detailType: DETAIL_TYPES[kind],
    detail: { ...told, ...outcomeOf(mail, kind, timestamp) },
  };
}

function outcomeOf(mail: SentMail, kind: FeedbackKind, timestamp: string) {
  const recipients = mail.to.map((emailAddress) => ({ emailAddress }));
  switch (kind) {
    case "delivery":
      return { eventType: "Delivery", delivery: { timestamp, recipients: mail.to, smtpResponse: "250 ok" } };
    case "complaint":
      return {
        eventType: "Complaint",
        complaint: { timestamp, complainedRecipients: recipients, complaintFeedbackType: "abuse" },
      };
    case "bounce": {
      const why = { action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" };
      const bouncedRecipients = recipients.map((one) => ({ ...one, ...why }));
      return {
        eventType: "Bounce",
        bounce: { timestamp, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients },
      };
    }
  }
}

export const VERDICTS = ["spf", "dkim", "dmarc", "spam", "virus"] as const;
export type Verdicts = Readonly<Partial<Record<(typeof VERDICTS)[number], string>>>;

export interface Receipt {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly verdicts: Verdicts;
}

/** What SES's receipt rule tells the Lambda once it stored a message. */
export function receiptEvent({ messageId, from, to, verdicts }: Receipt): ReceiptEvent {
  const status = (name: (typeof VERDICTS)[number]) => ({ status: verdicts[name] ?? "PASS" });
  const receipt = {
    recipients: to,
    spfVerdict: status("spf"),
    dkimVerdict: status("dkim"),
    dmarcVerdict: status("dmarc"),
    spamVerdict: status("spam"),
    virusVerdict: status("virus"),
  };
  return { Records: [{ ses: { mail: { messageId, source: from }, receipt } }] };
}
