import type { Applied } from "../kernel/index.ts";
import type { Events } from "./events.ts";
import type { Escalation } from "./schema.ts";

export function evolve(state: Escalation | undefined, event: Applied<Events>): Escalation {
  const escalation = state as Escalation;
  switch (event.type) {
    case "escalation.started":
      return started(event);
    case "escalation.notified":
      return escalation;
    case "escalation.stepped":
      return { ...escalation, done: event.payload.step };
    case "escalation.acknowledged": {
      const { onBehalfOf, actor, content, occurredAt } = event;
      const said = content ? { note: content.note } : {};
      return {
        ...escalation,
        status: "ACKNOWLEDGED",
        acknowledgedBy: onBehalfOf ?? actor,
        endedAt: occurredAt,
        ...said,
      };
    }
    case "escalation.ended":
      return { ...escalation, status: "ENDED", endedAt: event.occurredAt, endReason: event.payload.reason };
  }
}

function started(event: Applied<Events> & { readonly type: "escalation.started" }): Escalation {
  const { clock, ...facts } = event.payload;
  return {
    id: event.aggregateId,
    ...facts,
    ...(clock ? { clock } : {}),
    ...(event.content ? { reason: event.content.reason } : {}),
    done: 0,
    status: "RUNNING",
    createdAt: event.occurredAt,
  };
}
