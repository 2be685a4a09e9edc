/**
 * Everything about DynamoDB: the client, how aggregates and records lie in the one table, and the machine
 * that changes them. Domain modules call `change`, `create`, `need`, `list`; the rest is for the platform.
 */
export { change, create, type Decision, type Result, resultOf } from "./change.ts";
export { dynamoTable, type TableOptions, type Usage } from "./client.ts";
export { cursorScope } from "./cursor.ts";
export { INDEXES, KEY_ATTRIBUTES, TTL_ATTRIBUTE, tableDefinition } from "./definition.ts";
export { differences, type FieldChange } from "./difference.ts";
export { countFailure, type Due, dueRows, dueShards, PARK_AFTER, type Woken, wake } from "./due.ts";
export { type Executed, execute } from "./execute.ts";
export { type AnyDraft, type AnyLoaded, append, fold, lifted } from "./history.ts";
export { type Operation, REACTION_TTL } from "./idempotency.ts";
export { type InterleaveSpec, interleave } from "./interleave.ts";
export { fromItem, type Item, toItem } from "./item.ts";
export * from "./key.ts";
export { hasKeyring, isHonoured, loadKeyring, loadReplyKeys, MOST_REPLY_KEYS, replyKeyRotated } from "./keyring.ts";
export { type ListSpec, list, type Source } from "./list.ts";
export { admit, eventAt, expectVersion, history, inSight, load, loadMany, need, sees } from "./load.ts";
export { type LogFilter, logRows, readLog, type TimeRange } from "./log.ts";
export {
  announcing,
  BUS_SOURCE,
  detailOf,
  type EventDetail,
  eventKeyOf,
  type Outbox,
  type Outgoing,
  outboxOf,
} from "./outbox.ts";
export { pagesOf } from "./pages.ts";
export { ABSENT, claim, patch, type RecordWrite } from "./record.ts";
export { type Reworded, reword, unword } from "./redaction.ts";
export { decodeEvent, decodeState, decodeSummary, encodeEvent, encodeState, isEventRow } from "./row.ts";
export { sideAfter, sideOf, sidesAfter, sidesAt, sidesOf, sidesReworded } from "./side.ts";
export type { Change, Committed, Plan } from "./stage.ts";
export { newestOf, type Strand } from "./strand.ts";
export type { Bound } from "./tally.ts";
export { type ChainReport, chainOf, verifyChain } from "./verify.ts";
export { wholeEvents } from "./whole.ts";
