/**
 * Tickets: opened, answered, noted, assigned, tagged, snoozed, resolved, closed; every step an entry of
 * their history.
 *
 * @module
 */
export { type BulkInput, type BulkOutcome, bulk } from "./bulk.ts";
export { note, reply } from "./conversation.ts";
export type { Opening, Skipped, Spoken } from "./decide/index.ts";
export { MAX_SOURCES, MAX_SPLIT, open as decideOpening } from "./decide/index.ts";
export { suggestDuplicates } from "./duplicates.ts";
export type { Entry } from "./entry.ts";
export type { Entries, MailFacts, Words } from "./events/index.ts";
export { changeFields, fields, type Held } from "./field/operations.ts";
export {
  type Filter,
  listedStatuses,
  matches as matchesFilter,
  type Narrowing,
  parseFilter,
  seenInState,
} from "./filter.ts";
export { type Audience, statusLabel, statusLabels } from "./label.ts";
export { LINKS, type LinkKind, MANUAL, MAX_INCIDENTS, MAX_LINKS, type ManualLink } from "./link/kinds.ts";
export { link, unlink } from "./link/link.ts";
export { links } from "./link/read.ts";
export type { Link } from "./link/rows.ts";
export { listByActivity, listOfCustomer, myWork, unassigned, workOfAgent } from "./lists.ts";
export { merge, unmerge } from "./merge/merge.ts";
export { split } from "./merge/split.ts";
export { changeStatus, close, reopen, resolve, snooze } from "./moving.ts";
export { NEAR, nearness } from "./nearness.ts";
export { type OpeningOperation, open, openWith } from "./opening.ts";
export {
  assign,
  changeCategory,
  changeImpact,
  changeKind,
  changePriority,
  changeSubject,
  changeTeam,
  tag,
  unassign,
  untag,
} from "./operations.ts";
export { getAsOf } from "./past/asOf.ts";
export { changes, type FieldChange, type TicketChange } from "./past/changes.ts";
export { type Incidents, incidents, incidentsOf } from "./problem/incidents.ts";
export { type Cascade, resolveProblem } from "./problem/resolve.ts";
export {
  attachmentUrl,
  audit,
  entries,
  entry,
  entryHtml,
  entryText,
  get,
  getByNumber,
  getMany,
  mergedTickets,
  verify,
} from "./read.ts";
export { addMessage, type ReceiveOperation, receiveWith } from "./receiving.ts";
export { redact } from "./redact.ts";
export { type ExportPage, exportLines, exportPage } from "./report/export.ts";
export { type Relationship, relationship } from "./report/relationship.ts";
export { type Transcript, type TranscriptInput, transcript } from "./report/transcript.ts";
export {
  type AssignInput,
  CHANNELS,
  type ChangeCategoryInput,
  type ChangeFieldsInput,
  type ChangeImpactInput,
  type ChangeKindInput,
  type ChangePriorityInput,
  type ChangeStatusInput,
  type ChangeSubjectInput,
  type ChangeTeamInput,
  type DuplicatesInput,
  KINDS,
  LEVELS,
  type LinkInput,
  MAX_TAGS,
  MAX_TEXT_BYTES,
  type MergeInput,
  type MessageInput,
  type NoteInput,
  type OpenInput,
  PRIORITIES,
  type RedactInput,
  type ReplyInput,
  type ResolveInput,
  type ResolveProblemInput,
  type SnoozeInput,
  type SplitInput,
  type TagInput,
  type Ticket,
  type TicketInput,
  type TicketSummary,
} from "./schema/index.ts";
export { ACTIVE, STATUSES, type Status, TRANSITIONS } from "./status.ts";
export { idsByNumber, lastNumber, ticket } from "./store.ts";
export { SHOWN, type Shown, type TimelineOptions } from "./timeline.ts";
export { wake } from "./wake.ts";
export { type Place, placeText } from "./words.ts";
