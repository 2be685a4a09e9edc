import type { conversation as events } from "../events/conversation.ts";
import type { Ticket } from "../schema/index.ts";
import { moved, type Of, present, type Steps, same, without } from "./step.ts";

export function opened(e: Of<"ticket.opened">): Ticket {
  const { category, assigneeId, load, teamId, impact, urgency, followUpOf, splitFrom, internal, ...facts } = e.payload;
  return {
    id: e.aggregateId,
    subject: e.content?.subject ?? "",
    status: "NEW",
    ...facts,
    createdAt: e.occurredAt,
    activityAt: e.at,
    ...present({ category, assigneeId, load, teamId, impact, urgency, followUpOf, splitFrom }),
    ...present({ internal, address: e.content?.address }),
  };
}

function received(ticket: Ticket, event: Of<"ticket.message_received">): Ticket {
  const { status, mail } = event.payload;
  const moving = status === ticket.status ? ticket : moved(ticket);
  if (mail?.automatic) return { ...moving, status };
  const { unansweredSince = event.occurredAt, sourcesWait } = ticket;
  const own = sourcesWait ? { sourcesWait: { own: event.occurredAt, ...sourcesWait } } : {};
  return { ...moving, status, unansweredSince, ...own };
}

function replied(ticket: Ticket, event: Of<"ticket.replied">): Ticket {
  const { status, customStatus } = event.payload;
  const moving = status === ticket.status ? ticket : moved(ticket);
  const human = event.actor.kind === "agent" || event.actor.kind === "app";
  return {
    ...without(moving, "unansweredSince", "sourcesWait"),
    status,
    ...present({ customStatus }),
    ...(human ? { firstHumanReplyAt: ticket.firstHumanReplyAt ?? event.occurredAt } : {}),
  };
}

export const conversation: Steps<Exclude<keyof typeof events, "ticket.opened">> = {
  "ticket.message_received": received,
  "ticket.replied": replied,
  "ticket.noted": same,
  "ticket.redacted": (ticket, { content }) => (content ? { ...ticket, ...present(content) } : ticket),
};
