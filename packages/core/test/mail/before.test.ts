import { beforeAll, expect, test } from "vitest";
import * as current from "../../../../releases/entry.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { inboundMail } from "../support/mail.ts";
import { previousRelease, type Release } from "../support/release.ts";

useEngine();

let previous: Release;
beforeAll(async () => {
  previous = await previousRelease();
});

const side = (release: Release, f: Fixture) => {
  const mailer = { send: async (mail: (typeof f.outbox)[number]) => ({ messageId: `m${f.outbox.push(mail)}` }) };
  return release.connect({ table: f.table, clock: f.clock, ports: { blob: f.blobs, mailer } }).as(f.system.actor);
};

async function answeredBefore(f: Fixture) {
  const { ticketId } = await inboundMail(f);
  await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
  await previous.Mail.sendReply(side(previous, f), { ticketId, sequence: 3 });
  return ticketId;
}

test("what the release before sent reads as an answer to one, goes out no second time, and takes reports", async () => {
  const f = await makeDesk();
  const ticketId = await answeredBefore(f);
  const to = { address: "eve@example.com", role: "TO" };
  const sent = async () => (await Mail.deliveries(f.admin, ticketId)).edges.map(({ node }) => node);
  expect(await sent()).toMatchObject([{ purpose: "REPLY", status: "SENT", recipients: [{ ...to, status: "SENT" }] }]);
  const again = await Mail.sendReply(f.system, { ticketId, sequence: 3 });
  expect(f.outbox).toHaveLength(1);
  await Mail.recordFeedback(f.system, { deliveryId: again?.id ?? "", kind: "delivered" });
  expect(await sent()).toMatchObject([{ status: "DELIVERED", recipients: [{ ...to, status: "DELIVERED" }] }]);
});

test("what this release sent is read, and told more of, by the release before", async () => {
  const f = await makeDesk();
  const { ticketId } = await inboundMail(f);
  await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
  const made = await current.Mail.sendReply(side(current, f), { ticketId, sequence: 3 });
  const recipients = [{ address: "eve@example.com", permanent: true }];
  await previous.Mail.recordFeedback(side(previous, f), { deliveryId: made?.id ?? "", kind: "bounced", recipients });
  const [{ node } = { node: null }] = (await Mail.deliveries(f.admin, ticketId)).edges;
  expect(node).toMatchObject({ status: "BOUNCED", to: "eve@example.com" });
});
