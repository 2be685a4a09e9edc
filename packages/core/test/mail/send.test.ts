import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { type MailerPort, MailRefusal, type OutgoingMail } from "../../src/port/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { inboundMail } from "../support/mail.ts";

useEngine();

async function toAnswer(f: Fixture, text = "Which gear?", subject = "Chain slips") {
  const { ticketId } = await inboundMail(f, { headers: { Subject: subject, "Message-ID": "<first@example.com>" } });
  await Ticket.reply(f.agent, { ticketId, text });
  return { ticketId, sequence: 3 };
}

/** A carrier that can be told to fail. */
function carrier(plan: (attempt: number) => Error | undefined): MailerPort & { readonly taken: OutgoingMail[] } {
  const taken: OutgoingMail[] = [];
  let attempt = 0;
  return {
    taken,
    send: async (mail) => {
      const error = plan(++attempt);
      if (error) throw error;
      taken.push(mail);
      return { messageId: `taken-${taken.length}` };
    },
  };
}

const statusOf = async (f: Fixture, ticketId: string) =>
  (await Mail.deliveries(f.agent, ticketId)).edges[0]?.node.status;

describe("an answer on the wire", () => {
  test("goes to the customer alone, threaded, with a way back", async () => {
    const f = await makeDesk();
    const input = await toAnswer(f, "Which gear?\n\nBest,\nAda <3");
    const delivery = await Mail.sendReply(f.system, input);
    const [mail] = f.outbox;
    const read = await PostalMime.parse(Buffer.from(mail?.raw ?? []));
    const header = (name: string) => read.headers.find((one) => one.key === name)?.value;
    expect(mail).toMatchObject({
      from: SUPPORT,
      to: ["eve@example.com"],
      tags: { delivery: delivery?.id, workspace: "main" },
    });
    expect(read.from).toMatchObject({ name: "Northwind Bikes", address: SUPPORT });
    expect(read.subject).toBe("Re: Chain slips [#1]");
    expect(read.inReplyTo).toBe("<first@example.com>");
    expect(header("references")).toMatch(/^<t\.[0-9a-z]{36}@northwind\.example> <first@example\.com>$/);
    expect(read.replyTo?.[0]?.address).toMatch(/^support\+[0-9a-z]{36}@northwind\.example$/);
    expect(read.text?.trim()).toBe("Which gear?\n\nBest,\nAda <3");
    expect(read.html).toContain("Ada &lt;3");
    expect(header("auto-submitted")).toBeUndefined();
  });

  test("no header can be injected by a subject or a name", async () => {
    const f = await makeDesk();
    const { object } = await Ticket.open(f.agent, {
      customerId: f.customerId,
      subject: "Hi\r\nBcc: all@example.com",
      text: "T",
      from: "AGENT",
    });
    await Mail.sendReply(f.system, { ticketId: object.id, sequence: 2 });
    const read = await PostalMime.parse(Buffer.from(f.outbox[0]?.raw ?? []));
    expect(read.bcc ?? []).toEqual([]);
    expect(read.headers.some(({ key }) => key === "bcc")).toBe(false);
  });

  test("carries the files of the answer", async () => {
    const f = await makeDesk();
    const upload = await Attachment.requestUpload(f.agent, {
      name: "../guide.pdf",
      contentType: "application/pdf",
      size: 4,
    });
    const file = await Attachment.find(f.system, upload.attachmentId);
    await f.blobs.put(file?.blobKey ?? "", new Uint8Array([1, 2, 3, 4]), "application/pdf");
    const { id: ticketId } = await f.openTicket();
    await Ticket.reply(f.agent, { ticketId, text: "See the guide.", attachmentIds: [upload.attachmentId] });
    await Mail.sendReply(f.system, { ticketId, sequence: 3 });
    const read = await PostalMime.parse(Buffer.from(f.outbox[0]?.raw ?? []));
    expect(read.attachments).toMatchObject([{ filename: "guide.pdf", mimeType: "application/pdf" }]);
  });

  test("a redacted answer does not go out any more", async () => {
    const f = await makeDesk();
    const input = await toAnswer(f);
    const [entry] = (await Ticket.entries(f.admin, input.ticketId)).edges;
    await Ticket.redact(f.admin, { ticketId: input.ticketId, entryId: entry?.node.id ?? "", reason: "r" });
    expect(await Mail.sendReply(f.system, input)).toBeNull();
    expect(f.outbox).toEqual([]);
  });
});

describe("sent once", () => {
  test("ten reactions to one answer at once send one mail", async () => {
    const f = await makeDesk();
    const input = await toAnswer(f);
    await Promise.all(Array.from({ length: 10 }, () => Mail.sendReply(f.system, input)));
    expect(f.outbox).toHaveLength(1);
    expect(await statusOf(f, input.ticketId)).toBe("SENT");
  });

  test("a carrier without room is tried again at growing intervals, until it takes the mail", async () => {
    const f = await makeDesk();
    const input = await toAnswer(f);
    const mailer = carrier((attempt) =>
      attempt <= 3 ? new MailRefusal("throttled", "Maximum sending rate exceeded") : undefined,
    );
    const desk = f.over(f.table, mailer);
    await Mail.sendReply(desk.as(f.system.actor), input);
    expect(await statusOf(f, input.ticketId)).toBe("RETRYING");
    for (let minute = 0; minute < 15; minute++) {
      f.clock.advance(MINUTE);
      await Promise.all([tick(desk), tick(desk)]);
    }
    expect(mailer.taken).toHaveLength(1);
    const [sent] = (await Mail.deliveries(f.agent, input.ticketId)).edges;
    expect(sent?.node).toMatchObject({ status: "SENT", attempt: 4 });
  });

  test("a carrier that never has room is given up on, and a definite refusal at once", async () => {
    const f = await makeDesk();
    const input = await toAnswer(f);
    const full = f.over(
      f.table,
      carrier(() => new MailRefusal("throttled", "no room")),
    );
    await Mail.sendReply(full.as(f.system.actor), input);
    for (let i = 0; i < 12; i++) {
      f.clock.advance(200 * MINUTE);
      await tick(full);
    }
    expect(await statusOf(f, input.ticketId)).toBe("FAILED");
    const other = await makeDesk();
    const refused = await toAnswer(other);
    const rejecting = other.over(
      other.table,
      carrier(() => new MailRefusal("rejected", "Email address is not verified")),
    );
    await Mail.sendReply(rejecting.as(other.system.actor), refused);
    expect(await statusOf(other, refused.ticketId)).toBe("FAILED");
  });

  test("an outcome nobody knows is flagged and never sent again by itself; a later report settles it", async () => {
    const f = await makeDesk();
    const input = await toAnswer(f);
    const mailer = carrier((attempt) => (attempt === 1 ? new Error("socket hang up") : undefined));
    const desk = f.over(f.table, mailer);
    const delivery = await Mail.sendReply(desk.as(f.system.actor), input);
    expect(delivery?.status).toBe("UNKNOWN");
    f.clock.advance(60 * MINUTE);
    await tick(desk);
    await Mail.sendReply(desk.as(f.system.actor), input);
    expect(mailer.taken).toEqual([]);
    await Mail.recordFeedback(f.system, { deliveryId: delivery?.id ?? "", kind: "delivered" });
    expect(await statusOf(f, input.ticketId)).toBe("DELIVERED");
  });
});

test("reports in any order and any number end at the same stage, and never move the ticket", async () => {
  const f = await makeDesk();
  const input = await toAnswer(f);
  const deliveryId = (await Mail.sendReply(f.system, input))?.id ?? "";
  const before = await Ticket.get(f.agent, input.ticketId);
  for (const kind of ["complained", "delayed", "delivered", "delivered", "bounced"] as const) {
    await Mail.recordFeedback(f.system, { deliveryId, kind });
  }
  expect(await statusOf(f, input.ticketId)).toBe("COMPLAINED");
  await Mail.recordFeedback(f.system, { deliveryId: "dlv_00000000000000000000000000", kind: "delivered" });
  expect(await Ticket.get(f.agent, input.ticketId)).toEqual(before);
});
