import type * as Ticket from "@switchboard/core/ticket";
import type { AgentName, CustomerName } from "./company.ts";

/** What somebody does with a ticket; the last word of a step says what, or whom, or with which words. */
export const VERBS = [
  "says",
  "replies",
  "replies and resolves",
  "notes",
  "merges into",
  "assigns",
  "tags",
  "prioritises",
  "sorts under",
  "hands to",
  "moves to",
  "causes",
  "declares",
  "informs",
  "resolves with its incidents",
  "waits for",
  "snoozes for",
  "resolves",
  "reopens",
  "closes",
] as const;
export type Verb = (typeof VERBS)[number];

/** After how long, who, does what: `["2h", "maya", "replies", "It ships today."]`. */
export type Step = readonly [after: string, who: AgentName | "customer" | "clock", verb: Verb, what?: string];

/** One ticket from its first word on. `ago` and the steps' `after` are like `9d`, `3h`, `20m`. */
export interface Story {
  readonly ago: string;
  readonly from: CustomerName;
  readonly channel: Ticket.Ticket["channel"];
  readonly subject: string;
  readonly text: string;
  readonly kind?: Ticket.Ticket["kind"];
  readonly priority?: Ticket.Ticket["priority"];
  readonly impact?: "LOW" | "MEDIUM" | "HIGH";
  readonly urgency?: "LOW" | "MEDIUM" | "HIGH";
  readonly category?: string;
  readonly tags?: readonly string[];
  /** Who took it down, where the customer did not write it: on the phone, at the counter, from a letter. */
  readonly takenBy?: AgentName;
  readonly steps?: readonly Step[];
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90m`, `3h`, `2d` in milliseconds. */
export function spanOf(text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (unit === undefined) throw new RangeError(`not a span of time: ${text}`);
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
