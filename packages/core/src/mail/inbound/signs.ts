import type { ParsedMail } from "../parse/index.ts";
import type { Sign } from "./schema.ts";

const BULK = /^(?:bulk|junk|list|auto[_-]?reply|auto[_-]?generated)\b/i;
const NO = /^(?:no|none|false|0)?$/i;

/**
 * By what a mail is known to be a machine's; nothing for one of a person. The null path counts from the envelope too,
 * as not every carrier writes it into the mail.
 */
export function signsOf(mail: ParsedMail, envelopeFrom: string): readonly Sign[] {
  const { headers, auto } = mail;
  const { autoSubmitted, precedence, listId, autoResponseSuppress, returnPath } = headers;
  const told: readonly [Sign, boolean][] = [
    ["AUTO_SUBMITTED", !/^(?:no(?:$|[\s;(])|\s*$)/i.test(autoSubmitted ?? "")],
    ["PRECEDENCE", BULK.test(precedence ?? "")],
    ["LIST_ID", listId !== null],
    ["RESPONSE_SUPPRESS", !NO.test(autoResponseSuppress ?? "")],
    ["NULL_RETURN_PATH", returnPath === "" || isNull(envelopeFrom)],
  ];
  const signs = told.flatMap(([sign, there]) => (there ? [sign] : []));
  return signs.length === 0 && auto.generated && !isReportByWords(mail) ? ["OTHER"] : signs;
}

const STATUS = /^message\/(?:global-)?delivery-status$/;
const SERVER = /^(?:mailer-daemon|postmaster)@/i;

/** Whether a mail is a delivery report by its words alone. Customers too write that a delivery failed. */
export const isReportByWords = ({ bounce, from, attachments }: ParsedMail): boolean =>
  bounce !== null &&
  !SERVER.test(from?.address ?? "") &&
  !attachments.some(({ contentType }) => STATUS.test(contentType));

/** SES gives the null path as an empty source, some carriers as `<>`. */
const isNull = (path: string): boolean => path.trim() === "" || path.trim() === "<>";
