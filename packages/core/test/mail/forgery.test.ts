import { describe, expect, test } from "vitest";
import { withRequest } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { acknowledging, arrives, reasonsOf } from "../support/automatic.ts";
import { type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { type Arrival, answered, arrivalOf, inboundMail, rawMail } from "../support/mail.ts";

useEngine();

const EVE = "eve@example.com";
const KIM = "kim@acme.example";
const suppressedIn = async (f: Fixture) => (await Mail.listSuppressed(f.admin)).edges.map(({ node }) => node.address);

/** An answer to Eve with copies. */
async function copied(f: Fixture, cc: readonly string[] = [KIM]) {
  const { ticketId } = await inboundMail(f);
  await Ticket.reply(f.agent, { ticketId, text: "Which gear?", cc: [...cc] });
  const delivery = await Mail.sendReply(f.system, { ticketId, sequence: 3 });
  return { ticketId, deliveryId: delivery?.id ?? "" };
}

/** A report that some server, or whoever says they are one, mails. */
const report = (deliveryId: string, from: string, about: string): Arrival => ({
  raw: rawMail(
    { From: from, "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"' },
    `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; ${about}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nX-Switchboard-Delivery: ${deliveryId}\r\n\r\n--b--`,
  ),
  envelopeFrom: "",
});

describe("reports that come as mail", () => {
  test("of a mail to several none of them can have another suppressed; the server of the address can", async () => {
    const f = await makeDesk();
    const { deliveryId } = await copied(f);
    await inboundMail(f, report(deliveryId, `MAILER-DAEMON@acme.example`, EVE));
    await inboundMail(f, { ...report(deliveryId, "MAILER-DAEMON@example.com", EVE), verdicts: { dmarc: "GRAY" } });
    await inboundMail(f, report(deliveryId, "neighbour@example.com", EVE));
    expect(await suppressedIn(f)).toEqual([]);
    await inboundMail(f, report(deliveryId, "MAILER-DAEMON@mx.acme.example", KIM));
    expect(await suppressedIn(f)).toEqual([KIM]);
  });

  test("of SES, about more than one commit has room for, count whole, also when SES repeats itself", async () => {
    const f = await makeDesk();
    const cc = Array.from({ length: 45 }, (_, i) => `c${i}@acme.example`);
    const { deliveryId } = await copied(f, cc);
    const keyed = withRequest(f.system, { idempotencyKey: "event-1:ses-feedback" });
    const recipients = cc.map((address) => ({ address, permanent: true }));
    for (let i = 0; i < 2; i++) await Mail.recordFeedback(keyed, { deliveryId, kind: "bounced", recipients });
    const { recipients: shown } = await Mail.getDelivery(f.admin, deliveryId);
    expect(shown.filter(({ status }) => status === "BOUNCED")).toHaveLength(45);
  });
});

test.each([
  ["Delivery failed - where is my parcel?", "The courier says user unknown at that address, status 550."],
  ["Undeliverable: parcel 123", "It could not be delivered. Please call bob@example.com."],
  ["Mail delivery failed: returning message to sender", "I get this when I mail sales@northwind.example: 550 5.1.1"],
])("a customer who writes %j is no mail server: it is a ticket", async (Subject, body) => {
  const f = await makeDesk();
  const { mail, ticketId } = await inboundMail(f, { headers: { Subject }, body });
  expect(mail).toMatchObject({ outcome: "TICKET", signs: [] });
  expect((await Ticket.entries(f.agent, ticketId)).edges[0]?.node.mail?.automatic).toBe(false);
  expect((await inboundMail(f, { headers: { Subject }, body, envelopeFrom: "" })).mail.outcome).toBe("BOUNCE");
});

describe("senders", () => {
  test("who name another beside themselves are not believed to be either", async () => {
    const f = await makeDesk();
    const { ticketId } = await answered(f);
    const said: Arrival[] = [
      { headers: { From: `Eve <${EVE}>`, from: "M <mallory@evil.example>" } },
      { headers: { From: `Eve <${EVE}>, M <mallory@evil.example>` } },
      { headers: { From: `<${EVE}> <mallory@evil.example>` } },
    ];
    for (const { headers = {} } of said) {
      const next = await inboundMail(f, { headers: { ...headers, Subject: "Re: Chain slips [#1]" } });
      expect(next.ticketId).toBe(ticketId);
      const [entry] = (await Ticket.entries(f.agent, ticketId)).edges;
      expect(entry?.node.mail?.verified).toBe(false);
    }
  });

  test("with one mailbox under many names get no more than five automatic answers an hour there", async () => {
    const f = await acknowledging();
    const given = [];
    for (const name of ["eve", "EVE", "eve+1", "Eve+2", "eve+a+b", "eve+3"]) {
      const from = `${name}@example.com`;
      const { ticketId } = await arrives(f, { headers: { From: from }, envelopeFrom: from });
      given.push(...(await reasonsOf(f, ticketId)));
    }
    expect(given).toEqual([null, null, null, null, null, "RATE"]);
  });
});

test("an answer that also goes to another address of this desk stands on its ticket once, also where both come at once", async () => {
  const f = await makeDesk();
  await Workspace.addAddress(f.admin, { address: "sales@northwind.example", name: "Sales" });
  const { ticketId, replyTo } = await answered(f);
  const before = (await Ticket.entries(f.agent, ticketId)).edges.length;
  const headers = { To: replyTo, Cc: "sales@northwind.example" };
  const arrival = arrivalOf({ headers, recipients: [replyTo, "sales@northwind.example"] });
  const addresses = [SUPPORT, "sales@northwind.example"];
  const mails = await Promise.all(addresses.map((address) => Mail.receive(f.system, { ...arrival, address })));
  expect(mails.map(({ outcome }) => outcome).sort()).toEqual(["DUPLICATE", "ENTRY"]);
  expect(mails.map((mail) => mail.ticketId)).toEqual([ticketId, ticketId]);
  expect((await Ticket.entries(f.agent, ticketId)).edges).toHaveLength(before + 1);
});
