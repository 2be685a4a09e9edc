import { describe, expect, test } from "vitest";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { everyRow, makeDesk, useEngine } from "../support/desk.ts";
import { answered, arrivalOf, inboundMail, rawMail } from "../support/mail.ts";

useEngine();

const withFile = (content: string) =>
  rawMail(
    { "Message-ID": "<file@example.com>", "Content-Type": 'multipart/mixed; boundary="b"' },
    ["--b", "", "See the file.", "--b", 'Content-Type: application/pdf; name="a.pdf"', "", content, "--b--"].join(
      "\r\n",
    ),
  );

describe("one message id", () => {
  test("with another file is no duplicate: it is kept and flagged, and a copy of that one is known again", async () => {
    const f = await makeDesk();
    const first = await inboundMail(f, { raw: withFile("one") });
    const second = await inboundMail(f, { raw: withFile("two") });
    expect(second.mail.outcome).toBe("TICKET");
    expect((await Ticket.entries(f.agent, second.ticketId)).edges[0]?.node.mail?.idReused).toBe(true);
    expect((await inboundMail(f, { raw: withFile("two") })).mail).toMatchObject({
      outcome: "DUPLICATE",
      ticketId: second.ticketId,
    });
    expect((await inboundMail(f, { raw: withFile("one") })).mail).toMatchObject({
      outcome: "DUPLICATE",
      ticketId: first.ticketId,
    });
  });

  test("at two support addresses is two tickets, neither of them flagged", async () => {
    const f = await makeDesk();
    await Workspace.addAddress(f.admin, { address: "sales@northwind.example", name: "Sales" });
    const raw = rawMail({ "Message-ID": "<both@example.com>" });
    const one = await Mail.receive(f.system, arrivalOf({ raw }));
    const two = await Mail.receive(f.system, { ...arrivalOf({ raw }), address: "sales@northwind.example" });
    expect([one.outcome, two.outcome]).toEqual(["TICKET", "TICKET"]);
    expect((await Ticket.entries(f.agent, two.ticketId ?? "")).edges[0]?.node.mail?.idReused).toBeUndefined();
  });

  test("of two senders that count from one does not mix them up", async () => {
    const f = await makeDesk();
    await inboundMail(f, { headers: { "Message-ID": "<1@a.example>" } });
    const other = await inboundMail(f, { headers: { "Message-ID": "<1@b.example>", From: "Zoe <zoe@b.example>" } });
    expect((await Ticket.entries(f.agent, other.ticketId)).edges[0]?.node.mail?.idReused).toBeUndefined();
  });
});

test("after redaction no row holds anything that guesses of a mail's text could be tested against", async () => {
  const f = await makeDesk();
  const { ticketId } = await inboundMail(f);
  const [entry] = (await Ticket.entries(f.admin, ticketId)).edges;
  expect((await everyRow()).some((row) => "fp" in row)).toBe(true);
  await Ticket.redact(f.admin, { ticketId, entryId: entry?.node.id ?? "", reason: "asked to" });
  await Mail.forget(f.system, { ticketId, sequence: 3 });
  await Mail.forget(f.system, { ticketId, sequence: 3 });
  expect((await everyRow()).some((row) => "fp" in row)).toBe(false);
});

test.each(["r&d@acme.example", "o/p=q@acme.example", "taro..y@docomo.example", "eve@müller.example", "root@localhost"])(
  "a mail from %s becomes a ticket",
  async (address) => {
    const f = await makeDesk();
    const { mail } = await inboundMail(f, { headers: { From: address }, envelopeFrom: address });
    expect(mail.outcome).toBe("TICKET");
  },
);

test("a space in an address is not left out, as that would make it somebody else's", async () => {
  const f = await makeDesk();
  const { mail } = await inboundMail(f, { headers: { From: '"a b"@example.com' }, envelopeFrom: "" });
  expect(mail.outcome).toBe("NO_SENDER");
});

test("an absence note on a ticket long closed starts nothing", async () => {
  const f = await makeDesk();
  await Workspace.changeSettings(f.admin, { followUp: { policy: "NEW_TICKET" } });
  const { ticketId, replyTo } = await answered(f);
  await Ticket.resolve(f.agent, { ticketId });
  await Ticket.close(f.agent, { ticketId });
  const note = await inboundMail(f, { headers: { To: replyTo, "Auto-Submitted": "auto-replied" } });
  expect(note).toMatchObject({ ticketId, mail: { outcome: "ENTRY" } });
  expect((await Ticket.get(f.agent, ticketId)).status).toBe("CLOSED");
});

test("a forged report bounces nothing", async () => {
  const f = await makeDesk();
  const { delivery, ticketId } = await answered(f);
  const report = rawMail(
    {
      From: "MAILER-DAEMON@evil.example",
      "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
    },
    `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; eve@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nX-Switchboard-Delivery: ${delivery?.id}\r\n\r\n--b--`,
  );
  const { mail } = await inboundMail(f, { raw: report, envelopeFrom: "", verdicts: { dmarc: "FAIL" } });
  expect(mail.outcome).toBe("BOUNCE");
  expect((await Mail.deliveries(f.agent, ticketId)).edges[0]?.node.status).toBe("SENT");
});
