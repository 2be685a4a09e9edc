import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";

export const DELIVERY_STATUSES = [
  "SENDING",
  "RETRYING",
  "SENT",
  "DELIVERED",
  "DELAYED",
  "BOUNCED",
  "COMPLAINED",
  "FAILED",
  "UNKNOWN",
] as const;
export const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One message on its way to one recipient: an aggregate of its own, so that it never writes the ticket. */
export interface Delivery {
  readonly id: string;
  readonly ticketId: string;
  /** The place of the entry it carries. */
  readonly sequence: number;
  readonly to: string;
  readonly status: DeliveryStatus;
  readonly attempt: number;
  /** The carrier's id, once it took the message. */
  readonly carrierId?: string;
  /** Why it failed, was put off or came back. */
  readonly diagnostic?: string;
  /** When the present attempt began, ms. */
  readonly startedAt: number;
  /** When to try again, ms. */
  readonly retryAt?: number;
  readonly createdAt: number;
}

export const FeedbackInput = z.object({
  deliveryId: z.string(),
  kind: z.enum(["delivered", "bounced", "complained", "delayed"]),
  recipients: z
    .array(
      z.object({
        address: z.string(),
        status: z.string().optional(),
        diagnostic: z.string().optional(),
        permanent: z.boolean().optional(),
      }),
    )
    .default([]),
  /** When it happened, ms. */
  at: z.number().optional(),
});
export type FeedbackInput = z.input<typeof FeedbackInput>;

const facts = { visibility: "audit", editorial: false, version: 1 } as const;
const Diagnosed = z.object({ diagnostic: z.string() });

export const events = {
  "delivery.started": {
    ...facts,
    payload: z.object({ ticketId: z.string(), sequence: z.number() }),
    content: z.object({ to: z.string() }),
    says: "A message is being handed to the carrier. This claim exists once per message and recipient, for good.",
  },
  "delivery.retried": { ...facts, payload: z.object({ attempt: z.number() }), says: "Handed to the carrier again." },
  "delivery.sent": { ...facts, payload: z.object({ carrierId: z.string() }), says: "The carrier took it." },
  "delivery.deferred": {
    ...facts,
    payload: z.object({ retryAt: z.number(), diagnostic: z.string() }),
    says: "The carrier had no room; it is tried again.",
  },
  "delivery.failed": {
    ...facts,
    payload: Diagnosed,
    says: "The carrier refused it for good, or there is no way to send it.",
  },
  "delivery.unknown": {
    ...facts,
    payload: Diagnosed,
    says: "Nobody knows whether it went out. It is not sent again by itself: somebody should look.",
  },
  "delivery.reported": {
    ...facts,
    payload: z.object({ status: DeliveryStatus, diagnostic: z.string().nullable() }),
    says: "The carrier or the recipient's server told what became of it.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
