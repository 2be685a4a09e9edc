import type { Applied } from "../../kernel/index.ts";
import type { Delivery, Events } from "./schema.ts";

const UNSETTLED = new Set(["SENDING", "UNKNOWN"]);

export function evolve(state: Delivery | undefined, event: Applied<Events>): Delivery {
  const { retryAt: _, ...delivery } = (state ?? {}) as Delivery;
  switch (event.type) {
    case "delivery.started":
      return {
        id: event.aggregateId,
        ...event.payload,
        to: event.content?.to ?? "",
        status: "SENDING",
        attempt: 1,
        startedAt: event.at,
        createdAt: event.occurredAt,
      };
    case "delivery.retried":
      return { ...delivery, status: "SENDING", attempt: event.payload.attempt, startedAt: event.at };
    case "delivery.sent":
      // A report may be faster than the carrier's own answer: it already said more.
      return { ...delivery, status: UNSETTLED.has(delivery.status) ? "SENT" : delivery.status, ...event.payload };
    case "delivery.deferred":
      return { ...delivery, status: "RETRYING", ...event.payload };
    case "delivery.failed":
      return { ...delivery, status: "FAILED", ...event.payload };
    case "delivery.unknown":
      return { ...delivery, status: "UNKNOWN", ...event.payload };
    case "delivery.reported":
      return {
        ...delivery,
        status: event.payload.status,
        ...(event.payload.diagnostic === null ? {} : { diagnostic: event.payload.diagnostic }),
      };
  }
}
