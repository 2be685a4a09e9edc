import * as Access from "../../src/access/index.ts";
import * as Agent from "../../src/agent/index.ts";
import * as Attachment from "../../src/attachment/index.ts";
import * as Audit from "../../src/audit/index.ts";
import * as Company from "../../src/company/index.ts";
import * as Count from "../../src/count/index.ts";
import * as Customer from "../../src/customer/index.ts";
import * as Desk from "../../src/desk/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Republish from "../../src/republish/index.ts";
import * as Tick from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Call, CONFIGURING } from "./configuring.ts";
import { supportOf } from "./desk.ts";
import { DOOR_MODULES, DOOR_NOT_OPERATIONS, DOOR_WRITES } from "./doorCatalogue.ts";
import { arrivalOf, rawMail } from "./mail.ts";
import { PEOPLE_WRITES } from "./peopleCatalogue.ts";
import { WORK_WRITES } from "./workCatalogue.ts";

const raw = rawMail({ "Message-ID": "<catalogue@example.com>", From: "New Person <new@example.com>" });

/** Every operation that writes, with an input that works for whoever may. */
export const WRITES: Readonly<Record<string, Call>> = {
  ...PEOPLE_WRITES,
  ...WORK_WRITES,
  "workspace.create": (ctx, _, key) => Workspace.create(ctx, { name: "Again", ...key }),
  "workspace.ensure": (ctx, _, key) => Workspace.ensure(ctx, { name: "Again", ...key }),
  "workspace.changeSettings": (ctx, _, key) => Workspace.changeSettings(ctx, { autoCloseDays: 9, ...key }),
  "workspace.addAddress": (ctx, _, key) =>
    Workspace.addAddress(ctx, { address: `b@${ctx.workspaceId}.example`, name: "B", ...key }),
  "workspace.offerAddress": (ctx, _, key) =>
    Workspace.offerAddress(ctx, { address: `c@${ctx.workspaceId}.example`, name: "C", ...key }),
  "workspace.removeAddress": (ctx, _, key) =>
    Workspace.removeAddress(ctx, { address: supportOf(ctx.workspaceId.replace(/^t\d+$/, "t0")), ...key }),
  "workspace.trustIssuer": (ctx, _, key) =>
    Workspace.trustIssuer(ctx, {
      issuer: `https://${ctx.workspaceId}.example`,
      audience: "desk",
      jwksUrl: "https://id.example/jwks",
      ...key,
    }),
  "workspace.defineField": (ctx, _, key) =>
    Workspace.defineField(ctx, { on: "TICKET", key: "frame", label: "Frame number", type: "TEXT", ...key }),
  "workspace.removeField": (ctx, _, key) => Workspace.removeField(ctx, { on: "TICKET", key: "seeded", ...key }),
  ...CONFIGURING,
  ...DOOR_WRITES,
  "agent.create": (ctx, _, key) =>
    Agent.create(ctx, { name: "Bob", email: "bob@northwind.example", roles: ["trainer"], ...key }),
  "agent.changeProfile": (ctx, { agentId }, key) => Agent.changeProfile(ctx, { agentId, name: "Ada L.", ...key }),
  "agent.changeRoles": (ctx, { agentId }, key) => Agent.changeRoles(ctx, { agentId, roles: ["team_lead"], ...key }),
  "agent.changeTeams": (ctx, { agentId }, key) => Agent.changeTeams(ctx, { agentId, teams: ["seeded"], ...key }),
  "agent.suspend": (ctx, { agentId }, key) => Agent.suspend(ctx, { agentId, ...key }),
  "agent.reinstate": (ctx, { agentId }, key) => Agent.reinstate(ctx, { agentId, ...key }),
  "key.issueClaim": (ctx, _, key) => Key.issueClaim({ ...ctx, request: { ...ctx.request, ...key } }),
  "key.claimDesk": (ctx, _, key) => Key.claimDesk(ctx, { name: "Grace", email: "grace@northwind.example", ...key }),
  "key.mint": (ctx, _, key) => Key.mint(ctx, { name: "Export", ...key }),
  "key.revoke": (ctx, { keyId }, key) => Key.revoke(ctx, { keyId, ...key }),
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
  "mail.forget": (ctx, { ticketId, sequence }) => Mail.forget(ctx, { ticketId, sequence }),
  "mail.sendReply": (ctx, { ticketId, sequence }) => Mail.sendReply(ctx, { ticketId, sequence }),
  "mail.recordFeedback": (ctx, { deliveryId }) => Mail.recordFeedback(ctx, { deliveryId, kind: "delivered" }),
};

/** Exports that are no operations: they check nothing, because they need a thing that was checked already. */
export const NOT_OPERATIONS = new Set<string>([
  ...DOOR_NOT_OPERATIONS,
  "workspace.configInForce", // read by every module; holds policies, no secrets
  "workspace.fieldsOf", // pure
  "workspace.changeValues", // pure
  "workspace.isThere", // pure
  "workspace.attributeSide", // pure
  "workspace.attributesIn", // takes an aggregate that was read
  "workspace.changeAttributes", // the machinery behind the same of customers and companies
  "workspace.assertSensibleRole", // pure
  "workspace.grantsOfRole", // pure
  "workspace.kindOf", // pure
  "workspace.issuerOf", // before any context: who vouches for a token
  "workspace.workspaceOfAddress", // before any context: whose mail this is
  "workspace.workspaces", // the platform's own: before any context, ids alone
  "agent.standingOf", // asked by the desk to know what a caller may do
  "agent.isActive",
  "agent.byRole", // pure
  "agent.grantsByRole", // takes an agent that was read
  "agent.joining", // what claiming a desk commits together with its key
  "key.actorOf", // before any context: who bears a key
  "key.kindOf", // pure
  "customer.effectiveTier", // decisions of other modules
  "customer.effectiveTiers",
  "customer.identitiesOf", // pure
  "customer.isPersonalShown", // says what the caller may read
  "customer.idsUnder", // takes an id that was checked
  "customer.personOf", // the platform's own: mail
  "customer.selfOf", // asked by the desk to know what is a caller's own
  "customer.standsFor", // decisions of other modules
  "company.domainOf", // pure
  "company.exists",
  "company.holdersOf", // ids alone, for customers that were read
  "company.isPublicDomain", // pure
  "company.withParents", // pure
  "attachment.bind",
  "attachment.bring",
  "attachment.bytesOf",
  "attachment.erase",
  "attachment.find",
  "attachment.linkOf",
  "attachment.release",
  "attachment.rename",
  "attachment.safeName",
  "attachment.sweep", // the tick
  "ticket.decideOpening", // pure
  "ticket.entryHtml", // takes words of an entry that was read
  "ticket.entryText",
  "ticket.parseFilter", // pure
  "ticket.matchesFilter", // pure
  "ticket.listedStatuses", // pure
  "ticket.seenInState", // pure
  "ticket.idsByNumber", // for counting: ids alone
  "ticket.lastNumber", // for counting
  "view.everyView", // for counting
  "view.registryVersion", // for counting
  "count.isRelevant", // pure
  "count.wake", // the tick
  "ticket.nearness", // pure
  "ticket.isCounted", // pure
  "ticket.openWith", // the machinery behind open
  "ticket.placeText",
  "ticket.receiveWith", // the machinery behind addMessage, authorizes by itself
  "ticket.statusLabel", // pure
  "ticket.wake", // the tick
  "mail.addressOf", // pure
  "mail.parseMail", // pure
  "mail.wake", // the tick
  "desk.connect",
  "tick.due", // the platform's own: wakes as `system` whatever waits
  "tick.tick",
  "tick.wakeAll",
]);

export const MODULES = {
  workspace: Workspace,
  ...DOOR_MODULES,
  agent: Agent,
  key: Key,
  company: Company,
  customer: Customer,
  attachment: Attachment,
  ticket: Ticket,
  view: View,
  count: Count,
  mail: Mail,
  desk: Desk,
  access: Access,
  audit: Audit,
  republish: Republish,
  tick: Tick,
};
