import type { StoredEvent } from "../../kernel/index.ts";
import type { Ticket } from "../../ticket/index.ts";
import type { Status } from "../../workspace/index.ts";
import type { Facts } from "./schema.ts";

/** Why a ticket is out of sight: spam, deleted, merged. */
export type Why = "s" | "d" | "m";

/** What a ticket is sorted as; the tier is its customer's. */
export type Sorting = Omit<Facts, "tier">;

/** A change of what policies choose by, forwards and backwards. */
export interface Sorted {
  readonly now: Partial<Sorting>;
  readonly was: Partial<Sorting>;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** What clocks see of an event of a ticket. */
export type Happened =
  | { readonly kind: "OPENED"; readonly sorting: Sorting }
  | { readonly kind: "ASKED" }
  /** Since when somebody waits, by a merge or a split; null for nobody. */
  | { readonly kind: "WAITS"; readonly since: number | null }
  /** `status` is the one that the answer leaves. */
  | { readonly kind: "ANSWERED"; readonly automated: boolean; readonly status: Status }
  | { readonly kind: "MOVED"; readonly status: Status }
  | { readonly kind: "HIDDEN"; readonly why: Why; readonly hidden: boolean }
  | { readonly kind: "SORTED"; readonly sorted: Sorted };

export type Mark = Happened & { readonly at: number };

// biome-ignore lint/suspicious/noExplicitAny: payloads are as their events' schemas wrote them.
type Read = (payload: any, event: StoredEvent) => readonly Happened[];

const moved = (status: Status | undefined): readonly Happened[] =>
  status === undefined ? [] : [{ kind: "MOVED", status }];
const hidden = (why: Why, is: boolean): readonly Happened[] => [{ kind: "HIDDEN", why, hidden: is }];
const waits = (since: number | null | undefined): readonly Happened[] =>
  since === undefined ? [] : [{ kind: "WAITS", since }];
const sorted = (now: Partial<Sorting>, was: Partial<Sorting>): readonly Happened[] => [
  { kind: "SORTED", sorted: { now, was } },
];

/** Whoever is of the desk, or a program that speaks for somebody of it, as the ticket itself counts them. */
const isAutomated = ({ actor }: StoredEvent): boolean => actor.kind !== "agent" && actor.kind !== "app";

const READS: Readonly<Record<string, Read>> = {
  "ticket.opened": ({ channel, kind, priority, teamId, category, tags }) => [
    { kind: "OPENED", sorting: { channel, kind, priority, teamId, category, tags } },
  ],
  "ticket.message_received": ({ status, mail }) => [...moved(status), ...(mail?.automatic ? [] : [ASKED])],
  "ticket.replied": ({ status }, event) => [
    { kind: "ANSWERED", automated: isAutomated(event), status },
    ...moved(status),
  ],
  "ticket.status_changed": ({ status }) => moved(status),
  "ticket.snoozed": () => moved("SNOOZED"),
  "ticket.woken": () => moved("OPEN"),
  "ticket.resolved": () => moved("RESOLVED"),
  "ticket.reopened": () => moved("OPEN"),
  "ticket.closed": () => moved("CLOSED"),
  "ticket.spam_marked": () => hidden("s", true),
  "ticket.spam_unmarked": () => hidden("s", false),
  "ticket.deleted": () => hidden("d", true),
  "ticket.restored": () => hidden("d", false),
  "ticket.merged": () => hidden("m", true),
  "ticket.unmerged": ({ status }) => [...moved(status), ...hidden("m", false)],
  "ticket.sources_merged": ({ status, unansweredSince }) => [...moved(status), ...waits(unansweredSince)],
  "ticket.sources_unmerged": ({ unansweredSince }) => waits(unansweredSince),
  "ticket.entries_moved": ({ unansweredSince }) => waits(unansweredSince),
  "ticket.entries_taken": ({ unansweredSince }) => waits(unansweredSince ?? null),
  "ticket.priority_changed": ({ priority, previous }) => sorted({ priority }, { priority: previous }),
  "ticket.kind_changed": ({ kind, previous }) => sorted({ kind }, { kind: previous }),
  "ticket.team_changed": ({ teamId, previous }) =>
    sorted({ teamId: teamId ?? undefined }, { teamId: previous ?? undefined }),
  "ticket.category_changed": ({ category, previous }) =>
    sorted({ category: category ?? undefined }, { category: previous ?? undefined }),
  "ticket.tags_changed": ({ added, removed }) => [{ kind: "SORTED", sorted: { now: {}, was: {}, added, removed } }],
};

const ASKED: Happened = { kind: "ASKED" };

/** Types of events that move clocks: a reaction needs to answer no others. */
export const FOLLOWED: readonly string[] = Object.keys(READS);

/** What clocks see of a history, in its order. */
export const marksOf = (events: readonly StoredEvent[]): readonly Mark[] =>
  events.flatMap((event) =>
    (READS[event.type]?.(event.payload, event) ?? []).map((happened) => ({ ...happened, at: event.occurredAt })),
  );

const without = (tags: readonly string[], gone: readonly string[] = []): readonly string[] =>
  tags.filter((tag) => !gone.includes(tag));

/** The facts after a change of them. */
export const redone = (facts: Facts, { now, added = [], removed }: Sorted): Facts => ({
  ...facts,
  ...now,
  tags: [...without(facts.tags, [...added, ...(removed ?? [])]), ...added],
});

const undone = (facts: Facts, { was, added, removed = [] }: Sorted): Facts => ({
  ...facts,
  ...was,
  tags: [...without(facts.tags, added), ...removed],
});

/** What a ticket is sorted as, in the words of conditions. */
export const sortingOf = ({ channel, kind, priority, teamId, category, tags }: Ticket): Sorting => ({
  channel,
  kind,
  priority,
  teamId,
  category,
  tags,
});

/** What was known before some marks, of a ticket as it is behind them: so nothing of it is kept twice. */
export const factsBefore = (after: Facts, marks: readonly Mark[]): Facts =>
  marks.reduceRight((facts, mark) => (mark.kind === "SORTED" ? undone(facts, mark.sorted) : facts), after);
