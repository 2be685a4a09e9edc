import { beforeAll, describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { counted } from "../../src/testing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { type Arrival, answered, arrivalOf, inboundMail, rawMail } from "../support/mail.ts";

useEngine();

const entriesOf = async (f: Fixture, ticketId: string) => (await Ticket.entries(f.agent, ticketId)).edges;

describe("what senders try", () => {
  let f: Fixture;
  beforeAll(async () => {
    f = await makeDesk();
  });

  /** A ticket of somebody, answered: with its own reply address. */
  const ofBob = () => answered(f, { headers: { From: "Bob <bob@example.com>" }, envelopeFrom: "bob@example.com" });

  test.each<[string, (own: string, other: string) => Arrival]>([
    ["in Cc", (own, other) => ({ headers: { To: own, Cc: other } })],
    ["in front of their own", (own, other) => ({ headers: { To: `${other}, ${own}` } })],
    ["in the envelope", (own, other) => ({ headers: { To: own }, recipients: [other] })],
    ["in Bcc and X-Original-To", (own, other) => ({ headers: { To: own, Bcc: other, "X-Original-To": other } })],
  ])("a reply address of another's ticket %s does not carry their words there", async (_, arrival) => {
    const [own, other] = [await answered(f), await ofBob()];
    const before = await entriesOf(f, other.ticketId);
    const next = await inboundMail(f, { ...arrival(own.replyTo, other.replyTo), body: "Mine." });
    expect(next).toMatchObject({ ticketId: own.ticketId, mail: { outcome: "ENTRY", trail: [{ found: "OWNER" }] } });
    expect(await entriesOf(f, other.ticketId)).toEqual(before);
  });

  test("references to another's ticket beside their own count for their own", async () => {
    const [own, other] = [await answered(f), await ofBob()];
    const References = `${other.header("References")} ${own.header("References")}`;
    expect((await inboundMail(f, { headers: { References } })).ticketId).toBe(own.ticketId);
  });

  test("our address named a hundred times, in every field, is one ticket and no party", async () => {
    const many = Array.from({ length: 100 }, () => SUPPORT).join(", ");
    const { mail, ticketId } = await inboundMail(f, { headers: { To: many, Cc: many, Bcc: many } });
    expect(mail.outcome).toBe("TICKET");
    const [entry] = await entriesOf(f, ticketId);
    expect(entry?.node.words?.named).toBeUndefined();
  });

  test("a thousand recipients, a thousand invented reply addresses among them, are taken in and bounded", async () => {
    const invented = Array.from(
      { length: 1_000 },
      (_, i) => `support+${String(i).padStart(36, "0")}@northwind.example`,
    );
    const others = Array.from({ length: 1_000 }, (_, i) => `a${i}@example.com`);
    const { table, calls } = counted(f.table);
    const over = { ...f, system: f.over(table).as(f.system.actor) };
    const { mail, ticketId } = await inboundMail(over, {
      recipients: invented,
      headers: { To: invented.join(", "), Cc: others.join(", ") },
    });
    // The keys are read once, not for every address that somebody made up.
    expect([...calls()].length).toBeLessThan(30);
    expect(mail).toMatchObject({ outcome: "TICKET", trail: [{ rule: "TOKEN", found: "NOT_OURS" }, {}, {}] });
    expect((await entriesOf(f, ticketId))[0]?.node.words?.named?.cc).toHaveLength(50);
  });

  test("more recipients than an envelope has are refused, as no carrier sends that", async () => {
    const recipients = Array.from({ length: 1_001 }, () => SUPPORT);
    await expect(Mail.receive(f.system, arrivalOf({ recipients }))).rejects.toMatchObject({ code: "VALIDATION" });
  });

  test.each([
    ["a name", { From: "=?utf-8?q?Eve=0D=0ABcc:_all@evil.example?= <inject@example.com>" }],
    ["a subject", { Subject: "=?utf-8?b?SGkNCkJjYzogYWxsQGV2aWwuZXhhbXBsZQ==?=" }],
  ])("a header hidden in %s never becomes one: not when it is answered either", async (_, headers) => {
    const { ticketId, raw } = await answered(f, { headers, envelopeFrom: "inject@example.com" });
    const ticket = await Ticket.get(f.agent, ticketId);
    const customer = await Customer.get(f.agent, ticket.customerId);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not be there.
    expect(`${ticket.subject}${customer.name ?? ""}`).not.toMatch(/[\u0000-\u001f\u007f]/);
    const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
    expect(head).not.toMatch(/^bcc:/im);
  });

  test("an automatic answer to an automatic answer moves nothing and speaks for nobody", async () => {
    const { ticketId, replyTo } = await answered(f);
    const auto = { To: replyTo, "Auto-Submitted": "auto-replied", Precedence: "auto_reply" };
    for (let i = 0; i < 3; i++) await inboundMail(f, { headers: auto, envelopeFrom: "", body: `I am away (${i}).` });
    expect((await Ticket.get(f.agent, ticketId)).status).toBe("WAITING_ON_CUSTOMER");
    const [note] = await entriesOf(f, ticketId);
    expect(note?.node.mail?.automatic).toBe(true);
  });

  test("a reply token of a workspace that shares the table is none of ours, nor are its references and numbers", async () => {
    const globex = await makeDesk("globex", { table: f.table });
    const { header, replyTo } = await answered(globex);
    expect(replyTo).toContain("+");
    const { mail } = await inboundMail(f, {
      headers: { To: replyTo, References: header("References"), Subject: "Re: [#999]" },
    });
    expect(mail).toMatchObject({
      outcome: "TICKET",
      trail: [
        { rule: "TOKEN", found: "NOT_OURS" },
        { rule: "REFERENCES", found: "NOT_OURS" },
        { rule: "SUBJECT", found: "NOT_OURS" },
      ],
    });
  });

  test.each<[string, Partial<Mail.Verdicts>, boolean]>([
    ["PASS", {}, true],
    ["GRAY", { dmarc: "GRAY" }, false],
    ["PROCESSING_FAILED", { dmarc: "PROCESSING_FAILED" }, false],
  ])("what an answer with DMARC %s says is the customer's word only if that passed", async (_, verdicts, verified) => {
    const { ticketId, replyTo } = await answered(f);
    await inboundMail(f, { headers: { To: replyTo }, verdicts });
    expect((await entriesOf(f, ticketId))[0]?.node.mail?.verified).toBe(verified);
  });

  test("the same answer five times at once is one entry and four duplicates", async () => {
    const { ticketId, replyTo } = await answered(f);
    const before = (await entriesOf(f, ticketId)).length;
    const raw = rawMail({ To: replyTo }, "Once.");
    const mails = await Promise.all(Array.from({ length: 5 }, () => inboundMail(f, { raw })));
    const outcomes = mails.map(({ mail }) => mail.outcome).sort();
    expect(outcomes).toEqual(["DUPLICATE", "DUPLICATE", "DUPLICATE", "DUPLICATE", "ENTRY"]);
    expect(await entriesOf(f, ticketId)).toHaveLength(before + 1);
  });

  test("what stands below a line that asks to reply above it is quoted, and the whole is kept", async () => {
    const { ticketId, replyTo } = await answered(f);
    const body = "The seventh.\r\n\r\n## Please type your reply above this line ##\r\n\r\nWhich gear?\r\n";
    await inboundMail(f, { headers: { To: replyTo }, body });
    const words = (await entriesOf(f, ticketId))[0]?.node.words;
    expect(words).toMatchObject({ text: "The seventh.", quoted: true, rawFile: expect.any(String) });
  });
});
