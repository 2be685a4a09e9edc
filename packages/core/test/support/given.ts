import * as Attachment from "../../src/attachment/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, supportOf } from "./desk.ts";
import { arrivalOf } from "./mail.ts";

/** What an operation is called with: ids of things that are there. */
export interface Given {
  readonly ticketId: string;
  /** A ticket that is resolved. */
  readonly resolvedId: string;
  readonly agentId: string;
  readonly customerId: string;
  readonly entryId: string;
  /** The entry of the ticket that logs time. */
  readonly loggedId: string;
  readonly attachmentId: string;
  readonly inboundId: string;
  readonly deliveryId: string;
  readonly keyId: string;
  readonly sequence: number;
  readonly now: number;
}

/** A desk with one of everything. */
export async function given(f: Fixture): Promise<Given> {
  await Workspace.defineField(f.system, { on: "TICKET", key: "seeded", label: "Seeded", type: "TEXT" });
  const upload = await Attachment.requestUpload(f.agent, { name: "a.png", contentType: "image/png", size: 3 });
  await f.blobs.put([...(await blobKeys(f, upload.attachmentId))][0] ?? "", new Uint8Array(3), "image/png");
  const open = await f.openTicket({ attachmentIds: [upload.attachmentId] });
  const resolved = await f.openTicket({ tags: ["seeded"] });
  await Ticket.assign(f.agent, { ticketId: resolved.id, assigneeId: f.agentId });
  await Ticket.resolve(f.agent, { ticketId: resolved.id });
  const { entryIds } = await Ticket.reply(f.agent, { ticketId: open.id, text: "Looking into it." });
  const logged = await Ticket.logTime(f.agent, { ticketId: open.id, minutes: 5 });
  const zoe = arrivalOf({ headers: { From: "Zoe <zoe@example.com>" }, envelopeFrom: "zoe@example.com" });
  const inbound = await Mail.receive(f.system, { ...zoe, address: supportOf(f.system.workspaceId) });
  const answered = await f.openTicket();
  await Ticket.reply(f.agent, { ticketId: answered.id, text: "Sent already." });
  const { key } = await Key.mint(f.agent, { name: "Seeded" });
  const delivery = await Mail.sendReply(f.system, { ticketId: answered.id, sequence: 3 });
  return {
    ticketId: open.id,
    resolvedId: resolved.id,
    agentId: f.agentId,
    customerId: f.customerId,
    entryId: entryIds[0] ?? "",
    loggedId: logged.entryIds[0] ?? "",
    attachmentId: upload.attachmentId,
    inboundId: inbound.id,
    deliveryId: delivery?.id ?? "",
    keyId: key.id,
    sequence: 3,
    now: f.clock.now(),
  };
}

async function blobKeys(f: Fixture, id: string): Promise<readonly string[]> {
  const file = await Attachment.find(f.system, id);
  return file ? [file.blobKey] : [];
}
