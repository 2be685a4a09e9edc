import { DAY, invalid, limit, transition } from "../../kernel/index.ts";
import type { FollowUp } from "../../workspace/index.ts";
import type { Source } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { type Status, TRANSITIONS } from "../status.ts";
import type { Drafts } from "./spoken.ts";

/** Sources of one merge, and of one ticket in all. */
export const MAX_SOURCES = { once: 20, all: 50 } as const;

/** @throws VALIDATION for a ticket merged into itself, or an internal one with one that is not, TRANSITION for a closed one */
export function assertMergeable(source: Ticket, target: Ticket, path: readonly (string | number)[]): void {
  if (source.id === target.id) {
    throw invalid("A ticket is not merged into itself, nor into what was merged into it: unmerge that first.", path);
  }
  if (source.internal !== target.internal) {
    throw invalid("What is internal is not merged with what a customer sees: close it, or link the two.", path);
  }
  if (source.status !== "CLOSED") return;
  const advice = source.merged ? "It is merged already: unmerge it first." : "Link it with RELATES instead.";
  throw transition(`A closed ticket is not merged. ${advice}`, TRANSITIONS.CLOSED, path);
}

/** Spam is out of everybody's way: what is merged into it nobody would find again. @throws TRANSITION */
export function assertTarget({ status, spam }: Ticket): void {
  const path = ["targetId"];
  if (status === "CLOSED") {
    throw transition("Nothing is merged into a closed ticket; choose one that is open.", TRANSITIONS.CLOSED, path);
  }
  if (spam) {
    throw transition("Nothing is merged into spam; unmark it first, or choose another.", TRANSITIONS[status], path);
  }
}

export function assertFew(sourceIds: readonly string[]): void {
  if (sourceIds.length <= MAX_SOURCES.once) return;
  throw limit(`Merge at most ${MAX_SOURCES.once} tickets at once; do it in parts.`, MAX_SOURCES.once, ["sourceIds"]);
}

export const merged = (source: Ticket, target: Ticket): Drafts => [
  { type: "ticket.merged", payload: { targetId: target.id, previous: source.status } },
];

/** What waits or is solved goes on when the customer of a source waits, as with a message of the customer. */
const OPENED: readonly Status[] = ["WAITING_ON_CUSTOMER", "SNOOZED", "RESOLVED"];

interface Sources {
  /** Those that were merged into the target before. */
  readonly known: readonly Source[];
  readonly sources: readonly Source[];
  /** Since when a customer of the new ones waits. */
  readonly unansweredSince: number | undefined;
}

/** @throws LIMIT when the target would stand for more than 50 tickets */
export function sourcesMerged(target: Ticket, { known, sources, unansweredSince: theirs }: Sources): Drafts {
  if (known.length + sources.length > MAX_SOURCES.all) {
    throw limit(
      `At most ${MAX_SOURCES.all} tickets are merged into one, those merged into them included; link the others.`,
      MAX_SOURCES.all,
      ["sourceIds"],
    );
  }
  if (sources.length === 0) return [];
  const unansweredSince = theirs && Math.min(theirs, target.unansweredSince ?? theirs);
  const waiting = unansweredSince === undefined ? {} : { unansweredSince };
  const opened = theirs !== undefined && OPENED.includes(target.status) ? { status: "OPEN" as const } : {};
  return [{ type: "ticket.sources_merged", payload: { sources: [...sources], ...waiting, ...opened } }];
}

/** @throws TRANSITION when it is not merged, or has been for longer than a closed ticket may be reopened */
export function unmerged(source: Ticket, { policy, days }: FollowUp, now: number): Drafts {
  const { merged: merge } = source;
  if (!merge) throw transition("This ticket is not merged into another.", TRANSITIONS[source.status], ["ticketId"]);
  if (policy !== "REOPEN" && now > merge.at + days * DAY) {
    throw transition(
      `It was merged more than ${days} days ago and stays so; split its entries off instead.`,
      TRANSITIONS.CLOSED,
      ["ticketId"],
    );
  }
  return [{ type: "ticket.unmerged", payload: { targetId: merge.into, status: merge.status } }];
}

/** `unansweredSince` is since when somebody waits without them: null for nobody, undefined where that stays. */
export const sourcesUnmerged = (sourceIds: readonly string[], unansweredSince?: number | null): Drafts => [
  {
    type: "ticket.sources_unmerged",
    payload: { sourceIds: [...sourceIds], ...(unansweredSince === undefined ? {} : { unansweredSince }) },
  },
];
