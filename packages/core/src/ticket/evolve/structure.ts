import type { Entries } from "../events/index.ts";
import type { structure as events } from "../events/structure.ts";
import { isManual, type LinkKind } from "../link/kinds.ts";
import type { Ticket } from "../schema/index.ts";
import { moved, type Of, present, type Steps, tallied, without } from "./step.ts";

/** Links lie in rows of their own; the state counts those that people make, for their limit. */
function counted(ticket: Ticket, kind: LinkKind, by: 1 | -1): Ticket {
  if (!isManual(kind)) return ticket;
  const counts = tallied(ticket, "linkCount", by);
  return kind === "CAUSES" ? tallied(counts, "incidentCount", by) : counts;
}

const amount = (entries: readonly Entries[]): number =>
  entries.reduce((sum, { messages, notes }) => sum + messages.length + notes.length, 0);

/** Own entries are counted as away from now on, others as here no more. */
const movedBy = (id: string, entries: readonly Entries[]): number =>
  2 * amount(entries.filter(({ ticketId }) => ticketId === id)) - amount(entries);

const RESTORED = ["customStatus", "snoozedUntil", "waitsFor", "closesAt", "closedAt"] as const;

/** Closed, and remembering what it was: unmerging gives that back. */
function merged(ticket: Ticket, event: Of<"ticket.merged">): Ticket {
  const before = present({ ...pick(ticket, RESTORED) });
  return {
    ...without(ticket, ...RESTORED),
    status: "CLOSED",
    closedAt: event.occurredAt,
    merged: { into: event.payload.targetId, at: event.at, status: event.payload.previous, ...before },
  };
}

function unmerged(ticket: Ticket, event: Of<"ticket.unmerged">): Ticket {
  const before = ticket.merged ? pick(ticket.merged, RESTORED) : {};
  return { ...without(ticket, "merged", ...RESTORED), status: event.payload.status, ...present(before) };
}

/** Whoever waited for an answer to a source waits for one here. */
function sourcesMerged(ticket: Ticket, { at, payload }: Of<"ticket.sources_merged">): Ticket {
  const { sources, unansweredSince, status = ticket.status } = payload;
  const moving = status === ticket.status ? ticket : { ...moved(ticket), status };
  const counted = tallied(moving, "sourceCount", sources.length);
  if (unansweredSince === undefined) return counted;
  const sourcesWait = ticket.sourcesWait ?? { at, ...present({ own: ticket.unansweredSince }) };
  return { ...counted, unansweredSince, sourcesWait };
}

function sourcesUnmerged(ticket: Ticket, { payload }: Of<"ticket.sources_unmerged">): Ticket {
  const left = tallied(ticket, "sourceCount", -payload.sourceIds.length);
  const waiting = waitingSince(left, payload.unansweredSince);
  return left.sourceCount === undefined ? without(waiting, "sourcesWait") : waiting;
}

function waitingSince(ticket: Ticket, since: number | null | undefined): Ticket {
  if (since === undefined) return ticket;
  return since === null ? without(ticket, "unansweredSince", "sourcesWait") : { ...ticket, unansweredSince: since };
}

function entriesMoved(ticket: Ticket, { payload }: Of<"ticket.entries_moved">): Ticket {
  const { entries, unansweredSince, ownUnansweredSince: own } = payload;
  const left = waitingSince(tallied(ticket, "movedCount", movedBy(ticket.id, entries)), unansweredSince);
  if (own === undefined || !left.sourcesWait) return left;
  const { at } = left.sourcesWait;
  return { ...left, sourcesWait: own === null ? { at } : { at, own } };
}

const pick = <T extends object, K extends keyof T>(from: T, fields: readonly K[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field]])) as { [F in K]: T[F] };

export const structure: Steps<keyof typeof events> = {
  "ticket.linked": (ticket, { payload }) => counted(ticket, payload.kind, 1),
  "ticket.unlinked": (ticket, { payload }) => counted(ticket, payload.kind, -1),
  "ticket.merged": merged,
  "ticket.unmerged": unmerged,
  "ticket.sources_merged": sourcesMerged,
  "ticket.sources_unmerged": sourcesUnmerged,
  "ticket.entries_moved": entriesMoved,
  "ticket.entries_taken": (ticket, { payload: { entries, unansweredSince } }) => ({
    ...tallied(ticket, "movedCount", amount(entries)),
    ...present({ unansweredSince }),
  }),
};
