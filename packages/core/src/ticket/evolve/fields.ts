import type { fields as events } from "../events/fields.ts";
import { hasImpact } from "../impact.ts";
import { present, type Steps, without } from "./step.ts";

export const fields: Steps<keyof typeof events> = {
  "ticket.assigned": (ticket, { payload: { assigneeId, load } }) => ({
    ...without(ticket, "load"),
    assigneeId,
    ...present({ load }),
  }),
  "ticket.unassigned": (ticket) => without(ticket, "assigneeId", "load"),
  "ticket.priority_changed": (ticket, { payload }) => ({ ...ticket, priority: payload.priority }),
  "ticket.impact_changed": (ticket, { payload: { impact, urgency } }) => ({ ...ticket, impact, urgency }),
  "ticket.kind_changed": (ticket, { payload: { kind } }) => ({
    ...(hasImpact(kind) ? ticket : without(ticket, "impact", "urgency")),
    kind,
  }),
  "ticket.category_changed": (ticket, { payload }) => ({
    ...without(ticket, "category"),
    ...present({ category: payload.category ?? undefined }),
  }),
  "ticket.team_changed": (ticket, { payload }) => ({
    ...without(ticket, "teamId"),
    ...present({ teamId: payload.teamId ?? undefined }),
  }),
  "ticket.fields_changed": (ticket, { payload: { count } }) => ({
    ...without(ticket, "fieldCount"),
    ...(count > 0 ? { fieldCount: count } : {}),
  }),
  "ticket.subject_changed": (ticket, { content }) => ({ ...ticket, subject: content?.subject ?? "" }),
  "ticket.tags_changed": (ticket, { payload: { added, removed } }) => ({
    ...ticket,
    tags: [...ticket.tags.filter((tag) => !removed.includes(tag)), ...added],
  }),
};
