/**
 * The pure mail reader: bytes in, a message out, no clock, no network, no storage.
 *
 * @module
 */
export { parseMail } from "./parse.ts";
export { SEVERAL_SENDERS } from "./problems.ts";
export type {
  Bounce,
  BouncedRecipient,
  FeedbackReport,
  Forward,
  LoopHeaders,
  MailAddress,
  MailAttachment,
  ParsedMail,
} from "./types.ts";
