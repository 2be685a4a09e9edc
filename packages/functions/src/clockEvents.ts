/**
 * What moves a clock of a service level, or chooses its policy: exactly what the clocks read of a history, which a test
 * holds. Written out, as the wiring table is read where none of the desk's code is.
 */
export const CLOCK_EVENTS: readonly string[] = [
  "ticket.opened",
  "ticket.message_received",
  "ticket.replied",
  "ticket.status_changed",
  "ticket.snoozed",
  "ticket.woken",
  "ticket.resolved",
  "ticket.reopened",
  "ticket.closed",
  "ticket.spam_marked",
  "ticket.spam_unmarked",
  "ticket.deleted",
  "ticket.restored",
  "ticket.merged",
  "ticket.unmerged",
  "ticket.sources_merged",
  "ticket.sources_unmerged",
  "ticket.entries_moved",
  "ticket.entries_taken",
  "ticket.priority_changed",
  "ticket.kind_changed",
  "ticket.team_changed",
  "ticket.category_changed",
  "ticket.tags_changed",
];
