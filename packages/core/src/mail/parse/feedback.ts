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
 * @returns null when there is no feedback-report part
 * @example
 * readFeedbackReport(attachments)?.type; // "abuse"
 */
export function readFeedbackReport(attachments: readonly MailAttachment[]): FeedbackReport | null {
  const part = attachments.find(({ contentType }) => contentType === "message/feedback-report");
  if (part === undefined) return null;
  const group = readGroups(part.content).flat();
  const returned = attachments.find(
    ({ contentType }) => contentType === "message/rfc822" || contentType === "text/rfc822-headers",
  );
  return {
    type: (textOf(group, "feedback-type") ?? "other").toLowerCase(),
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
