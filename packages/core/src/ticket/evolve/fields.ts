import type { fields as events } from "../events/fields.ts";
import { present, type Steps, without } from "./step.ts";

export const fields: Steps<keyof typeof events> = {
  "ticket.assigned": (ticket, { payload }) => ({ ...ticket, assigneeId: payload.assigneeId }),
  "ticket.unassigned": (ticket) => without(ticket, "assigneeId"),
  "ticket.priority_changed": (ticket, { payload }) => ({ ...ticket, priority: payload.priority }),
  "ticket.kind_changed": (ticket, { payload }) => ({ ...ticket, kind: payload.kind }),
  "ticket.category_changed": (ticket, { payload }) => ({
    ...without(ticket, "category"),
    ...present({ category: payload.category ?? undefined }),
  }),
  "ticket.subject_changed": (ticket, { content }) => ({ ...ticket, subject: content?.subject ?? "" }),
  "ticket.tags_changed": (ticket, { payload: { added, removed } }) => ({
    ...ticket,
    tags: [...ticket.tags.filter((tag) => !removed.includes(tag)), ...added],
  }),
};
