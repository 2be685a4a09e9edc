import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { type Arrival, answered, arrivalOf, inboundMail, rawMail } from "../support/mail.ts";

useEngine();

describe("what a stranger or a forger tries", () => {
  const mallory = { From: "Mallory <mallory@evil.example>" };

  test("a valid reply address in a stranger's hands adds an entry marked unverified; answers still go to the customer", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    await inboundMail(f, { headers: { ...mallory, To: replyTo }, envelopeFrom: "mallory@evil.example" });
    const [entry] = (await Ticket.entries(f.agent, ticketId)).edges;
    expect(entry?.node).toMatchObject({
      mail: { verified: false },
      words: { from: { address: "mallory@evil.example" } },
    });
    await Ticket.reply(f.agent, { ticketId, text: "Fixed." });
    await Mail.sendReply(f.system, { ticketId, sequence: 5 });
    expect(f.outbox.at(-1)?.to).toEqual(["eve@example.com"]);
  });

  test.each([
    ["references", (a: Awaited<ReturnType<typeof answered>>) => ({ References: a.header("References") })],
    ["the number in the subject", (a: Awaited<ReturnType<typeof answered>>) => ({ Subject: a.header("Subject") })],
    [
      "a reply address with one letter changed",
      (a: Awaited<ReturnType<typeof answered>>) => ({
        To: a.replyTo.replace(/.@/, (end) => (end === "0@" ? "1@" : "0@")),
      }),
    ],
  ])("%s in a stranger's hands open a ticket of their own", async (_, headers) => {
    const f = await makeDesk();
    const first = await answered(f);
    const next = await inboundMail(f, {
      headers: { ...mallory, ...headers(first) },
      envelopeFrom: "mallory@evil.example",
    });
    expect(next.mail.outcome).toBe("TICKET");
    expect(next.ticketId).not.toBe(first.ticketId);
  });

  test("the reply address of another workspace opens a new ticket", async () => {
    const f = await makeDesk();
    const other = await makeDesk("globex", { table: f.table });
    const theirs = await Ticket.open(other.agent, {
      customerId: other.customerId,
      subject: "S",
      text: "T",
      from: "AGENT",
    });
    await Mail.sendReply(other.system, { ticketId: theirs.object.id, sequence: 2 });
    const sent = await PostalMime.parse(Buffer.from(other.outbox[0]?.raw ?? []));
    const replyTo = sent.replyTo?.[0]?.address ?? "";
    expect(replyTo).toContain("+");
    const next = await inboundMail(f, { headers: { To: replyTo } });
    expect(next.mail).toMatchObject({ outcome: "TICKET", matchedBy: "NONE" });
  });

  test("a mail that fails DMARC never speaks on a ticket; it opens a flagged one", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    const forged = await inboundMail(f, { headers: { To: replyTo }, verdicts: { dmarc: "FAIL" } });
    expect(forged.ticketId).not.toBe(ticketId);
    expect(forged.mail.reason).toContain("DMARC");
    const entries = await Ticket.entries(f.agent, forged.ticketId);
    expect(entries.edges[0]?.node.mail).toMatchObject({ verified: false });
  });

  test("GRAY is unverified, and what the headers claim about themselves counts for nothing", async () => {
    const f = await makeDesk();
    const headers = { "Authentication-Results": "mx; dmarc=pass", "Received-SPF": "pass" };
    const { ticketId } = await inboundMail(f, { headers, verdicts: { dmarc: "GRAY" } });
    expect((await Ticket.entries(f.agent, ticketId)).edges[0]?.node.mail?.verified).toBe(false);
  });
});

describe("what becomes no ticket has a recorded reason", () => {
  test.each<[string, Arrival, Mail.Outcome]>([
    ["spam", { verdicts: { spam: "FAIL" } }, "QUARANTINED"],
    ["a virus", { verdicts: { virus: "FAIL" } }, "QUARANTINED"],
    ["no sender at all", { headers: { From: "" }, envelopeFrom: "" }, "NO_SENDER"],
    ["our own support address", { headers: { From: SUPPORT }, envelopeFrom: SUPPORT }, "LOOP"],
  ])("%s", async (_, arrival, outcome) => {
    const f = await makeDesk();
    const { mail } = await inboundMail(f, arrival);
    expect(mail).toMatchObject({ outcome, reason: expect.stringMatching(/\w.*\.$/) });
    expect((await Ticket.unassigned(f.agent)).edges).toEqual([]);
    expect((await Mail.listInbound(f.agent)).edges[0]?.node).toMatchObject({ id: mail.id, outcome });
    expect(f.blobs.files.size).toBe(1);
  });

  test("the same mail by another way in is a duplicate; the same id with other words is kept and flagged", async () => {
    const f = await makeDesk();
    const raw = rawMail({ "Message-ID": "<one@example.com>" });
    const first = await inboundMail(f, { raw });
    expect((await inboundMail(f, { raw })).mail).toMatchObject({ outcome: "DUPLICATE", ticketId: first.ticketId });
    const other = await inboundMail(f, { headers: { "Message-ID": "<one@example.com>" }, body: "Something else." });
    expect(other.mail.outcome).toBe("TICKET");
    expect((await Ticket.entries(f.agent, other.ticketId)).edges[0]?.node.mail).toMatchObject({ idReused: true });
  });

  test("five copies at once, each with a receipt of its own, are one ticket and four duplicates", async () => {
    const f = await makeDesk();
    const raw = rawMail({ "Message-ID": "<five@example.com>" });
    const mails = await Promise.all(Array.from({ length: 5 }, () => Mail.receive(f.system, arrivalOf({ raw }))));
    expect(mails.map(({ outcome }) => outcome).sort()).toEqual([
      "DUPLICATE",
      "DUPLICATE",
      "DUPLICATE",
      "DUPLICATE",
      "TICKET",
    ]);
  });

  test("a bounce is noted on the message it is about and opens nothing", async () => {
    const f = await makeDesk();
    const { delivery, ticketId } = await answered(f);
    const report = rawMail(
      {
        From: "MAILER-DAEMON@example.com",
        Subject: "Undelivered",
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
      },
      [
        "--b",
        "",
        "failed",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; example.com",
        "",
        "Final-Recipient: rfc822; eve@example.com",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 no such user",
        "",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        `Message-ID: <${delivery?.carrierId}@eu-west-1.amazonses.com>`,
        "",
        "--b--",
      ].join("\r\n"),
    );
    const { mail } = await inboundMail(f, { raw: report, envelopeFrom: "" });
    expect(mail.outcome).toBe("BOUNCE");
    const [sent] = (await Mail.deliveries(f.agent, ticketId)).edges;
    expect(sent?.node).toMatchObject({ status: "BOUNCED", diagnostic: expect.stringContaining("5.1.1") });
  });
});
