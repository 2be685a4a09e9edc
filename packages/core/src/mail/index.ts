/**
 * Mail in and mail out: received once, threaded to its ticket, answered with the right headers, sent once.
 *
 * @module
 */
export { recordFeedback } from "./delivery/feedback.ts";
export { DELIVERY_STATUSES, type Delivery, type DeliveryStatus, type FeedbackInput } from "./delivery/schema.ts";
export { type SendInput, sendReply, wake } from "./delivery/send.ts";
export { delivery } from "./delivery/store.ts";
export { type Diagnosis, mailDiagnosis, type Said, type Step } from "./diagnosis.ts";
export { forget } from "./inbound/forget.ts";
export { receive } from "./inbound/receive.ts";
export { type ReleaseInput, release } from "./inbound/release.ts";
export {
  FINDINGS,
  type Finding,
  type Found,
  type InboundMail,
  type Match,
  OUTCOMES,
  type Outcome,
  type ReceiveInput,
  RULES,
  type Rule,
  SIGNS,
  type Sign,
  type Verdicts,
  WHYS,
  type Why,
} from "./inbound/schema.ts";
export { type InboundSummary, inbound } from "./inbound/store.ts";
export type { ParsedMail } from "./parse/index.ts";
export { parseMail } from "./parseMail.ts";
export {
  type DeliveryView,
  deliveries,
  getInbound,
  getManyInbound,
  type InboundFilter,
  listInbound,
} from "./read.ts";
export { type SourceInput, source } from "./source.ts";
export { addressOf } from "./token.ts";
