import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import * as Attachment from "../../src/attachment/index.ts";
import * as Company from "../../src/company/index.ts";
import * as Customer from "../../src/customer/index.ts";
import * as Escalation from "../../src/escalation/index.ts";
import * as Incident from "../../src/incident/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Operation from "../../src/operation/index.ts";
import * as Routing from "../../src/routing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, supportOf } from "./desk.ts";
import { pathsTo } from "./escalationCatalogue.ts";
import { arrivalOf } from "./mail.ts";
import { templated } from "./templateCatalogue.ts";

/** What an operation is called with: ids of things that are there. */
export interface Given {
  readonly ticketId: string;
  /** A ticket that is resolved. */
  readonly resolvedId: string;
  /** A chat that is offered to the agent. */
  readonly queuedId: string;
  /** A ticket that waits for nobody yet, though there is a queue for it. */
  readonly arrivedId: string;
  /** An incident, and the problem that causes it. */
  readonly incidentId: string;
  readonly problemId: string;
  /** A major incident, which a ticket of the customer is part of. */
  readonly majorId: string;
  /** An escalation that went to the agent, and runs. */
  readonly escalationId: string;
  /** Work that was handed over to another team. */
  readonly taskId: string;
  readonly agentId: string;
  /** Somebody who was invited and has not come yet. */
  readonly invitedId: string;
  readonly customerId: string;
  /** Another customer, to whom no mail goes. */
  readonly otherCustomerId: string;
  readonly companyId: string;
  /** A note about the customer. */
  readonly noteId: string;
  readonly entryId: string;
  /** The entry of the ticket that logs time. */
  readonly loggedId: string;
  readonly attachmentId: string;
  readonly inboundId: string;
  /** The ticket it became. */
  readonly mailedId: string;
  /** The entry that it became. */
  readonly mailEntryId: string;
  /** A mail that lies in quarantine. */
  readonly quarantinedId: string;
  readonly deliveryId: string;
  /** An address that no mail goes to. */
  readonly suppressionId: string;
  readonly keyId: string;
  readonly appId: string;
  readonly viewId: string;
  readonly operationId: string;
  readonly sequence: number;
  readonly now: number;
}

/** A desk with one of everything. */
export async function given(f: Fixture): Promise<Given> {
  await configured(f);
  const upload = await Attachment.requestUpload(f.agent, { name: "a.png", contentType: "image/png", size: 3 });
  await f.blobs.put([...(await blobKeys(f, upload.attachmentId))][0] ?? "", new Uint8Array(3), "image/png");
  const open = await f.openTicket({ attachmentIds: [upload.attachmentId] });
  const resolved = await f.openTicket({ tags: ["seeded"] });
  await Ticket.assign(f.agent, { ticketId: resolved.id, assigneeId: f.agentId });
  await Ticket.resolve(f.agent, { ticketId: resolved.id });
  const incident = await f.openTicket({ kind: "INCIDENT" });
  const problem = await f.openTicket({ kind: "PROBLEM" });
  await Ticket.link(f.agent, { ticketId: incident.id, kind: "CAUSED_BY", otherId: problem.id });
  const { entryIds } = await Ticket.reply(f.agent, { ticketId: open.id, text: "Looking into it." });
  const logged = await Ticket.logTime(f.agent, { ticketId: open.id, minutes: 5 });
  const zoe = arrivalOf({ headers: { From: "Zoe <zoe@example.com>" }, envelopeFrom: "zoe@example.com" });
  const inbound = await Mail.receive(f.system, { ...zoe, address: supportOf(f.system.workspaceId) });
  const mailed = (await Ticket.entries(f.system, inbound.ticketId ?? "")).edges[0];
  const spam = arrivalOf({ headers: { From: "Spam <spam@example.com>" }, verdicts: { spam: "FAIL" } });
  const quarantined = await Mail.receive(f.system, { ...spam, address: supportOf(f.system.workspaceId) });
  const answered = await f.openTicket();
  await Ticket.reply(f.agent, { ticketId: answered.id, text: "Sent already." });
  const { otherCustomerId, companyId, noteId } = await people(f);
  const { key } = await Key.mint(f.agent, { name: "Seeded" });
  const app = await App.create(f.admin, { name: "Seeded", scopes: [] });
  const invited = await Key.invite(f.admin, { name: "Kit", email: "kit@northwind.example", roles: ["trainer"] });
  const majorId = await major(f);
  const escalated = await Escalation.escalate(f.agent, { ticketId: incident.id, path: "seeded" });
  const text = "Look into it.";
  const handed = await Escalation.handOver(f.agent, { ticketId: incident.id, team: "seeded", text, targetMinutes: 60 });
  const view = await View.create(f.admin, { name: "All", filter: {}, sharing: "ALL" });
  const document = `{ __typename } # ${f.system.workspaceId}`;
  const operation = await Operation.register(f.system, { name: "Seeded", document });
  const delivery = await Mail.sendReply(f.system, { ticketId: answered.id, sequence: 3 });
  const suppressed = await Mail.suppressAddress(f.admin, { address: "seeded@gone.example" });
  const queued = await f.openTicket({ channel: "CHAT", tags: ["queued"] });
  const arrived = await f.openTicket({ tags: ["queued"] });
  await Agent.setPresence(f.agent, { state: "ONLINE" });
  await Routing.follow(f.system, { ticketId: queued.id });
  return {
    ticketId: open.id,
    resolvedId: resolved.id,
    queuedId: queued.id,
    arrivedId: arrived.id,
    incidentId: incident.id,
    problemId: problem.id,
    majorId,
    escalationId: escalated.object.id,
    taskId: handed.taskId ?? "",
    agentId: f.agentId,
    invitedId: invited.agent.id,
    customerId: f.customerId,
    otherCustomerId,
    companyId,
    noteId,
    entryId: entryIds[0] ?? "",
    loggedId: logged.entryIds[0] ?? "",
    attachmentId: upload.attachmentId,
    inboundId: inbound.id,
    mailedId: inbound.ticketId ?? "",
    mailEntryId: mailed?.node.id ?? "",
    quarantinedId: quarantined.id,
    deliveryId: delivery?.id ?? "",
    suppressionId: suppressed.object.id,
    keyId: key.id,
    appId: app.object.id,
    viewId: view.object.id,
    operationId: operation.id,
    sequence: 3,
    now: f.clock.now(),
  };
}

/** One of everything that a configuration can have. */
async function configured(f: Fixture): Promise<void> {
  const { system, agentId } = f;
  const seeded = { key: "seeded", label: "Seeded" };
  for (const on of ["TICKET", "CUSTOMER", "COMPANY"] as const)
    await Workspace.defineField(system, { ...seeded, on, type: "TEXT" });
  await Workspace.defineStatus(system, { ...seeded, category: "OPEN", customerLabel: "In progress" });
  await Workspace.defineCategory(system, seeded);
  await Workspace.defineTeam(system, seeded);
  // One that nothing names.
  await Workspace.defineTeam(system, { key: "spare", label: "Spare" });
  await Workspace.defineRole(system, { ...seeded, grants: [{ permission: "ticket:read", scope: "own" }] });
  await Workspace.configureRouting(system, {
    skills: [seeded],
    queues: [{ ...seeded, when: { tags: { any: ["queued"] } }, pushTimeoutSeconds: 900 }],
    slaPolicies: [{ ...seeded, targets: [{ metric: "FIRST_RESPONSE", minutes: 60 }] }],
    escalationPaths: pathsTo(agentId),
  });
  await templated(f);
  const issuer = `https://seeded.${system.workspaceId}.example`;
  await Workspace.trustIssuer(system, { issuer, audience: "desk", jwksUrl: `${issuer}/jwks` });
}

async function major(f: Fixture): Promise<string> {
  const problem = await f.openTicket({ kind: "PROBLEM" });
  const incident = await f.openTicket({ kind: "INCIDENT" });
  await Ticket.link(f.agent, { ticketId: incident.id, kind: "CAUSED_BY", otherId: problem.id });
  const { object } = await Incident.declare(f.admin, {
    title: "Seeded",
    severity: "SEV3",
    problemId: problem.id,
    roles: [{ role: "SCRIBE", agentId: f.agentId }],
  });
  return object.id;
}

async function people(f: Fixture) {
  const { customerId } = f;
  const { object: company } = await Company.create(f.agent, { name: "Acme", domains: ["acme.example"] });
  const { object: other } = await Customer.upsert(f.agent, { email: "other@acme.example" });
  await Customer.suppress(f.agent, { customerId: other.id, reason: "BOUNCE" });
  const identity = { kind: "EMAIL", value: "seeded@example.com" } as const;
  await Customer.addIdentity(f.agent, { customerId, identity });
  const { entryIds } = await Customer.note(f.agent, { customerId, text: "Seeded." });
  return { otherCustomerId: other.id, companyId: company.id, noteId: entryIds[0] ?? "" };
}

async function blobKeys(f: Fixture, id: string): Promise<readonly string[]> {
  const file = await Attachment.find(f.system, id);
  return file ? [file.blobKey] : [];
}
