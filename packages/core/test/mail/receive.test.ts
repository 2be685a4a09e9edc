import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { type Arrival, answered, arrivalOf, inboundMail } from "../support/mail.ts";

useEngine();

const texts = async (f: Fixture, ticketId: string) =>
  (await Ticket.entries(f.agent, ticketId)).edges
    .map(({ node }) => node.words?.text)
    .filter((text) => text !== undefined);

describe("a first mail", () => {
  test("becomes a ticket of a customer, with its words, its original and the address it came to", async () => {
    const f = await makeDesk();
    const { mail, ticketId } = await inboundMail(f, {
      headers: { From: "Zoe Q <zoe@example.com>" },
      envelopeFrom: "zoe@example.com",
    });
    expect(mail).toMatchObject({ outcome: "TICKET", matchedBy: "NONE" });
    const ticket = await Ticket.get(f.agent, ticketId);
    expect(ticket).toMatchObject({ subject: "Chain slips", channel: "EMAIL", status: "NEW", address: SUPPORT });
    expect(await Customer.get(f.agent, ticket.customerId)).toMatchObject({ email: "zoe@example.com", name: "Zoe Q" });
    const [message] = (await Ticket.entries(f.agent, ticketId)).edges;
    expect(message?.node).toMatchObject({
      words: { text: "It slips on every climb." },
      mail: { verified: true, automatic: false },
    });
    expect(f.blobs.files.size).toBe(1);
  });

  test("without a subject, with a name that is no name, with no text: still a ticket", async () => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f, { headers: { Subject: "", From: "eve@example.com" }, body: "" });
    expect(await Ticket.get(f.agent, ticketId)).toMatchObject({ subject: "(no subject)" });
  });

  test("the same receipt again, ten at once, is one ticket", async () => {
    const f = await makeDesk();
    const arrival = arrivalOf();
    const mails = await Promise.all(Array.from({ length: 10 }, () => Mail.receive(f.system, arrival)));
    expect(new Set(mails.map(({ ticketId }) => ticketId)).size).toBe(1);
    expect((await Ticket.listOfCustomer(f.agent, f.customerId)).edges).toHaveLength(1);
  });
});

describe("the answer of a customer lands on the ticket", () => {
  const reply = (headers: Record<string, string>, recipients?: readonly string[]): Arrival => ({
    headers: { Subject: "Re: Chain slips", ...headers },
    body: "The seventh.",
    ...(recipients ? { recipients } : {}),
  });

  test.each(["To", "Cc", "Delivered-To", "X-Original-To"])("by the reply address in %s", async (name) => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    const next = await inboundMail(f, reply({ [name]: replyTo.toUpperCase() }));
    expect(next).toMatchObject({ ticketId, mail: { outcome: "ENTRY", matchedBy: "TOKEN" } });
    expect(await texts(f, ticketId)).toEqual(["The seventh.", "Which gear?", "It slips on every climb."]);
    expect((await Ticket.get(f.agent, ticketId)).status).toBe("OPEN");
  });

  test("by the reply address in the envelope alone, as with Bcc", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    expect((await inboundMail(f, reply({}, [replyTo]))).ticketId).toBe(ticketId);
  });

  test.each([
    [
      "In-Reply-To with the carrier's id",
      (a: Awaited<ReturnType<typeof answered>>) => ({
        "In-Reply-To": `<${a.delivery?.carrierId}@eu-west-1.amazonses.com>`,
      }),
    ],
    [
      "References with our root id",
      (a: Awaited<ReturnType<typeof answered>>) => ({ References: a.header("References").split(" ")[0] ?? "" }),
    ],
    [
      "References with the customer's own first mail",
      (a: Awaited<ReturnType<typeof answered>>) => ({ References: a.header("In-Reply-To") }),
    ],
  ])("by %s", async (_, headers) => {
    const f = await makeDesk();
    const first = await answered(f);
    const next = await inboundMail(f, reply(headers(first)));
    expect(next).toMatchObject({ ticketId: first.ticketId, mail: { matchedBy: "REFERENCES" } });
  });

  test("by the number in the subject", async () => {
    const f = await makeDesk();
    const { ticketId, header } = await answered(f);
    const next = await inboundMail(f, { headers: { Subject: header("Subject") }, body: "The seventh." });
    expect(next).toMatchObject({ ticketId, mail: { matchedBy: "SUBJECT" } });
  });
});

test("an automatic answer is an entry that moves no status", async () => {
  const f = await makeDesk();
  const { ticketId, replyTo } = await answered(f);
  await inboundMail(f, { headers: { To: replyTo, "Auto-Submitted": "auto-replied" }, body: "I am away." });
  expect((await Ticket.get(f.agent, ticketId)).status).toBe("WAITING_ON_CUSTOMER");
  expect((await Ticket.entries(f.agent, ticketId)).edges[0]?.node.mail?.automatic).toBe(true);
});

test("mail to a ticket long closed starts one that follows, and its files belong to that one", async () => {
  const f = await makeDesk();
  await Workspace.changeSettings(f.admin, { followUp: { policy: "NEW_TICKET" } });
  const { ticketId, replyTo } = await answered(f);
  await Ticket.resolve(f.agent, { ticketId });
  await Ticket.close(f.agent, { ticketId });
  const next = await inboundMail(f, { headers: { To: replyTo } });
  expect(next.mail.outcome).toBe("ENTRY");
  expect(await Ticket.get(f.agent, next.ticketId)).toMatchObject({ followUpOf: ticketId, address: SUPPORT });
});
