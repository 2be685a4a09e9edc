import type { Applied } from "../kernel/index.ts";
import type { Customer, Events } from "./schema.ts";

export function evolve(state: Customer | undefined, event: Applied<Events>): Customer {
  switch (event.type) {
    case "customer.created":
      return {
        id: event.aggregateId,
        email: "",
        tier: "STANDARD",
        ...event.content,
        createdAt: event.occurredAt,
      } as Customer;
    case "customer.changed":
      return { ...(state as Customer), ...event.content } as Customer;
  }
}
