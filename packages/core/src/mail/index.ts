/**
 * Mail in and mail out: received once, threaded to its ticket, answered with the right headers, sent once.
 *
 * @module
 */
export { type AcknowledgeInput, acknowledge } from "./automatic/acknowledge.ts";
export { type AutomaticAnswer, automaticAnswers } from "./automatic/read.ts";
export {
  AUTOMATIC_PURPOSES,
  AUTOMATIC_REASONS,
  type AutomaticPurpose,
  type AutomaticReason,
} from "./automatic/reason.ts";
export type { Decided } from "./automatic/rows.ts";
export { recordFeedback } from "./delivery/feedback.ts";
export { type SendInput, sendReply } from "./delivery/reply.ts";
export {
  DELIVERY_STATUSES,
  type Delivery,
  type DeliveryStatus,
  type FeedbackInput,
  PURPOSES,
  type Purpose,
  RECIPIENT_STATUSES,
  type Recipient,
  type RecipientStatus,
  ROLES,
} from "./delivery/schema.ts";
export { delivery } from "./delivery/store.ts";
export { wake } from "./delivery/wake.ts";
export { forget } from "./inbound/forget.ts";
export { receive } from "./inbound/receive.ts";
export {
  type InboundMail,
  type Match,
  OUTCOMES,
  type Outcome,
  type ReceiveInput,
  type Verdicts,
} from "./inbound/schema.ts";
export { type InboundSummary, inbound } from "./inbound/store.ts";
export { type ParsedMail, parseMail } from "./parse/index.ts";
export { type DeliveryView, deliveries, getInbound, getManyInbound, listInbound } from "./read.ts";
export { liftAddressSuppression, listSuppressed, suppressAddress } from "./suppression/operations.ts";
export {
  type LiftAddressInput,
  SUPPRESSION_REASONS,
  type SuppressAddressInput,
  type SuppressedAddress,
} from "./suppression/schema.ts";
export { suppression } from "./suppression/store.ts";
export { addressOf } from "./token.ts";
