import { type Draft, MINUTE } from "../../kernel/index.ts";
import type { Events } from "./events.ts";
import type { Delivery, Purpose, Recipient } from "./schema.ts";

type Drafts = readonly Draft<Events>[];

/** An attempt whose end was never recorded is of unknown outcome after this long. */
export const ATTEMPT_LIMIT = 5 * MINUTE;
/** Carriers have no room for minutes, not days. */
const MAX_ATTEMPTS = 8;
const MAX_DIAGNOSTIC = 500;

/** A mail that begins: what for, about what, and to whom. */
export interface Start {
  readonly purpose: Purpose;
  readonly ticketId?: string | undefined;
  readonly sequence?: number | undefined;
  readonly cause: string;
  readonly recipients: readonly (Pick<Recipient, "address" | "role"> & { readonly suppressed?: true | undefined })[];
}

export function started({ purpose, ticketId, sequence, cause, recipients }: Start): Drafts {
  const about = {
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(sequence === undefined ? {} : { sequence }),
  };
  const content = {
    to: recipients[0]?.address ?? "",
    recipients: recipients.map(({ address, role, suppressed }) => ({
      address,
      role,
      ...(suppressed ? { suppressed } : {}),
    })),
  };
  return [{ type: "delivery.started", payload: { ...about, purpose, cause }, content }];
}

export const sent = (carrierId: string): Drafts => [{ type: "delivery.sent", payload: { carrierId } }];

/** A definite refusal: later again when the carrier only had no room, at growing intervals. */
export function refused(delivery: Delivery, reason: "throttled" | "rejected", why: string, now: number): Drafts {
  const diagnostic = short(why);
  if (reason === "rejected" || delivery.attempt >= MAX_ATTEMPTS)
    return [{ type: "delivery.failed", payload: { diagnostic } }];
  return [{ type: "delivery.deferred", payload: { retryAt: now + MINUTE * 2 ** (delivery.attempt - 1), diagnostic } }];
}

/** Put off before the carrier was asked: as if this attempt had not been. */
export const putOff = ({ attempt }: Delivery, why: string, now: number): Drafts => [
  {
    type: "delivery.deferred",
    payload: { retryAt: now + MINUTE, diagnostic: short(why), attempt: attempt - 1 },
  },
];

export const failed = (why: string): Drafts => [{ type: "delivery.failed", payload: { diagnostic: short(why) } }];

export const unknown = (why: string): Drafts => [{ type: "delivery.unknown", payload: { diagnostic: short(why) } }];

/** When its time has come: another attempt, or the insight that nobody knows how the last one ended. */
export function wake(delivery: Delivery, now: number, suppressed: readonly number[] = []): Drafts {
  if (delivery.status === "RETRYING" && (delivery.retryAt ?? now) <= now) {
    const left = suppressed.length === 0 ? {} : { suppressed: [...suppressed] };
    return [{ type: "delivery.retried", payload: { attempt: delivery.attempt + 1, ...left } }];
  }
  if (delivery.status === "SENDING" && delivery.startedAt + ATTEMPT_LIMIT <= now) {
    return unknown("The attempt ended without an answer being recorded.");
  }
  return [];
}

export const short = (why: string): string => why.slice(0, MAX_DIAGNOSTIC).toWellFormed();
