import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";

export const HAND_OVER_STATUSES = ["RUNNING", "IMMINENT", "BREACHED", "MET", "MISSED", "CANCELLED"] as const;
export type HandOverStatus = (typeof HAND_OVER_STATUSES)[number];

/** The time another team was given for work that was handed over: an internal target, none of the customer's. */
export interface HandOver {
  readonly id: string;
  /** The task, and the ticket it is a part of. */
  readonly taskId: string;
  readonly ticketId: string;
  readonly team: string;
  readonly targetMinutes: number;
  /** The key of the calendar whose minutes these are; around the clock when absent. */
  readonly calendar?: string;
  readonly status: HandOverStatus;
  readonly createdAt: number;
  /** When four fifths of it are over, ms, and when all of it is. */
  readonly warnAt: number;
  readonly dueAt: number;
  /** When the task was done, or given up, ms. */
  readonly endedAt?: number;
}

const facts = { visibility: "audit", editorial: false, version: 1 } as const;
const Task = z.object({ taskId: z.string(), ticketId: z.string(), team: z.string() });

export const events = {
  "handover.started": {
    ...facts,
    payload: Task.extend({
      targetMinutes: z.number(),
      calendar: z.string().optional(),
      warnAt: z.number(),
      dueAt: z.number(),
    }),
    says: "Work was handed over to another team, which has so much time for it.",
  },
  "handover.warned": { ...facts, payload: Task, says: "Most of the time that the other team has is over." },
  "handover.breached": { ...facts, payload: Task, says: "The time that the other team has is over." },
  "handover.ended": {
    ...facts,
    payload: Task.extend({ outcome: z.enum(["MET", "MISSED", "CANCELLED"]), endedAt: z.number() }),
    says: "The work is done, in time or late, or there is none any more.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
