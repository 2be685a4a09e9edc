import type { Ctx } from "@switchboard/core";
import * as Mail from "@switchboard/core/mail";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";
import { expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");
const eve = caller(t.server, "eve");

const system: Ctx = {
  ...t.as("system"),
  ports: { blob: t.blobs, mailer: { send: () => Promise.resolve({ messageId: "carrier-1" }) } },
};
const verdicts = { spf: "PASS", dkim: "PASS", dmarc: "PASS", spam: "PASS", virus: "PASS" } as const;
const raw = new TextEncoder().encode(
  "From: Eve <eve@main.example>\r\nTo: help@main.example\r\nSubject: Chain slips\r\nMessage-ID: <1@x>\r\n\r\nHelp.\r\n",
);
const arrival = {
  receiptId: "r1",
  recipients: [],
  address: "help@main.example",
  envelopeFrom: "eve@main.example",
  verdicts,
  raw,
};

const other = new TextEncoder().encode(
  "From: Al <al@x.example>\r\nTo: help@main.example, bo@x.example\r\nSubject: Offer\r\nMessage-ID: <2@x>\r\n\r\nBuy.\r\n",
);

test("staff see what came in, how it found its ticket, and what became of each answer", async () => {
  const { ticketId = "" } = await Mail.receive(system, arrival);
  await Mail.receive(system, { ...arrival, receiptId: "r2", verdicts: { ...verdicts, spam: "FAIL" } });
  const { data } = await ada(
    "{ inboundMails { edges { node { id outcome reason from subject address matchedBy ticket { id } } } } }",
  );
  const nodes = data.inboundMails.edges.map((edge: { node: unknown }) => edge.node);
  expect(nodes).toHaveLength(2);
  expect(nodes).toContainEqual(
    expect.objectContaining({
      outcome: "TICKET",
      matchedBy: "NONE",
      address: "help@main.example",
      ticket: { id: ticketId },
    }),
  );
  expect(nodes).toContainEqual(
    expect.objectContaining({ outcome: "QUARANTINED", reason: "It looks like spam.", ticket: null }),
  );
  await Workspace.addAddress(t.as("admin"), { address: "help@main.example", name: "Acme" });
  await Ticket.reply(t.as("ada"), { ticketId, text: "Which gear?" });
  await Mail.sendReply(system, { ticketId, sequence: 3 });
  const sent = await ada(
    "query ($id: ID!) { ticket(id: $id) { deliveries { edges { node { to status attempt entryId } } } } }",
    { id: ticketId },
  );
  expect(sent.data.ticket.deliveries.edges).toMatchObject([
    { node: { to: "eve@main.example", status: "SENT", attempt: 1 } },
  ]);
});

test("what lies in quarantine is listed, let out by whoever may, explained, and downloaded as it came", async () => {
  const admin = caller(t.server, "admin");
  await Mail.receive(system, { ...arrival, receiptId: "r3", raw: other, verdicts: { ...verdicts, spam: "FAIL" } });
  const listed = await ada("{ inboundMails(outcome: QUARANTINED) { edges { node { id why subject } } } }");
  const [{ node }] = listed.data.inboundMails.edges;
  expect(node).toMatchObject({ why: "SPAM", subject: "Offer" });
  const source = `mutation ($id: ID!) { requestMailSource(input: { inboundMailId: $id }) { url errors { code } } }`;
  expect((await ada(source, { id: node.id })).codes).toEqual(["FORBIDDEN"]);
  expect((await admin(source, { id: node.id })).data.requestMailSource).toMatchObject({ url: expect.any(String) });
  const out = await admin(
    `mutation ($id: ID!) {
      releaseMail(input: { inboundMailId: $id }) {
        inboundMail { outcome releasedAt ticket { entries(first: 1) { edges { node { id parties { cc replyTo } } } } } }
        errors { code }
      }
    }`,
    { id: node.id },
  );
  const { inboundMail } = out.data.releaseMail;
  expect(inboundMail).toMatchObject({ outcome: "TICKET", releasedAt: expect.any(String) });
  const entry = inboundMail.ticket.entries.edges[0].node;
  expect(entry.parties).toEqual({ cc: ["bo@x.example"], replyTo: null });
  const explained = await ada(
    `query ($id: ID!) {
      mailDiagnosis(entryId: $id) {
        outcome why says verified automatic signs { code says } verdicts { dmarc spam } releasedAt
        steps { rule found says } inboundMail { id }
      }
    }`,
    { id: entry.id },
  );
  expect(explained.data.mailDiagnosis).toMatchObject({
    outcome: "TICKET",
    why: "NOTHING_NAMED",
    verdicts: { dmarc: "PASS", spam: "FAIL" },
    steps: [
      { rule: "TOKEN", found: "ABSENT" },
      { rule: "REFERENCES", found: "ABSENT" },
      { rule: "SUBJECT", found: "ABSENT" },
    ],
    inboundMail: { id: node.id },
  });
});

test("a customer sees neither", async () => {
  expect((await eve("{ inboundMails { edges { node { id } } } }")).codes).toEqual(["FORBIDDEN"]);
});
