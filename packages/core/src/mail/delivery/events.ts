import * as z from "zod";
import type { EventCatalogue } from "../../kernel/index.ts";
import { DeliveryStatus, Purpose, RecipientStatus, ROLES } from "./schema.ts";

const facts = { visibility: "audit", editorial: false, version: 1 } as const;
const Diagnosed = z.object({ diagnostic: z.string() });
/** A recipient by place: addresses stand in the content of the first event alone. */
const Place = z.number();

export const events = {
  "delivery.started": {
    ...facts,
    payload: z.object({
      ticketId: z.string().optional(),
      sequence: z.number().optional(),
      purpose: Purpose.optional(),
      cause: z.string().optional(),
    }),
    content: z.object({
      to: z.string(),
      recipients: z
        .array(z.object({ address: z.string(), role: z.enum(ROLES), suppressed: z.literal(true).optional() }))
        .optional(),
    }),
    says: "A message is being handed to the carrier. This claim exists once per cause and purpose, for good.",
  },
  "delivery.retried": {
    ...facts,
    payload: z.object({ attempt: z.number(), suppressed: z.array(Place).optional() }),
    says: "Handed to the carrier again.",
  },
  "delivery.sent": { ...facts, payload: z.object({ carrierId: z.string() }), says: "The carrier took it." },
  "delivery.deferred": {
    ...facts,
    // The number of the attempt, where the carrier was not even asked: it did not count.
    payload: z.object({ retryAt: z.number(), diagnostic: z.string(), attempt: z.number().optional() }),
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
    payload: z.object({
      status: DeliveryStatus,
      diagnostic: z.string().nullable(),
      recipients: z
        .array(z.object({ place: Place, status: RecipientStatus, diagnostic: z.string().optional() }))
        .optional(),
    }),
    says: "The carrier or the recipient's server told what became of it.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
