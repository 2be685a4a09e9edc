import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import { connect } from "../../src/desk/index.ts";
import { DAY, MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { turnToSend } from "../../src/rate/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { answered, inboundMail } from "../support/mail.ts";

useEngine();

const YEAR = 365 * DAY;

describe("a reply key that was put out of use", () => {
  test("is honoured for a year, also where the process knows only the one before", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    const fresh = connect({ table: f.table, clock: f.clock, ports: f.desk.ports });
    await Workspace.rotateReplyKey(fresh.as(f.admin.actor));
    await Ticket.reply(f.agent, { ticketId, text: "And now?" });
    await Mail.sendReply(f.system, { ticketId, sequence: 4 });
    const second = await PostalMime.parse(Buffer.from(f.outbox.at(-1)?.raw ?? []));
    const newer = second.replyTo?.[0]?.address ?? "";
    expect(newer).not.toBe(replyTo);
    const to = async (address: string) =>
      (await inboundMail(f, { headers: { To: address, From: "zoe@x.example", Subject: "Hm" } })).ticketId;
    expect(await to(newer)).toBe(ticketId);
    f.clock.advance(YEAR - MINUTE);
    expect(await to(replyTo)).toBe(ticketId);
    f.clock.advance(2 * MINUTE);
    expect(await to(replyTo)).not.toBe(ticketId);
    expect(await to(newer)).toBe(ticketId);
  });

  test("is replaced by whoever configures the workspace, and by nobody else", async () => {
    const f = await makeDesk();
    expect(await codeOf(Workspace.rotateReplyKey(f.agent))).toBe("FORBIDDEN");
    const both = [Workspace.rotateReplyKey(f.admin), Workspace.rotateReplyKey(f.admin)];
    expect(await codeOf(Promise.all(both))).toBe("done");
  });
});

describe("the rate of sending", () => {
  test("lets a second's worth go at once, the next wait, and puts off what would wait for more than two", async () => {
    const f = await makeDesk();
    const waits: (number | null)[] = [];
    for (let i = 0; i < 7; i++) waits.push(await turnToSend(f.system, 2));
    expect(waits).toEqual([0, 0, 500, 1_000, 1_500, 2_000, null]);
    f.clock.advance(1_000);
    expect(await turnToSend(f.system, 2)).toBe(1_500);
  });

  test("what is put off did not count as an attempt, and goes out later", async () => {
    const f = await makeDesk();
    await Workspace.changeSettings(f.admin, { mail: { sendRate: 1 } });
    const { ticketId } = await inboundMail(f);
    await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
    for (let i = 0; i < 3; i++) await turnToSend(f.system, 1);
    const put = await Mail.sendReply(f.system, { ticketId, sequence: 3 });
    expect(put).toMatchObject({ status: "RETRYING", attempt: 0 });
    f.clock.advance(2 * MINUTE);
    await tick(f.desk);
    expect((await Mail.deliveries(f.agent, ticketId)).edges[0]?.node).toMatchObject({ status: "SENT", attempt: 1 });
    expect(f.outbox).toHaveLength(1);
  });
});

describe("a test mail", () => {
  test("says that a machine wrote it, goes out once for each key, and its outcome can be read", async () => {
    const f = await makeDesk();
    const input = { to: "root@northwind.example", idempotencyKey: "once" };
    const [one, two] = await Promise.all([Mail.sendTestMail(f.admin, input), Mail.sendTestMail(f.admin, input)]);
    expect(two.id).toBe(one.id);
    expect(f.outbox).toHaveLength(1);
    const read = await PostalMime.parse(Buffer.from(f.outbox[0]?.raw ?? []));
    expect(read.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-replied");
    expect(await Mail.getDelivery(f.admin, one.id)).toMatchObject({ purpose: "TEST", status: "SENT" });
    expect(await codeOf(Mail.sendTestMail(f.admin, { ...input, to: "other@x.example" }))).toBe("VALIDATION");
    await Mail.sendTestMail(f.admin, { to: "root@northwind.example" });
    expect(f.outbox).toHaveLength(2);
  });

  test("needs an address to send from, and somebody who configures the workspace", async () => {
    const f = await makeDesk();
    const to = "root@northwind.example";
    expect(await codeOf(Mail.sendTestMail(f.agent, { to }))).toBe("FORBIDDEN");
    expect(await codeOf(Mail.sendTestMail(f.admin, { to, from: "nobody@x.example" }))).toBe("VALIDATION");
  });
});

/** An answer with a file too large for mail, on a desk that is reached from outside; the token of its link. */
async function shared(f: Fixture) {
  const desk = connect({
    table: f.table,
    clock: f.clock,
    ports: { ...f.desk.ports, publicUrl: "https://desk.example" },
  });
  const system = desk.as(f.system.actor);
  const files = [8, 1].map((mb) => mb * 1024 * 1024);
  const attachmentIds: string[] = [];
  for (const size of files) {
    const name = `${size}.zip`;
    const upload = await Attachment.requestUpload(f.agent, { name, contentType: "application/zip", size });
    const file = await Attachment.find(f.system, upload.attachmentId);
    await f.blobs.put(file?.blobKey ?? "", new Uint8Array(size), "application/zip");
    attachmentIds.push(upload.attachmentId);
  }
  const { id: ticketId } = await f.openTicket();
  await Ticket.reply(f.agent, { ticketId, text: "See both.", attachmentIds });
  await Mail.sendReply(system, { ticketId, sequence: 3 });
  const read = await PostalMime.parse(Buffer.from(f.outbox[0]?.raw ?? []));
  const token = /https:\/\/desk\.example\/files\/(\S+)/.exec(read.text ?? "")?.[1] ?? "";
  return { ticketId, system, read, token, large: attachmentIds[0] ?? "" };
}

describe("a file too large for mail", () => {
  test("is a link in it that opens for thirty days; what fits goes along", async () => {
    const f = await makeDesk();
    const { read, token, system } = await shared(f);
    expect(read.attachments.map(({ filename }) => filename)).toEqual(["1048576.zip"]);
    expect(read.html).toContain(token);
    expect(Attachment.workspaceOfShare(token)).toBe("main");
    expect(await Attachment.openShare(system, token)).toMatch(/^memory:main\//);
    f.clock.advance(30 * DAY + MINUTE);
    expect(await Attachment.openShare(system, token)).toBeNull();
  });

  test("opens by no token that was changed, of another desk, or for a file that was redacted", async () => {
    const f = await makeDesk();
    const { token, system, ticketId, large } = await shared(f);
    const [workspace, file, until, signature = ""] = token.split(".");
    const wrong = [
      "",
      "....",
      `${workspace}.${file}.${until}`,
      `${token}.x`,
      `${workspace}.${file}.${until}1.${signature}`,
      `other.${file}.${until}.${signature}`,
      `${workspace}.${file}.${until}.${signature.slice(1)}A`,
      `${workspace}.tkt_00000000000000000000000000.${until}.${signature}`,
    ];
    for (const one of wrong) expect(await Attachment.openShare(system, one)).toBeNull();
    await Ticket.redactAttachment(f.admin, { ticketId, attachmentId: large, reason: "asked to" });
    expect(await Attachment.openShare(system, token)).toBeNull();
  });
});
