import * as z from "zod";
import { CHANNELS, type ChannelClass, KINDS, LEVELS, PRIORITIES, STATUSES } from "../../workspace/index.ts";

export { CHANNELS, KINDS, LEVELS, PRIORITIES };

export const Kind = z.enum(KINDS);
export const Priority = z.enum(PRIORITIES);
export const Channel = z.enum(CHANNELS);
export const Status = z.enum(STATUSES);
export const Level = z.enum(LEVELS);

/** One issue of one customer, from the first word to the last. */
export interface Ticket {
  readonly id: string;
  /** What people say to each other: counts up in the workspace. */
  readonly number: number;
  readonly subject: string;
  readonly status: z.infer<typeof Status>;
  /** The key of a status of the company's own, within `status`. */
  readonly customStatus?: string;
  readonly priority: z.infer<typeof Priority>;
  /** Of incidents and problems: how far it reaches, and how soon it hurts. The priority follows from both. */
  readonly impact?: z.infer<typeof Level>;
  readonly urgency?: z.infer<typeof Level>;
  readonly kind: z.infer<typeof Kind>;
  readonly channel: z.infer<typeof Channel>;
  readonly customerId: string;
  readonly createdAt: number;
  readonly category?: string;
  readonly assigneeId?: string;
  /** What it costs them while they work on it. */
  readonly load?: TicketLoad;
  /** The key of the team it belongs to. */
  readonly teamId?: string;
  readonly tags: readonly string[];
  /** When somebody last said or did something, ms. */
  readonly activityAt: number;
  readonly snoozedUntil?: number;
  /** The ticket whose end it sleeps for. */
  readonly waitsFor?: string;
  readonly firstHumanReplyAt?: number;
  readonly firstResolvedAt?: number;
  readonly lastResolvedAt?: number;
  readonly closedAt?: number;
  /** When a resolved ticket closes by itself. */
  readonly closesAt?: number;
  /** The oldest message of the customer that nobody has answered yet. */
  readonly unansweredSince?: number;
  /** Set while the customer of a ticket merged into it waits. */
  readonly sourcesWait?: SourcesWait;
  readonly followUpOf?: string;
  /** The ticket its first entries were said in. */
  readonly splitFrom?: string;
  /** Work between teams, which its customer knows nothing of. */
  readonly internal?: true;
  /** Links that people made; absent when there are none. */
  readonly linkCount?: number;
  /** Of these, the incidents that it causes. */
  readonly incidentCount?: number;
  /** What it was merged into, when (ms), and what it was before: it is closed until that is taken back. */
  readonly merged?: Merged;
  /** Tickets merged into it, directly or through another; absent when there are none. */
  readonly sourceCount?: number;
  /** Entries that were split from or into it; absent when there are none. */
  readonly movedCount?: number;
  /** Fields of the company's own that have a value; absent when none has. The values lie beside the state. */
  readonly fieldCount?: number;
  /** Agents who follow it, and addresses that get copies; absent when there are none. */
  readonly followerCount?: number;
  readonly ccCount?: number;
  /** Working time that was logged, minutes; absent when there is none. */
  readonly minutesSpent?: number;
  /** Out of everybody's way, whatever its status. */
  readonly spam?: true;
  /** Out of everybody's sight, otherwise as it was: restored, it is that again. */
  readonly deleted?: Deleted;
  /** Past restoring: its words are gone, or on their way out. */
  readonly purged?: true;
  /** The support address the customer wrote to: answers come from there. */
  readonly address?: string;
  /** The configuration it was opened under. */
  readonly configVersion: number;
}

/** Units of somebody's capacity; `waiting` when it costs them also while it waits for others. */
export interface TicketLoad {
  readonly units: number;
  readonly cls: ChannelClass;
  readonly waiting?: true | undefined;
}

export interface Merged {
  readonly into: string;
  readonly at: number;
  readonly status: z.infer<typeof Status>;
  readonly customStatus?: string;
  readonly snoozedUntil?: number;
  readonly waitsFor?: string;
  readonly closesAt?: number;
  readonly closedAt?: number;
}

export interface SourcesWait {
  /** When the first of those was merged that nobody has answered since, ms. */
  readonly at: number;
  /** Since when its own customer waits, apart from theirs. */
  readonly own?: number;
}

export interface Deleted {
  readonly at: number;
}

/** What lists show: carried by their indexes, so a page costs one read. */
export type TicketSummary = Pick<
  Ticket,
  | "id"
  | "number"
  | "subject"
  | "status"
  | "priority"
  | "kind"
  | "channel"
  | "customerId"
  | "createdAt"
  | "category"
  | "assigneeId"
  | "customStatus"
  | "teamId"
>;
