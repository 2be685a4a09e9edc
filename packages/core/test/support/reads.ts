import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import * as Audit from "../../src/audit/index.ts";
import * as Count from "../../src/count/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Republish from "../../src/republish/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Call } from "./configuring.ts";
import { DOOR_READS } from "./doorCatalogue.ts";
import { ESCALATION_READS } from "./escalationCatalogue.ts";
import { INCIDENT_READS } from "./incidentCatalogue.ts";
import { PEOPLE_READS } from "./peopleCatalogue.ts";
import { ROUTING_READS } from "./routingCatalogue.ts";
import { SLA_READS } from "./slaCatalogue.ts";
import { TEMPLATE_READS } from "./templateCatalogue.ts";

/** A line of the log about a ticket, as somebody read it. */
const lineOf = (ticketId: string): Audit.AuditLine => ({
  id: "evt_01m80gww6k0heac1fnye19vaqy",
  type: "ticket.opened",
  says: null,
  aggregateId: ticketId,
  actor: { kind: "system", id: "test" },
  onBehalfOf: null,
  at: 0,
  occurredAt: 0,
  via: null,
  origin: "live",
  visibility: "public",
  causationId: null,
  correlationId: null,
  facts: {},
  sequence: 1,
});

/** Every operation that reads. */
export const READS: Readonly<Record<string, Call>> = {
  ...PEOPLE_READS,
  ...ROUTING_READS,
  ...DOOR_READS,
  ...ESCALATION_READS,
  ...INCIDENT_READS,
  ...SLA_READS,
  ...TEMPLATE_READS,
  "workspace.get": (ctx) => Workspace.get(ctx),
  "workspace.config": (ctx) => Workspace.config(ctx),
  "workspace.planRouting": (ctx) => Workspace.planRouting(ctx, { queues: [] }),
  "agent.get": (ctx, { agentId }) => Agent.get(ctx, agentId),
  "agent.getMany": (ctx, { agentId }) => Agent.getMany(ctx, [agentId]),
  "agent.list": (ctx) => Agent.list(ctx),
  "app.get": (ctx, { appId }) => App.get(ctx, appId),
  "app.getMany": (ctx, { appId }) => App.getMany(ctx, [appId]),
  "app.list": (ctx) => App.list(ctx),
  "agent.loadOf": (ctx, { agentId }) => Agent.loadOf(ctx, agentId),
  "agent.loads": (ctx, { agentId }) => Agent.loads(ctx, [agentId]),
  "agent.presence": (ctx, { agentId }) => Agent.presence(ctx, agentId),
  "agent.presences": (ctx, { agentId }) => Agent.presences(ctx, [agentId]),
  "agent.signatureOf": (ctx, { agentId }) => Agent.signatureOf(ctx, agentId),
  "key.list": (ctx) => Key.list(ctx),
  "ticket.get": (ctx, { ticketId }) => Ticket.get(ctx, ticketId),
  "ticket.getByNumber": (ctx) => Ticket.getByNumber(ctx, 1),
  "ticket.getMany": (ctx, { ticketId }) => Ticket.getMany(ctx, [ticketId]),
  "ticket.entries": (ctx, { ticketId }) => Ticket.entries(ctx, ticketId),
  "ticket.mergedTickets": (ctx, { ticketId }) => Ticket.mergedTickets(ctx, ticketId),
  "ticket.links": (ctx, { ticketId }) => Ticket.links(ctx, ticketId),
  "ticket.watchers": (ctx, { ticketId }) => Ticket.watchers(ctx, ticketId),
  "ticket.drafts": (ctx, { ticketId }) => Ticket.drafts(ctx, ticketId),
  "ticket.presence": (ctx, { ticketId }) => Ticket.presence(ctx, ticketId),
  "ticket.incidents": (ctx, { problemId }) => Ticket.incidents(ctx, problemId),
  "ticket.incidentsOf": (ctx, { problemId }) => Ticket.incidentsOf(ctx, problemId),
  "ticket.suggestDuplicates": (ctx, { customerId }) =>
    Ticket.suggestDuplicates(ctx, { customerId, subject: "Chain slips" }),
  "ticket.fields": (ctx, { ticketId }) => Ticket.fields(ctx, ticketId),
  "ticket.statusLabels": (ctx) => Ticket.statusLabels(ctx),
  "ticket.audit": (ctx, { ticketId }) => Ticket.audit(ctx, ticketId),
  "ticket.entry": (ctx, { entryId }) => Ticket.entry(ctx, entryId),
  "ticket.attachmentUrl": (ctx, { attachmentId }) => Ticket.attachmentUrl(ctx, attachmentId),
  "ticket.getAsOf": (ctx, { ticketId, now }) => Ticket.getAsOf(ctx, ticketId, now),
  "ticket.changes": (ctx, { ticketId, now }) => Ticket.changes(ctx, ticketId, { from: 0, to: now }),
  "ticket.exportPage": (ctx) => Ticket.exportPage(ctx),
  "ticket.exportLines": (ctx) => Ticket.exportLines(ctx).next(),
  "ticket.relationship": (ctx, { customerId }) => Ticket.relationship(ctx, customerId),
  "ticket.transcript": (ctx, { ticketId }) => Ticket.transcript(ctx, ticketId),
  "ticket.verify": (ctx, { ticketId }) => Ticket.verify(ctx, ticketId),
  "ticket.myWork": (ctx) => Ticket.myWork(ctx),
  "ticket.workOfAgent": (ctx, { agentId }) => Ticket.workOfAgent(ctx, agentId),
  "ticket.unassigned": (ctx) => Ticket.unassigned(ctx),
  "ticket.listByActivity": (ctx) => Ticket.listByActivity(ctx),
  "ticket.listSpam": (ctx) => Ticket.listSpam(ctx),
  "ticket.listDeleted": (ctx) => Ticket.listDeleted(ctx),
  "ticket.listOfCustomer": (ctx, { customerId }) => Ticket.listOfCustomer(ctx, customerId),
  "view.get": (ctx, { viewId }) => View.get(ctx, viewId),
  "view.list": (ctx) => View.list(ctx),
  "view.tickets": (ctx, { viewId }) => View.tickets(ctx, viewId),
  "count.counts": (ctx) => Count.counts(ctx),
  "count.viewCounts": (ctx) => Count.viewCounts(ctx),
  "mail.listSuppressed": (ctx) => Mail.listSuppressed(ctx),
  "mail.getDelivery": (ctx, { deliveryId }) => Mail.getDelivery(ctx, deliveryId),
  "mail.deliveryOfEntry": (ctx, { entryId }) => Mail.deliveryOfEntry(ctx, entryId),
  "mail.deliveries": (ctx, { ticketId }) => Mail.deliveries(ctx, ticketId),
  "mail.getInbound": (ctx, { inboundId }) => Mail.getInbound(ctx, inboundId),
  "mail.getManyInbound": (ctx, { inboundId }) => Mail.getManyInbound(ctx, [inboundId]),
  "mail.listInbound": (ctx) => Mail.listInbound(ctx),
  "mail.mailDiagnosis": (ctx, { mailEntryId }) => Mail.mailDiagnosis(ctx, mailEntryId),
  "audit.read": (ctx, { now }) => Audit.read(ctx, { from: now - HOUR, to: now + HOUR }),
  "audit.exportPage": (ctx, { now }) => Audit.exportPage(ctx, { from: now - HOUR, to: now + HOUR }),
  "audit.exportLines": (ctx, { now }) => Audit.exportLines(ctx, { from: now - HOUR, to: now + HOUR }).next(),
  "audit.detailsOf": (ctx, { ticketId }) => Audit.detailsOf(ctx, [lineOf(ticketId)]),
  "access.explain": (ctx, { agentId, ticketId }) =>
    Access.explain(ctx, { permission: "ticket:reply", objectId: ticketId, actor: { kind: "agent", id: agentId } }),
  "access.simulateRole": (ctx, { agentId }) =>
    Access.simulateRole(ctx, { assign: { agentId, roles: ["trainer"], customRoles: [] } }),
  "access.impersonate": (ctx, { agentId }) => Access.impersonate(ctx, agentId),
  "republish.republish": (ctx, { now }) => Republish.republish(ctx, { from: now - HOUR, to: now }),
};
