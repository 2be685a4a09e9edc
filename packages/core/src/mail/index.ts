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
export type { TestMailInput } from "./delivery/trial.ts";
export { wake } from "./delivery/wake.ts";
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
  deliveryOfEntry,
  getDelivery,
  getInbound,
  getManyInbound,
  type InboundFilter,
  listInbound,
  sendTestMail,
} from "./read.ts";
export { type SourceInput, source } from "./source.ts";
export { liftAddressSuppression, listSuppressed, suppressAddress } from "./suppression/operations.ts";
export {
  type LiftAddressInput,
  SUPPRESSION_REASONS,
  type SuppressAddressInput,
  type SuppressedAddress,
} from "./suppression/schema.ts";
export { suppression } from "./suppression/store.ts";
export { addressOf } from "./token.ts";
