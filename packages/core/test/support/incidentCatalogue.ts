import * as Incident from "../../src/incident/index.ts";
import type { Call } from "./configuring.ts";

/** What is done with major incidents, with an input that works for whoever may. */
export const INCIDENT_WRITES: Readonly<Record<string, Call>> = {
  "incident.declare": (ctx, { problemId, agentId: ownerId, companyId }, key) =>
    Incident.declare(ctx, {
      title: "Payments fail",
      severity: "SEV2",
      problemId,
      ownerId,
      audience: { companyIds: [companyId] },
      text: "Looking into it.",
      ...key,
    }),
  "incident.postUpdate": (ctx, { majorId: incidentId }, key) =>
    Incident.postUpdate(ctx, { incidentId, status: "IDENTIFIED", text: "A cable.", public: true, ...key }),
  "incident.assignRole": (ctx, { majorId: incidentId, agentId }, key) =>
    Incident.assignRole(ctx, { incidentId, role: "COMMUNICATIONS", agentId, ...key }),
  "incident.releaseRole": (ctx, { majorId: incidentId }, key) =>
    Incident.releaseRole(ctx, { incidentId, role: "SCRIBE", ...key }),
  "incident.changeSeverity": (ctx, { majorId: incidentId }, key) =>
    Incident.changeSeverity(ctx, { incidentId, severity: "SEV1", reason: "Cards fail too.", ...key }),
  "incident.changeAudience": (ctx, { majorId: incidentId, companyId }, key) =>
    Incident.changeAudience(ctx, { incidentId, audience: { companyIds: [companyId] }, ...key }),
  "incident.changeOwner": (ctx, { majorId: incidentId, agentId: ownerId }, key) =>
    Incident.changeOwner(ctx, { incidentId, ownerId, ...key }),
  "incident.resolve": (ctx, { majorId: incidentId }, key) =>
    Incident.resolve(ctx, { incidentId, text: "It works again.", ...key }),
  "incident.reopen": (ctx, { majorId: incidentId }, key) =>
    Incident.reopen(ctx, { incidentId, text: "It came back.", ...key }),
};

export const INCIDENT_READS: Readonly<Record<string, Call>> = {
  "incident.get": (ctx, { majorId }) => Incident.get(ctx, majorId),
  "incident.list": (ctx) => Incident.list(ctx),
  "incident.ofTicket": (ctx, { ticketId }) => Incident.ofTicket(ctx, ticketId),
  "incident.reach": (ctx, { majorId }) => Incident.reach(ctx, majorId),
  "incident.timeline": (ctx, { majorId }) => Incident.timeline(ctx, majorId),
};
