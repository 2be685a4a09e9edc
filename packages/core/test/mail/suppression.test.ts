import { expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { answered, inboundMail, rawMail } from "../support/mail.ts";

useEngine();

const EVE = "eve@example.com";
const suppressedIn = async (f: Fixture) =>
  (await Mail.listSuppressed(f.admin)).edges.map(({ node }) => `${node.address} ${node.reason}`);
const sentOf = async (f: Fixture, ticketId: string) => (await Mail.deliveries(f.admin, ticketId)).edges[0]?.node;

/** An answer with a copy to Kim. */
async function copied(f: Fixture) {
  const { ticketId } = await inboundMail(f);
  await Ticket.addCc(f.agent, { ticketId, address: "kim@acme.example" });
  await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
  const delivery = await Mail.sendReply(f.system, { ticketId, sequence: 4 });
  return { ticketId, deliveryId: delivery?.id ?? "" };
}

const told = (address: string, permanent = true) => [
  { address, permanent, status: "5.1.1", diagnostic: "no such user" },
];

test("a bounce for good is of one recipient, suppresses them once, and shows on the mail", async () => {
  const f = await makeDesk();
  const { ticketId, deliveryId } = await copied(f);
  const bounce = { deliveryId, kind: "bounced", recipients: told("KIM@acme.example") } as const;
  await Mail.recordFeedback(f.system, bounce);
  await Mail.recordFeedback(f.system, bounce);
  expect(await suppressedIn(f)).toEqual(["kim@acme.example BOUNCE"]);
  expect(await sentOf(f, ticketId)).toMatchObject({
    status: "BOUNCED",
    diagnostic: "5.1.1 no such user",
    recipients: [
      { address: EVE, status: "SENT" },
      { address: "kim@acme.example", role: "CC", status: "BOUNCED", diagnostic: "5.1.1 no such user" },
    ],
  });
});

test("a bounce for now suppresses nobody, and later word settles each recipient for itself", async () => {
  const f = await makeDesk();
  const { ticketId, deliveryId } = await copied(f);
  await Mail.recordFeedback(f.system, { deliveryId, kind: "bounced", recipients: told(EVE, false) });
  await Mail.recordFeedback(f.system, { deliveryId, kind: "delivered", recipients: [{ address: "kim@acme.example" }] });
  expect(await sentOf(f, ticketId)).toMatchObject({
    status: "DELAYED",
    recipients: [{ status: "DELAYED" }, { status: "DELIVERED" }],
  });
  await Mail.recordFeedback(f.system, { deliveryId, kind: "delivered", recipients: [{ address: EVE }] });
  expect((await sentOf(f, ticketId))?.status).toBe("DELIVERED");
  expect(await suppressedIn(f)).toEqual([]);
});

test("a complaint suppresses who complained; where nobody can tell who of several did, nobody", async () => {
  const f = await makeDesk();
  const { deliveryId } = await copied(f);
  await Mail.recordFeedback(f.system, { deliveryId, kind: "complained" });
  expect(await suppressedIn(f)).toEqual([]);
  const other = await makeDesk();
  const one = await answered(other);
  await Mail.recordFeedback(other.system, { deliveryId: one.delivery?.id ?? "", kind: "complained" });
  expect(await suppressedIn(other)).toEqual([`${EVE} COMPLAINT`]);
});

test("a delivery report that came as mail suppresses, and a temporary one does not", async () => {
  const f = await makeDesk();
  const { delivery } = await answered(f);
  const report = (action: string, status: string) =>
    rawMail(
      {
        From: "MAILER-DAEMON@mx.example",
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
      },
      `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; ${EVE}\r\nAction: ${action}\r\nStatus: ${status}\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nX-Switchboard-Delivery: ${delivery?.id}\r\n\r\n--b--`,
    );
  await inboundMail(f, { raw: report("delayed", "4.4.1"), envelopeFrom: "" });
  expect(await suppressedIn(f)).toEqual([]);
  await inboundMail(f, { raw: report("failed", "5.1.1"), envelopeFrom: "" });
  expect(await suppressedIn(f)).toEqual([`${EVE} BOUNCE`]);
});

test("who is suppressed gets no mail: a copy is left out, to be seen, and what is written to them alone stays", async () => {
  const f = await makeDesk();
  await Mail.suppressAddress(f.admin, { address: "Kim@ACME.example" });
  const { ticketId } = await copied(f);
  expect(f.outbox.at(-1)?.to).toEqual([EVE]);
  expect((await sentOf(f, ticketId))?.recipients[1]).toMatchObject({ status: "SUPPRESSED" });
  await Mail.suppressAddress(f.admin, { address: EVE });
  f.clock.advance(1_000);
  await Ticket.reply(f.agent, { ticketId, text: "Still there?" });
  await Mail.sendReply(f.system, { ticketId, sequence: 5 });
  expect(f.outbox).toHaveLength(1);
  expect(await sentOf(f, ticketId)).toMatchObject({
    status: "FAILED",
    diagnostic: "No mail goes to this address: suppressed for REQUEST.",
    recipients: [{ status: "SUPPRESSED" }, { status: "SUPPRESSED" }],
  });
});

test("it is lifted with a reason that stays on record, and mail goes there again", async () => {
  const f = await makeDesk();
  const { object } = await Mail.suppressAddress(f.admin, { address: EVE, note: "Full." });
  const again = await Mail.suppressAddress(f.admin, { address: EVE });
  expect(again.object).toEqual(object);
  const suppressionId = object.id;
  expect(await codeOf(Mail.liftAddressSuppression(f.admin, { suppressionId, reason: "" }))).toBe("VALIDATION");
  expect(await codeOf(Mail.liftAddressSuppression(f.agent, { suppressionId, reason: "r" }))).toBe("FORBIDDEN");
  await Mail.liftAddressSuppression(f.admin, { suppressionId, reason: "They cleared it." });
  expect(await codeOf(Mail.liftAddressSuppression(f.admin, { suppressionId, reason: "r" }))).toBe("TRANSITION");
  expect(await suppressedIn(f)).toEqual([]);
  await answered(f);
  expect(f.outbox).toHaveLength(1);
  await Mail.suppressAddress(f.admin, { address: EVE });
  expect(await suppressedIn(f)).toEqual([`${EVE} REQUEST`]);
});

test("a customer who is suppressed gets no mail either where an answer names their address", async () => {
  const f = await makeDesk();
  const { ticketId } = await inboundMail(f);
  await Customer.suppress(f.admin, { customerId: f.customerId, reason: "COMPLAINT" });
  const named = [{ to: [EVE] }, { to: ["kim@acme.example"], cc: ["EVE@example.com"] }, { to: ["kim@acme.example"] }];
  for (const [i, whom] of named.entries()) {
    await Ticket.reply(f.agent, { ticketId, text: "Which gear?", ...whom });
    await Mail.sendReply(f.system, { ticketId, sequence: 3 + i });
  }
  expect(f.outbox.map(({ to }) => to)).toEqual([["kim@acme.example"]]);
});

test("the mail of a ticket that is deleted is none that anybody sees", async () => {
  const f = await makeDesk();
  const { ticketId, deliveryId } = await copied(f);
  expect((await Mail.getDelivery(f.agent, deliveryId)).ticketId).toBe(ticketId);
  await Ticket.remove(f.admin, { ticketId });
  expect(await codeOf(Mail.getDelivery(f.agent, deliveryId))).toBe("NOT_FOUND");
});
