/**
 * Tickets: opened, answered, noted, assigned, tagged, snoozed, resolved, closed; every step an entry of
 * their history.
 *
 * @module
 */
export { type BulkInput, type BulkOutcome, bulk } from "./bulk.ts";
export { note, reply } from "./conversation.ts";
export type { Opening, Skipped, Spoken } from "./decide/index.ts";
export {
  assertHandable,
  assigned as assignedTo,
  MAX_SOURCES,
  MAX_SPLIT,
  open as decideOpening,
  unassign as unassignedFrom,
} from "./decide/index.ts";
export { discardDraft, drafts, saveDraft } from "./draft/drafts.ts";
export type { TicketDraft } from "./draft/rows.ts";
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
export { erase } from "./life/erase.ts";
export { listDeleted, listSpam } from "./life/lists.ts";
export { remove, restore } from "./life/remove.ts";
export { snooze, wakeWaiting } from "./life/snooze.ts";
export { markSpam, unmarkSpam } from "./life/spam.ts";
export { LINKS, type LinkKind, MANUAL, MAX_INCIDENTS, MAX_LINKS, type ManualLink } from "./link/kinds.ts";
export { link, unlink } from "./link/link.ts";
export { links } from "./link/read.ts";
export { NOTHING_BESIDE, related } from "./link/relate.ts";
export type { Link } from "./link/rows.ts";
export { type NewTask, openTaskWith } from "./link/task.ts";
export { listByActivity, listOfCustomer, myWork, unassigned, workOfAgent } from "./lists.ts";
export { loadOf } from "./load.ts";
export { applyReady, type MacroTarget, permissionsOf, type ReadyMacro } from "./macro/apply.ts";
export { merge, unmerge } from "./merge/merge.ts";
export { split } from "./merge/split.ts";
export { changeStatus, close, reopen, resolve } from "./moving.ts";
export { NEAR, nearness } from "./nearness.ts";
export { idsByNumber, lastNumber } from "./number.ts";
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
export { changes, type TicketChange } from "./past/changes.ts";
export { addCc, follow, removeCc, unfollow, watchers } from "./people/follow.ts";
export { announcePresence, type Present, presence } from "./people/presence.ts";
export { previousAgent } from "./people/previous.ts";
export { returnWork, workIds } from "./people/returning.ts";
export { type Cc, ccsOf, type Watchers } from "./people/watchers.ts";
export { causesOf, isAffected } from "./problem/affected.ts";
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
export { redactAttachment } from "./redact/attachment.ts";
export { redact } from "./redact/entry.ts";
export { redactText } from "./redact/text.ts";
export { type ExportPage, exportLines, exportPage } from "./report/export.ts";
export { type Relationship, relationship } from "./report/relationship.ts";
export { type Transcript, type TranscriptInput, transcript } from "./report/transcript.ts";
export {
  ACTIVITIES,
  type Activity,
  type AddCcInput,
  type AnnounceInput,
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
  DRAFT_KINDS,
  type DraftInput,
  type DraftKind,
  type DuplicatesInput,
  type FollowInput,
  KINDS,
  LEVELS,
  type LinkInput,
  type LogTimeInput,
  MAX_CCS,
  MAX_FOLLOWERS,
  MAX_MENTIONS,
  MAX_MINUTES,
  MAX_TAGS,
  MAX_TEXT_BYTES,
  type MergeInput,
  type MessageInput,
  type NoteInput,
  type OpenInput,
  PRIORITIES,
  type RedactAttachmentInput,
  type RedactInput,
  type RedactTextInput,
  type RemoveCcInput,
  type RemoveTimeInput,
  type ReplyInput,
  type ResolveInput,
  type ResolveProblemInput,
  type SaveDraftInput,
  type SnoozeInput,
  type SplitInput,
  type TagInput,
  type Ticket,
  type TicketInput,
  type TicketSummary,
} from "./schema/index.ts";
export { ACTIVE, assertNotClosed, isCounted, STATUSES, type Status, TRANSITIONS } from "./status.ts";
export { ticket } from "./store.ts";
export { beginSweep, goOnSweeping, SWEEP_PREFIX, type Sweep } from "./sweep.ts";
export { SHOWN, type Shown, type TimelineOptions } from "./timeline.ts";
export { wake } from "./wake.ts";
export { type Place, placeText } from "./words.ts";
export { logTime, removeTime } from "./work/time.ts";
