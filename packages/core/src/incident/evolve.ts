import type { Applied } from "../kernel/index.ts";
import type { Events } from "./events.ts";
import type { MajorIncident, ResponseRole } from "./schema.ts";

export function evolve(state: MajorIncident | undefined, event: Applied<Events>): MajorIncident {
  const incident = state as MajorIncident;
  switch (event.type) {
    case "incident.declared":
      return declared(event);
    case "incident.update_posted":
    case "incident.update_noted":
      return { ...incident, status: event.payload.status, updatedAt: event.occurredAt };
    case "incident.severity_changed":
      return { ...incident, severity: event.payload.severity };
    case "incident.audience_changed":
      return { ...incident, audience: { ...event.payload.audience, ...inWords(event.content?.audienceText) } };
    case "incident.owner_changed":
      return { ...incident, ownerId: event.payload.ownerId };
    case "incident.role_assigned":
      return { ...incident, roles: { ...incident.roles, [event.payload.role]: event.payload.agentId } };
    case "incident.role_released":
      return { ...incident, roles: without(incident.roles, event.payload.role) };
    case "incident.resolved":
      return { ...incident, status: "RESOLVED", updatedAt: event.occurredAt, resolvedAt: event.occurredAt };
    case "incident.reopened": {
      const { resolvedAt: _, ...open } = incident;
      return { ...open, status: "INVESTIGATING", updatedAt: event.occurredAt };
    }
  }
}

function declared(event: Applied<Events> & { readonly type: "incident.declared" }): MajorIncident {
  const { audience, ...facts } = event.payload;
  return {
    id: event.aggregateId,
    title: event.content?.title ?? "",
    status: "INVESTIGATING",
    ...facts,
    audience: { ...audience, ...inWords(event.content?.audienceText) },
    createdAt: event.occurredAt,
    updatedAt: event.occurredAt,
  };
}

const inWords = (text: string | undefined) => (text === undefined ? {} : { text });

const without = (roles: MajorIncident["roles"], role: ResponseRole): MajorIncident["roles"] =>
  Object.fromEntries(Object.entries(roles).filter(([held]) => held !== role));
