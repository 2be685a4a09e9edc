import { readAddresses } from "./address.ts";
import { type FieldGroup, fieldOf, readGroups } from "./report/fields.ts";
import { readReturned } from "./report/returned.ts";
import { headerText } from "./text.ts";
import type { FeedbackReport, MailAttachment } from "./types.ts";

function textOf(group: FieldGroup, name: string): string | null {
  const value = headerText(fieldOf(group, name) ?? "", 500);
  return value === "" ? null : value;
}

/**
 * Reads an abuse report (ARF, RFC 5965).
 *
 * @param attachments of the message; the report is one of them
 * @param type the message's Content-Type field: some providers send a report without its part
 * @returns null when the message is no abuse report
 * @example
 * readFeedbackReport(attachments, null)?.type; // "abuse"
 */
export function readFeedbackReport(attachments: readonly MailAttachment[], type: string | null): FeedbackReport | null {
  const part = attachments.find(({ contentType }) => contentType === "message/feedback-report");
  const isNamed = /^\s{0,9}multipart\/report\b(?=[\s\S]{0,500}feedback-report)/i.test(type ?? "");
  if (part === undefined && !isNamed) return null;
  const group = part === undefined ? [] : readGroups(part.content).flat();
  const returned = attachments.find(
    ({ contentType }) => contentType === "message/rfc822" || contentType === "text/rfc822-headers",
  );
  return {
    type: (textOf(group, "feedback-type") ?? "abuse").toLowerCase(),
    userAgent: textOf(group, "user-agent"),
    sourceIp: textOf(group, "source-ip"),
    reportedDomain: textOf(group, "reported-domain"),
    originalRecipients: group
      .filter(({ name }) => name === "original-rcpt-to")
      .slice(0, 100)
      .flatMap(({ value }) => readAddresses(value).map(({ address }) => address)),
    originalMessageId: returned === undefined ? null : readReturned(returned.content).messageId,
  };
}
