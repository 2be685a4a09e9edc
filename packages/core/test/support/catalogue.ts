import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import * as Attachment from "../../src/attachment/index.ts";
import * as Audit from "../../src/audit/index.ts";
import * as Company from "../../src/company/index.ts";
import * as Count from "../../src/count/index.ts";
import * as Customer from "../../src/customer/index.ts";
import * as Desk from "../../src/desk/index.ts";
import * as Escalation from "../../src/escalation/index.ts";
import * as Incident from "../../src/incident/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Republish from "../../src/republish/index.ts";
import * as Routing from "../../src/routing/index.ts";
import * as Sla from "../../src/sla/index.ts";
import * as Tick from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { APP_WRITES } from "./appCatalogue.ts";
import { type Call, CONFIGURING } from "./configuring.ts";
import { supportOf } from "./desk.ts";
import { DESK_WRITES } from "./deskCatalogue.ts";
import { DOOR_MODULES, DOOR_WRITES } from "./doorCatalogue.ts";
import { ESCALATION_WRITES } from "./escalationCatalogue.ts";
import { INCIDENT_WRITES } from "./incidentCatalogue.ts";
import { arrivalOf, rawMail } from "./mail.ts";
import { PEOPLE_WRITES } from "./peopleCatalogue.ts";
import { ROUTING_WRITES } from "./routingCatalogue.ts";
import { SLA_WRITES } from "./slaCatalogue.ts";
import { TEMPLATE_MODULES, TEMPLATE_WRITES } from "./templateCatalogue.ts";
import { WORK_WRITES } from "./workCatalogue.ts";

const raw = rawMail({ "Message-ID": "<catalogue@example.com>", From: "New Person <new@example.com>" });

/** Every operation that writes, with an input that works for whoever may. */
export const WRITES: Readonly<Record<string, Call>> = {
  ...PEOPLE_WRITES,
  ...WORK_WRITES,
  ...APP_WRITES,
  ...ESCALATION_WRITES,
  ...INCIDENT_WRITES,
  ...ROUTING_WRITES,
  ...SLA_WRITES,
  ...TEMPLATE_WRITES,
  "workspace.create": (ctx, _, key) => Workspace.create(ctx, { name: "Again", ...key }),
  "workspace.ensure": (ctx, _, key) => Workspace.ensure(ctx, { name: "Again", ...key }),
  "workspace.changeSettings": (ctx, _, key) => Workspace.changeSettings(ctx, { autoCloseDays: 9, ...key }),
  "workspace.addAddress": (ctx, _, key) =>
    Workspace.addAddress(ctx, { address: `b@${ctx.workspaceId}.example`, name: "B", ...key }),
  "workspace.offerAddress": (ctx, _, key) =>
    Workspace.offerAddress(ctx, { address: `c@${ctx.workspaceId}.example`, name: "C", ...key }),
  "workspace.changeAddress": (ctx, _, key) =>
    Workspace.changeAddress(ctx, { address: supportOf(ctx.workspaceId.replace(/^t\d+$/, "t0")), brand: "B", ...key }),
  "workspace.removeAddress": (ctx, _, key) =>
    Workspace.removeAddress(ctx, { address: supportOf(ctx.workspaceId.replace(/^t\d+$/, "t0")), ...key }),
  "workspace.trustIssuer": (ctx, _, key) =>
    Workspace.trustIssuer(ctx, {
      issuer: `https://${ctx.workspaceId}.example`,
      audience: "desk",
      jwksUrl: "https://id.example/jwks",
      ...key,
    }),
  "workspace.distrustIssuer": (ctx, _, key) =>
    Workspace.distrustIssuer(ctx, {
      issuer: `https://seeded.${ctx.workspaceId.replace(/^t\d+$/, "t0")}.example`,
      ...key,
    }),
  "workspace.defineField": (ctx, _, key) =>
    Workspace.defineField(ctx, { on: "TICKET", key: "frame", label: "Frame number", type: "TEXT", ...key }),
  "workspace.removeField": (ctx, _, key) => Workspace.removeField(ctx, { on: "TICKET", key: "seeded", ...key }),
  ...CONFIGURING,
  ...DESK_WRITES,
  ...DOOR_WRITES,
  "attachment.requestUpload": (ctx) =>
    Attachment.requestUpload(ctx, { name: "a.png", contentType: "image/png", size: 3 }),
  "ticket.open": (ctx, { customerId }, key) => Ticket.open(ctx, { customerId, subject: "S", text: "T", ...key }),
  "ticket.reply": (ctx, { ticketId }, key) => Ticket.reply(ctx, { ticketId, text: "R", ...key }),
  "ticket.note": (ctx, { ticketId }, key) => Ticket.note(ctx, { ticketId, text: "N", ...key }),
  "ticket.addMessage": (ctx, { ticketId }, key) => Ticket.addMessage(ctx, { ticketId, text: "M", ...key }),
  "ticket.assign": (ctx, { ticketId, agentId }, key) => Ticket.assign(ctx, { ticketId, assigneeId: agentId, ...key }),
  "ticket.unassign": (ctx, { resolvedId: ticketId }, key) => Ticket.unassign(ctx, { ticketId, ...key }),
  "ticket.changePriority": (ctx, { ticketId }, key) =>
    Ticket.changePriority(ctx, { ticketId, priority: "URGENT", ...key }),
  "ticket.changeImpact": (ctx, { incidentId: ticketId }, key) =>
    Ticket.changeImpact(ctx, { ticketId, impact: "HIGH", urgency: "HIGH", ...key }),
  "ticket.changeTeam": (ctx, { ticketId }, key) => Ticket.changeTeam(ctx, { ticketId, team: "seeded", ...key }),
  "ticket.changeFields": (ctx, { ticketId }, key) =>
    Ticket.changeFields(ctx, { ticketId, values: { seeded: "NB-1" }, ...key }),
  "ticket.changeKind": (ctx, { ticketId }, key) => Ticket.changeKind(ctx, { ticketId, kind: "INCIDENT", ...key }),
  "ticket.changeCategory": (ctx, { ticketId }, key) =>
    Ticket.changeCategory(ctx, { ticketId, category: "seeded", ...key }),
  "ticket.changeSubject": (ctx, { ticketId }, key) => Ticket.changeSubject(ctx, { ticketId, subject: "Slips", ...key }),
  "ticket.tag": (ctx, { ticketId }, key) => Ticket.tag(ctx, { ticketId, tags: ["a", "b"], ...key }),
  "ticket.untag": (ctx, { resolvedId: ticketId }, key) => Ticket.untag(ctx, { ticketId, tags: ["seeded"], ...key }),
  "ticket.changeStatus": (ctx, { ticketId }, key) => Ticket.changeStatus(ctx, { ticketId, status: "OPEN", ...key }),
  "ticket.snooze": (ctx, { ticketId, now }, key) => Ticket.snooze(ctx, { ticketId, until: now + HOUR, ...key }),
  "ticket.resolve": (ctx, { ticketId }, key) => Ticket.resolve(ctx, { ticketId, ...key }),
  "ticket.reopen": (ctx, { resolvedId: ticketId }, key) => Ticket.reopen(ctx, { ticketId, ...key }),
  "ticket.close": (ctx, { resolvedId: ticketId }, key) => Ticket.close(ctx, { ticketId, ...key }),
  "ticket.link": (ctx, { ticketId, resolvedId: otherId }, key) =>
    Ticket.link(ctx, { ticketId, kind: "PARENT", otherId, ...key }),
  "ticket.unlink": (ctx, { ticketId, resolvedId: otherId }, key) =>
    Ticket.unlink(ctx, { ticketId, kind: "PARENT", otherId, ...key }),
  "ticket.merge": (ctx, { ticketId, resolvedId }, key) =>
    Ticket.merge(ctx, { sourceIds: [ticketId], targetId: resolvedId, ...key }),
  "ticket.unmerge": (ctx, { ticketId }, key) => Ticket.unmerge(ctx, { ticketId, ...key }),
  "ticket.split": (ctx, { ticketId, entryId }, key) => Ticket.split(ctx, { ticketId, entryIds: [entryId], ...key }),
  "ticket.resolveProblem": (ctx, { problemId }, key) =>
    Ticket.resolveProblem(ctx, { problemId, text: "It works again.", ...key }),
  "ticket.bulk": (ctx, { ticketId, incidentId }, key) =>
    Ticket.bulk(ctx, { ticketIds: [ticketId, incidentId], change: { tag: { tags: ["outage"] } }, ...key }),
  "ticket.redact": (ctx, { ticketId, entryId }, key) =>
    Ticket.redact(ctx, { ticketId, entryId, reason: "asked to", ...key }),
  "count.project": (ctx, { ticketId }) => Count.project(ctx, [ticketId]),
  "count.recount": (ctx) => Count.recount(ctx),
  "mail.receive": (ctx) =>
    Mail.receive(ctx, {
      ...arrivalOf({ raw, receiptId: "catalogue", envelopeFrom: "new@example.com" }),
      address: supportOf(ctx.workspaceId),
    }),
  "mail.release": (ctx, { quarantinedId }, key) => Mail.release(ctx, { inboundId: quarantinedId, ...key }),
  "mail.source": (ctx, { inboundId }, key) => Mail.source(ctx, { inboundId, ...key }),
  "mail.forget": (ctx, { ticketId, sequence }) => Mail.forget(ctx, { ticketId, sequence }),
  "mail.sendReply": (ctx, { ticketId, sequence }) => Mail.sendReply(ctx, { ticketId, sequence }),
  "mail.suppressAddress": (ctx, _, key) => Mail.suppressAddress(ctx, { address: "gone@example.com", ...key }),
  "mail.liftAddressSuppression": (ctx, { suppressionId }, key) =>
    Mail.liftAddressSuppression(ctx, { suppressionId, reason: "Works again.", ...key }),
  "mail.sendTestMail": (ctx, _, key) => Mail.sendTestMail(ctx, { to: "root@northwind.example", ...key }),
  "mail.recordFeedback": (ctx, { deliveryId }) => Mail.recordFeedback(ctx, { deliveryId, kind: "delivered" }),
};

export { NOT_OPERATIONS } from "./notOperations.ts";

export const MODULES = {
  workspace: Workspace,
  ...DOOR_MODULES,
  ...TEMPLATE_MODULES,
  agent: Agent,
  app: App,
  key: Key,
  company: Company,
  customer: Customer,
  attachment: Attachment,
  ticket: Ticket,
  sla: Sla,
  view: View,
  escalation: Escalation,
  incident: Incident,
  routing: Routing,
  count: Count,
  mail: Mail,
  desk: Desk,
  access: Access,
  audit: Audit,
  republish: Republish,
  tick: Tick,
};
