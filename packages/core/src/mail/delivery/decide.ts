import { type Draft, MINUTE } from "../../kernel/index.ts";
import type { Delivery, DeliveryStatus, Events, FeedbackInput } from "./schema.ts";

type Drafts = readonly Draft<Events>[];

/** An attempt whose end was never recorded is of unknown outcome after this long. */
export const ATTEMPT_LIMIT = 5 * MINUTE;
/** Carriers have no room for minutes, not days. */
const MAX_ATTEMPTS = 8;
const MAX_DIAGNOSTIC = 500;

export const started = (ticketId: string, sequence: number, to: string): Drafts => [
  { type: "delivery.started", payload: { ticketId, sequence }, content: { to } },
];

export const sent = (carrierId: string): Drafts => [{ type: "delivery.sent", payload: { carrierId } }];

/** A definite refusal: later again when the carrier only had no room, at growing intervals. */
export function refused(delivery: Delivery, reason: "throttled" | "rejected", why: string, now: number): Drafts {
  const diagnostic = short(why);
  if (reason === "rejected" || delivery.attempt >= MAX_ATTEMPTS)
    return [{ type: "delivery.failed", payload: { diagnostic } }];
  return [{ type: "delivery.deferred", payload: { retryAt: now + MINUTE * 2 ** (delivery.attempt - 1), diagnostic } }];
}

export const failed = (why: string): Drafts => [{ type: "delivery.failed", payload: { diagnostic: short(why) } }];

export const unknown = (why: string): Drafts => [{ type: "delivery.unknown", payload: { diagnostic: short(why) } }];

/** What the time brings: another attempt, or the insight that nobody knows how the last one ended. */
export function wake(delivery: Delivery, now: number): Drafts {
  if (delivery.status === "RETRYING" && (delivery.retryAt ?? now) <= now) {
    return [{ type: "delivery.retried", payload: { attempt: delivery.attempt + 1 } }];
  }
  if (delivery.status === "SENDING" && delivery.startedAt + ATTEMPT_LIMIT <= now) {
    return unknown("The attempt ended without an answer being recorded.");
  }
  return [];
}

/** How far each report goes: feedback comes late, twice and out of order, and a later stage is never undone. */
const STAGE: Readonly<Record<DeliveryStatus, number>> = {
  SENDING: 0,
  RETRYING: 0,
  UNKNOWN: 1,
  SENT: 1,
  DELAYED: 2,
  DELIVERED: 3,
  FAILED: 4,
  BOUNCED: 4,
  COMPLAINED: 5,
};
const REPORTED = { delivered: "DELIVERED", bounced: "BOUNCED", complained: "COMPLAINED", delayed: "DELAYED" } as const;

export function report(delivery: Delivery, feedback: Pick<FeedbackInput, "kind" | "recipients">): Drafts {
  const temporary = feedback.kind === "bounced" && feedback.recipients?.every(({ permanent }) => permanent === false);
  const status = temporary ? "DELAYED" : REPORTED[feedback.kind];
  if (STAGE[status] <= STAGE[delivery.status]) return [];
  const words =
    feedback.recipients?.map((one) => [one.status, one.diagnostic].filter(Boolean).join(" ")).filter(Boolean) ?? [];
  const diagnostic = words.length > 0 ? short(words.join("; ")) : null;
  return [{ type: "delivery.reported", payload: { status, diagnostic } }];
}

const short = (why: string): string => why.slice(0, MAX_DIAGNOSTIC).toWellFormed();
