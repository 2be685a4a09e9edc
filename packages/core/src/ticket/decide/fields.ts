import { type Draft, limit } from "../../kernel/index.ts";
import type { Events } from "../events/index.ts";
import { MAX_TAGS, type Ticket, type TicketLoad } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";
import type { Drafts } from "./spoken.ts";
import { unique } from "./unique.ts";

/** Whether it changes hands. @throws TRANSITION when closed */
export function isAssigned(ticket: Ticket, assigneeId: string): boolean {
  assertNotClosed(ticket.status);
  return ticket.assigneeId !== assigneeId;
}

export const assigned = (ticket: Ticket, assigneeId: string, load: TicketLoad): Draft<Events> => ({
  type: "ticket.assigned",
  payload: { assigneeId, previous: ticket.assigneeId ?? null, load: { ...load } },
});

export function unassign(ticket: Ticket): Drafts {
  assertNotClosed(ticket.status);
  return ticket.assigneeId === undefined
    ? []
    : [{ type: "ticket.unassigned", payload: { previous: ticket.assigneeId } }];
}

export function changeKind(ticket: Ticket, kind: Ticket["kind"]): Drafts {
  assertNotClosed(ticket.status);
  return ticket.kind === kind ? [] : [{ type: "ticket.kind_changed", payload: { kind, previous: ticket.kind } }];
}

export function changeCategory(ticket: Ticket, category: string | null): Drafts {
  assertNotClosed(ticket.status);
  const previous = ticket.category ?? null;
  return previous === category ? [] : [{ type: "ticket.category_changed", payload: { category, previous } }];
}

export function changeTeam(ticket: Ticket, teamId: string | null): Drafts {
  assertNotClosed(ticket.status);
  const previous = ticket.teamId ?? null;
  return previous === teamId ? [] : [{ type: "ticket.team_changed", payload: { teamId, previous } }];
}

export function changeSubject(ticket: Ticket, subject: string): Drafts {
  assertNotClosed(ticket.status);
  return ticket.subject === subject ? [] : [{ type: "ticket.subject_changed", payload: {}, content: { subject } }];
}

export function tag(ticket: Ticket, tags: readonly string[]): Drafts {
  assertNotClosed(ticket.status);
  const added = unique(tags).filter((one) => !ticket.tags.includes(one));
  if (ticket.tags.length + added.length > MAX_TAGS) {
    throw limit(
      `A ticket has at most ${MAX_TAGS} tags; this one would have ${ticket.tags.length + added.length}.`,
      MAX_TAGS,
      ["tags"],
    );
  }
  return added.length === 0 ? [] : [{ type: "ticket.tags_changed", payload: { added, removed: [] } }];
}

export function untag(ticket: Ticket, tags: readonly string[]): Drafts {
  assertNotClosed(ticket.status);
  const removed = unique(tags).filter((one) => ticket.tags.includes(one));
  return removed.length === 0 ? [] : [{ type: "ticket.tags_changed", payload: { added: [], removed } }];
}
