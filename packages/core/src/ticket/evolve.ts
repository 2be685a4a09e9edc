import type { Applied } from "../kernel/index.ts";
import type { Entries, Events } from "./events.ts";
import { isManual, type LinkKind } from "./link/kinds.ts";
import type { Ticket } from "./schema.ts";

type Event = Applied<Events>;
type Of<T extends Event["type"]> = Extract<Event, { type: T }>;

/** The state after an event. Events say what became of things, so nothing is decided here. */
export function evolve(state: Ticket | undefined, event: Event): Ticket {
  if (event.type === "ticket.opened") return opened(event);
  const next = step(state as Ticket, event);
  return QUIET.has(event.type) ? next : { ...next, activityAt: event.at };
}

/** What is no work on the ticket itself: it moves no list. */
const QUIET: ReadonlySet<Event["type"]> = new Set(["ticket.redacted", "ticket.linked", "ticket.unlinked"]);

function opened(e: Of<"ticket.opened">): Ticket {
  const { category, assigneeId, followUpOf, splitFrom, ...facts } = e.payload;
  return {
    id: e.aggregateId,
    subject: e.content?.subject ?? "",
    status: "NEW",
    ...facts,
    createdAt: e.occurredAt,
    activityAt: e.at,
    ...present({ category, assigneeId, followUpOf, splitFrom, address: e.content?.address }),
  };
}

function step(ticket: Ticket, event: Exclude<Event, Of<"ticket.opened">>): Ticket {
  switch (event.type) {
    case "ticket.message_received":
      return received(ticket, event);
    case "ticket.replied":
      return replied(ticket, event);
    case "ticket.assigned":
      return { ...ticket, assigneeId: event.payload.assigneeId };
    case "ticket.unassigned":
      return without(ticket, "assigneeId");
    case "ticket.priority_changed":
      return { ...ticket, priority: event.payload.priority };
    case "ticket.kind_changed":
      return { ...ticket, kind: event.payload.kind };
    case "ticket.category_changed":
      return { ...without(ticket, "category"), ...present({ category: event.payload.category ?? undefined }) };
    case "ticket.subject_changed":
      return { ...ticket, subject: event.content?.subject ?? "" };
    case "ticket.tags_changed":
      return {
        ...ticket,
        tags: [...ticket.tags.filter((tag) => !event.payload.removed.includes(tag)), ...event.payload.added],
      };
    case "ticket.noted":
    case "ticket.redacted":
      return ticket;
    case "ticket.linked":
    case "ticket.unlinked":
    case "ticket.merged":
    case "ticket.unmerged":
    case "ticket.sources_merged":
    case "ticket.sources_unmerged":
    case "ticket.entries_moved":
    case "ticket.entries_taken":
      return connected(ticket, event);
    default:
      return moved(ticket, event);
  }
}

/** What hangs together with other tickets. */
function connected(
  ticket: Ticket,
  event: Of<
    | "ticket.linked"
    | "ticket.unlinked"
    | "ticket.merged"
    | "ticket.unmerged"
    | "ticket.sources_merged"
    | "ticket.sources_unmerged"
    | "ticket.entries_moved"
    | "ticket.entries_taken"
  >,
): Ticket {
  switch (event.type) {
    case "ticket.linked":
      return counted(ticket, event.payload.kind, 1);
    case "ticket.unlinked":
      return counted(ticket, event.payload.kind, -1);
    case "ticket.merged":
      return merged(ticket, event);
    case "ticket.unmerged":
      return unmerged(ticket, event);
    case "ticket.sources_merged":
      return tallied(ticket, "sourceCount", event.payload.sources.length);
    case "ticket.sources_unmerged":
      return tallied(ticket, "sourceCount", -event.payload.sourceIds.length);
    case "ticket.entries_moved":
      return tallied(ticket, "movedCount", movedBy(ticket.id, event.payload.entries));
    case "ticket.entries_taken": {
      const { entries, unansweredSince } = event.payload;
      return { ...tallied(ticket, "movedCount", amount(entries)), ...present({ unansweredSince }) };
    }
  }
}

/** Links lie in rows of their own; the state counts those that people make, for their limit. */
const counted = (ticket: Ticket, kind: LinkKind, by: 1 | -1): Ticket =>
  isManual(kind) ? tallied(ticket, "linkCount", by) : ticket;

function tallied(ticket: Ticket, field: "linkCount" | "sourceCount" | "movedCount", by: number): Ticket {
  const count = (ticket[field] ?? 0) + by;
  return { ...without(ticket, field), ...(count > 0 ? { [field]: count } : {}) };
}

const amount = (entries: readonly Entries[]): number =>
  entries.reduce((sum, { messages, notes }) => sum + messages.length + notes.length, 0);

/** Own entries are counted as away from now on, others as here no more. */
const movedBy = (id: string, entries: readonly Entries[]): number =>
  2 * amount(entries.filter(({ ticketId }) => ticketId === id)) - amount(entries);

const RESTORED = ["snoozedUntil", "closesAt", "closedAt"] as const;

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

const pick = <T extends object, K extends keyof T>(from: T, fields: readonly K[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field]])) as { [F in K]: T[F] };

function moved(
  ticket: Ticket,
  event: Of<
    | "ticket.status_changed"
    | "ticket.snoozed"
    | "ticket.woken"
    | "ticket.resolved"
    | "ticket.reopened"
    | "ticket.closed"
  >,
): Ticket {
  const awake = without(ticket, "snoozedUntil", "closesAt");
  switch (event.type) {
    case "ticket.status_changed":
      return { ...awake, status: event.payload.status };
    case "ticket.snoozed":
      return { ...awake, status: "SNOOZED", snoozedUntil: event.payload.until };
    case "ticket.woken":
    case "ticket.reopened":
      return { ...awake, status: "OPEN" };
    case "ticket.resolved": {
      const { closesAt } = event.payload;
      const at = event.occurredAt;
      return {
        ...awake,
        status: "RESOLVED",
        closesAt,
        lastResolvedAt: at,
        firstResolvedAt: ticket.firstResolvedAt ?? at,
      };
    }
    case "ticket.closed":
      return { ...awake, status: "CLOSED", closedAt: event.occurredAt };
  }
}

function received(ticket: Ticket, event: Of<"ticket.message_received">): Ticket {
  const { status, mail } = event.payload;
  const moving = status === ticket.status ? ticket : without(ticket, "snoozedUntil", "closesAt");
  if (mail?.automatic) return { ...moving, status };
  return { ...moving, status, unansweredSince: ticket.unansweredSince ?? event.occurredAt };
}

function replied(ticket: Ticket, event: Of<"ticket.replied">): Ticket {
  const { status } = event.payload;
  const moving = status === ticket.status ? ticket : without(ticket, "snoozedUntil", "closesAt");
  const human = event.actor.kind === "agent" || event.actor.kind === "app";
  return {
    ...without(moving, "unansweredSince"),
    status,
    ...(human ? { firstHumanReplyAt: ticket.firstHumanReplyAt ?? event.occurredAt } : {}),
  };
}

const present = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

function without<K extends keyof Ticket>(ticket: Ticket, ...fields: readonly K[]): Omit<Ticket, K> & Ticket {
  const copy: Partial<Ticket> = { ...ticket };
  for (const field of fields) delete copy[field];
  return copy as Omit<Ticket, K> & Ticket;
}
