import * as Agent from "../../src/agent/index.ts";
import * as Attachment from "../../src/attachment/index.ts";
import * as Customer from "../../src/customer/index.ts";
import * as Desk from "../../src/desk/index.ts";
import { type Ctx, HOUR } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Republish from "../../src/republish/index.ts";
import * as Tick from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { supportOf } from "./desk.ts";
import type { Given } from "./given.ts";
import { arrivalOf, rawMail } from "./mail.ts";

type Call = (ctx: Ctx, given: Given, key: { readonly idempotencyKey?: string }) => Promise<unknown>;

const raw = rawMail({ "Message-ID": "<catalogue@example.com>", From: "New Person <new@example.com>" });

/** Every operation that writes, with an input that works for whoever may. */
export const WRITES: Readonly<Record<string, Call>> = {
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
  "agent.create": (ctx, _, key) =>
    Agent.create(ctx, { name: "Bob", email: "bob@northwind.example", roles: ["trainer"], ...key }),
  "agent.changeProfile": (ctx, { agentId }, key) => Agent.changeProfile(ctx, { agentId, name: "Ada L.", ...key }),
  "agent.changeRoles": (ctx, { agentId }, key) => Agent.changeRoles(ctx, { agentId, roles: ["team_lead"], ...key }),
  "agent.suspend": (ctx, { agentId }, key) => Agent.suspend(ctx, { agentId, ...key }),
  "agent.reinstate": (ctx, { agentId }, key) => Agent.reinstate(ctx, { agentId, ...key }),
  "key.issueClaim": (ctx, _, key) => Key.issueClaim({ ...ctx, request: { ...ctx.request, ...key } }),
  "key.claimDesk": (ctx, _, key) => Key.claimDesk(ctx, { name: "Grace", email: "grace@northwind.example", ...key }),
  "key.mint": (ctx, _, key) => Key.mint(ctx, { name: "Export", ...key }),
  "key.revoke": (ctx, { keyId }, key) => Key.revoke(ctx, { keyId, ...key }),
  "customer.upsert": (ctx, _, key) => Customer.upsert(ctx, { email: "new@example.com", name: "New", ...key }),
  "customer.update": (ctx, { customerId }, key) => Customer.update(ctx, { customerId, name: "Evelyn", ...key }),
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
  "ticket.changeKind": (ctx, { ticketId }, key) => Ticket.changeKind(ctx, { ticketId, kind: "INCIDENT", ...key }),
  "ticket.changeCategory": (ctx, { ticketId }, key) =>
    Ticket.changeCategory(ctx, { ticketId, category: "Gears", ...key }),
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
  "ticket.redact": (ctx, { ticketId, entryId }, key) =>
    Ticket.redact(ctx, { ticketId, entryId, reason: "asked to", ...key }),
  "ticket.follow": (ctx, { ticketId, agentId }, key) => Ticket.follow(ctx, { ticketId, agentId, ...key }),
  "ticket.unfollow": (ctx, { ticketId, agentId }, key) => Ticket.unfollow(ctx, { ticketId, agentId, ...key }),
  "ticket.addCc": (ctx, { ticketId }, key) => Ticket.addCc(ctx, { ticketId, address: "cc@example.com", ...key }),
  "ticket.removeCc": (ctx, { ticketId }, key) => Ticket.removeCc(ctx, { ticketId, address: "cc@example.com", ...key }),
  "ticket.saveDraft": (ctx, { ticketId }, key) =>
    Ticket.saveDraft(ctx, { ticketId, kind: "REPLY", text: "Dear Eve", ...key }),
  "ticket.discardDraft": (ctx, { ticketId }, key) => Ticket.discardDraft(ctx, { ticketId, kind: "REPLY", ...key }),
  "ticket.announcePresence": (ctx, { ticketId }, key) =>
    Ticket.announcePresence(ctx, { ticketId, activity: "TYPING", ...key }),
  "ticket.redactText": (ctx, { ticketId }, key) =>
    Ticket.redactText(ctx, { ticketId, text: "climb", reason: "asked to", ...key }),
  "ticket.redactAttachment": (ctx, { ticketId, attachmentId }, key) =>
    Ticket.redactAttachment(ctx, { ticketId, attachmentId, reason: "asked to", ...key }),
  "ticket.logTime": (ctx, { ticketId }, key) => Ticket.logTime(ctx, { ticketId, minutes: 25, note: "Called", ...key }),
  "ticket.removeTime": (ctx, { ticketId, loggedId }, key) =>
    Ticket.removeTime(ctx, { ticketId, entryId: loggedId, ...key }),
  "ticket.markSpam": (ctx, { ticketId }, key) => Ticket.markSpam(ctx, { ticketId, ...key }),
  "ticket.unmarkSpam": (ctx, { ticketId }, key) => Ticket.unmarkSpam(ctx, { ticketId, ...key }),
  "ticket.remove": (ctx, { ticketId }, key) => Ticket.remove(ctx, { ticketId, ...key }),
  "ticket.restore": (ctx, { ticketId }, key) => Ticket.restore(ctx, { ticketId, ...key }),
  "ticket.erase": (ctx, { ticketId }) => Ticket.erase(ctx, { ticketId }),
  "ticket.wakeWaiting": (ctx, { resolvedId: ticketId }) => Ticket.wakeWaiting(ctx, { ticketId }),
  "mail.receive": (ctx) =>
    Mail.receive(ctx, {
      ...arrivalOf({ raw, receiptId: "catalogue", envelopeFrom: "new@example.com" }),
      address: supportOf(ctx.workspaceId),
    }),
  "mail.forget": (ctx, { ticketId, sequence }) => Mail.forget(ctx, { ticketId, sequence }),
  "mail.sendReply": (ctx, { ticketId, sequence }) => Mail.sendReply(ctx, { ticketId, sequence }),
  "mail.recordFeedback": (ctx, { deliveryId }) => Mail.recordFeedback(ctx, { deliveryId, kind: "delivered" }),
};

/** Every operation that reads. */
export const READS: Readonly<Record<string, Call>> = {
  "workspace.get": (ctx) => Workspace.get(ctx),
  "workspace.config": (ctx) => Workspace.config(ctx),
  "agent.get": (ctx, { agentId }) => Agent.get(ctx, agentId),
  "agent.getMany": (ctx, { agentId }) => Agent.getMany(ctx, [agentId]),
  "agent.list": (ctx) => Agent.list(ctx),
  "key.list": (ctx) => Key.list(ctx),
  "customer.get": (ctx, { customerId }) => Customer.get(ctx, customerId),
  "customer.getByEmail": (ctx) => Customer.getByEmail(ctx, "eve@example.com"),
  "customer.getMany": (ctx, { customerId }) => Customer.getMany(ctx, [customerId]),
  "customer.list": (ctx) => Customer.list(ctx),
  "ticket.get": (ctx, { ticketId }) => Ticket.get(ctx, ticketId),
  "ticket.getByNumber": (ctx) => Ticket.getByNumber(ctx, 1),
  "ticket.getMany": (ctx, { ticketId }) => Ticket.getMany(ctx, [ticketId]),
  "ticket.entries": (ctx, { ticketId }) => Ticket.entries(ctx, ticketId),
  "ticket.mergedTickets": (ctx, { ticketId }) => Ticket.mergedTickets(ctx, ticketId),
  "ticket.links": (ctx, { ticketId }) => Ticket.links(ctx, ticketId),
  "ticket.watchers": (ctx, { ticketId }) => Ticket.watchers(ctx, ticketId),
  "ticket.drafts": (ctx, { ticketId }) => Ticket.drafts(ctx, ticketId),
  "ticket.presence": (ctx, { ticketId }) => Ticket.presence(ctx, ticketId),
  "ticket.audit": (ctx, { ticketId }) => Ticket.audit(ctx, ticketId),
  "ticket.entry": (ctx, { entryId }) => Ticket.entry(ctx, entryId),
  "ticket.attachmentUrl": (ctx, { attachmentId }) => Ticket.attachmentUrl(ctx, attachmentId),
  "ticket.verify": (ctx, { ticketId }) => Ticket.verify(ctx, ticketId),
  "ticket.myWork": (ctx) => Ticket.myWork(ctx),
  "ticket.workOfAgent": (ctx, { agentId }) => Ticket.workOfAgent(ctx, agentId),
  "ticket.unassigned": (ctx) => Ticket.unassigned(ctx),
  "ticket.listByActivity": (ctx) => Ticket.listByActivity(ctx),
  "ticket.listSpam": (ctx) => Ticket.listSpam(ctx),
  "ticket.listDeleted": (ctx) => Ticket.listDeleted(ctx),
  "ticket.listOfCustomer": (ctx, { customerId }) => Ticket.listOfCustomer(ctx, customerId),
  "mail.deliveries": (ctx, { ticketId }) => Mail.deliveries(ctx, ticketId),
  "mail.getInbound": (ctx, { inboundId }) => Mail.getInbound(ctx, inboundId),
  "mail.getManyInbound": (ctx, { inboundId }) => Mail.getManyInbound(ctx, [inboundId]),
  "mail.listInbound": (ctx) => Mail.listInbound(ctx),
  "desk.log": (ctx, { now }) => Desk.log(ctx, { from: now - HOUR, to: now + HOUR }),
  "republish.republish": (ctx, { now }) => Republish.republish(ctx, { from: now - HOUR, to: now }),
};

/** Exports that are no operations: they check nothing, because they need a thing that was checked already. */
export const NOT_OPERATIONS = new Set([
  "workspace.configInForce", // read by every module; holds policies, no secrets
  "workspace.fieldsOf", // pure
  "workspace.changeValues", // pure
  "workspace.isThere", // pure
  "workspace.issuerOf", // before any context: who vouches for a token
  "workspace.workspaceOfAddress", // before any context: whose mail this is
  "workspace.workspaces", // the platform's own: before any context, ids alone
  "agent.grantsOf", // asked by the desk to know what a caller may do
  "agent.isActive",
  "agent.joining", // what claiming a desk commits together with its key
  "key.actorOf", // before any context: who bears a key
  "key.kindOf", // pure
  "customer.exists",
  "customer.find",
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
  "ticket.openWith", // the machinery behind open
  "ticket.placeText",
  "ticket.receiveWith", // the machinery behind addMessage, authorizes by itself
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
  agent: Agent,
  key: Key,
  customer: Customer,
  attachment: Attachment,
  ticket: Ticket,
  mail: Mail,
  desk: Desk,
  republish: Republish,
  tick: Tick,
};
