import { DAY, type Draft, invalid, limit } from "../kernel/index.ts";
import type { Settings } from "../workspace/index.ts";
import type { Events, MailFacts, Words } from "./events.ts";
import { MAX_TAGS, type Ticket } from "./schema.ts";
import { assertNotClosed, assertTransition, isActive, type Status } from "./status.ts";

type Drafts = readonly Draft<Events>[];
type Channel = Ticket["channel"];

/** Everything a new ticket starts with. */
export interface Opening {
  readonly number: number;
  readonly configVersion: number;
  readonly customerId: string;
  readonly subject: string;
  readonly channel: Channel;
  readonly kind: Ticket["kind"];
  readonly priority: Ticket["priority"];
  readonly category?: string | undefined;
  readonly tags: readonly string[];
  readonly followUpOf?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly address?: string | undefined;
}

/** The first message of a ticket, or the next one. */
export interface Spoken {
  readonly words: Words;
  readonly channel: Channel;
  readonly mail?: MailFacts | undefined;
}

export function open(opening: Opening, first: Spoken, from: "CUSTOMER" | "AGENT"): Drafts {
  const { subject, address, ...facts } = opening;
  const content = address === undefined ? { subject } : { subject, address };
  const payload = { ...facts, tags: unique(facts.tags) };
  const opened: Draft<Events> = { type: "ticket.opened", payload, content };
  const status = from === "CUSTOMER" ? "NEW" : "WAITING_ON_CUSTOMER";
  const type = from === "CUSTOMER" ? "ticket.message_received" : "ticket.replied";
  return [opened, { type, payload: spoken(first, status), content: first.words }];
}

/** A message of the customer opens whatever waits; one by a machine moves nothing. */
export function receive(ticket: Ticket, message: Spoken): Drafts {
  const status = message.mail?.automatic || ticket.status === "NEW" ? ticket.status : "OPEN";
  return [{ type: "ticket.message_received", payload: spoken(message, status), content: message.words }];
}

/** Whether a message to a closed ticket opens it again or starts one that follows (DOMAIN 2). */
export function followsUp(ticket: Ticket, settings: Settings, at: number): boolean {
  if (ticket.status !== "CLOSED") return false;
  const { policy, days } = settings.followUp;
  if (policy === "REOPEN_WITHIN") return at > (ticket.closedAt ?? 0) + days * DAY;
  return policy === "NEW_TICKET";
}

/** A ticket that follows copies fields, not messages. */
export const followUp = (
  ticket: Ticket,
  settings: Settings,
  fresh: { number: number; configVersion: number },
): Opening => ({
  ...fresh,
  customerId: ticket.customerId,
  subject: ticket.subject,
  channel: ticket.channel,
  kind: ticket.kind,
  priority: ticket.priority,
  category: ticket.category,
  tags: ticket.tags,
  followUpOf: ticket.id,
  address: ticket.address,
  assigneeId: settings.followUp.owner === "KEEP" ? ticket.assigneeId : undefined,
});

export const followedBy = (ticketId: string): Drafts => [
  { type: "ticket.linked", payload: { kind: "FOLLOWED_BY", ticketId } },
];

/** Where a public answer leaves the ticket. Nothing wanted: the customer is next, but what is solved stays so. */
function statusAfterReply(ticket: Ticket, wanted: Status | undefined): Status {
  assertNotClosed(ticket.status);
  return wanted ?? (ticket.status === "RESOLVED" ? "RESOLVED" : "WAITING_ON_CUSTOMER");
}

/** A public answer. */
export function reply(ticket: Ticket, message: Spoken, wanted: Status | undefined, closesAt: number): Drafts {
  const status = statusAfterReply(ticket, wanted);
  if (status !== ticket.status) assertTransition(ticket.status, status);
  const resolves = status === "RESOLVED" && ticket.status !== "RESOLVED";
  const answered = resolves ? afterAnswer(ticket.status) : status;
  const event: Draft<Events> = { type: "ticket.replied", payload: spoken(message, answered), content: message.words };
  return resolves ? [event, { type: "ticket.resolved", payload: { previous: answered, closesAt } }] : [event];
}

const afterAnswer = (status: Status): Status => (status === "NEW" ? "OPEN" : status);

export function note(words: Words): Drafts {
  return [{ type: "ticket.noted", payload: { fileCount: words.files.length }, content: words }];
}

export function assign(ticket: Ticket, assigneeId: string): Drafts {
  assertNotClosed(ticket.status);
  if (ticket.assigneeId === assigneeId) return [];
  return [{ type: "ticket.assigned", payload: { assigneeId, previous: ticket.assigneeId ?? null } }];
}

export function unassign(ticket: Ticket): Drafts {
  assertNotClosed(ticket.status);
  return ticket.assigneeId === undefined
    ? []
    : [{ type: "ticket.unassigned", payload: { previous: ticket.assigneeId } }];
}

export function changePriority(ticket: Ticket, priority: Ticket["priority"]): Drafts {
  assertNotClosed(ticket.status);
  if (ticket.priority === priority) return [];
  return [{ type: "ticket.priority_changed", payload: { priority, previous: ticket.priority } }];
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

export function changeStatus(ticket: Ticket, status: Status): Drafts {
  if (ticket.status === status) return [];
  assertTransition(ticket.status, status);
  const previous = ticket.status;
  if (previous === "RESOLVED") return [{ type: "ticket.reopened", payload: { previous } }];
  return [{ type: "ticket.status_changed", payload: { status, previous } }];
}

const LONGEST_SNOOZE = 366 * DAY;

export function snooze(ticket: Ticket, until: number, now: number): Drafts {
  assertTransition(ticket.status, "SNOOZED");
  if (until <= now) throw invalid("Snooze until a time that is still to come.", ["until"]);
  if (until > now + LONGEST_SNOOZE) throw invalid("Snooze for at most a year.", ["until"]);
  return [{ type: "ticket.snoozed", payload: { until, previous: ticket.status } }];
}

export function resolve(ticket: Ticket, closesAt: number): Drafts {
  if (ticket.status === "RESOLVED") return [];
  assertTransition(ticket.status, "RESOLVED");
  return [{ type: "ticket.resolved", payload: { previous: ticket.status, closesAt } }];
}

export function reopen(ticket: Ticket): Drafts {
  if (isActive(ticket.status)) return [];
  assertTransition(ticket.status, "OPEN");
  return [{ type: "ticket.reopened", payload: { previous: ticket.status } }];
}

export function close(ticket: Ticket): Drafts {
  assertTransition(ticket.status, "CLOSED");
  return [{ type: "ticket.closed", payload: {} }];
}

/** What the time brings: a snooze ends, a resolved ticket closes. */
export function wake(ticket: Ticket, now: number): Drafts {
  if (ticket.status === "SNOOZED" && (ticket.snoozedUntil ?? now) <= now)
    return [{ type: "ticket.woken", payload: {} }];
  if (ticket.status === "RESOLVED" && (ticket.closesAt ?? now) <= now) return [{ type: "ticket.closed", payload: {} }];
  return [];
}

export const redact = (sequence: number, reason: string): Drafts => [
  { type: "ticket.redacted", payload: { sequence, reason } },
];

const spoken = ({ channel, words, mail }: Spoken, status: Status) => ({
  channel,
  status,
  fileCount: words.files.length,
  ...(mail ? { mail } : {}),
});

const unique = (tags: readonly string[]): string[] => [...new Set(tags)];
