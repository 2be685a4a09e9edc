import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Customer from "../../src/customer/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { load } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { type Arrival, inboundMail } from "../support/mail.ts";

useEngine();

/** An answer to a mail, as it went out. */
async function answer(f: Fixture, arrival: Arrival = {}, how: Partial<Ticket.ReplyInput> = {}, cc: string[] = []) {
  const { ticketId } = await inboundMail(f, arrival);
  for (const address of cc) await Ticket.addCc(f.agent, { ticketId, address });
  await Ticket.reply(f.agent, { ticketId, text: "Which gear?", ...how });
  const delivery = await Mail.sendReply(f.system, { ticketId, sequence: 3 + cc.length });
  const mail = f.outbox.at(-1);
  return { ticketId, delivery, mail, read: await PostalMime.parse(Buffer.from(mail?.raw ?? [])) };
}

const copied = { To: `${SUPPORT}, lee@acme.example`, Cc: "Kim <kim@acme.example>" };

describe("to whom an answer goes", () => {
  const rows: readonly [string, Arrival, Partial<Ticket.ReplyInput>, string[], string[]][] = [
    ["the customer alone", {}, {}, [], []],
    ["whom their last mail named too", { headers: copied }, {}, [], ["lee@acme.example", "kim@acme.example"]],
    ["nobody of a mail that is not surely theirs", { headers: copied, verdicts: { dmarc: "GRAY" } }, {}, [], []],
    ["the ticket's CCs", {}, {}, ["boss@acme.example"], ["boss@acme.example"]],
    ["each mailbox once", { headers: copied }, {}, ["KIM@acme.example"], ["kim@acme.example", "lee@acme.example"]],
    ["never the desk itself", { headers: { Cc: "support+x@northwind.example" } }, {}, [SUPPORT], []],
    ["nobody but whom the answer names", { headers: copied }, { cc: [] }, ["boss@acme.example"], []],
  ];
  test.each(rows)("%s", async (...[, arrival, how, ccs, expected]) => {
    const f = await makeDesk();
    const { mail, read, delivery } = await answer(f, arrival, how, ccs);
    const lower = (all: readonly string[] | undefined) => all?.map((one) => one.toLowerCase()).sort();
    expect(lower(mail?.to)).toEqual(lower(["eve@example.com", ...expected]));
    expect(lower(read.cc?.map(({ address = "" }) => address) ?? [])).toEqual(lower(expected));
    expect(delivery?.recipients.map(({ status }) => status)).toEqual(
      ["eve@example.com", ...expected].map(() => "SENT"),
    );
  });

  test("whom the answer is written to instead of the customer, and then nobody by themselves", async () => {
    const f = await makeDesk();
    const { mail } = await answer(f, { headers: copied }, { to: ["kim@acme.example"] }, ["boss@acme.example"]);
    expect(mail?.to).toEqual(["kim@acme.example"]);
  });

  test("the address of theirs that the customer last wrote from", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    await Customer.addIdentity(f.agent, { customerId, identity: { kind: "EMAIL", value: "eve@home.example" } });
    const { mail } = await answer(f, { headers: { From: "eve@home.example" }, envelopeFrom: "eve@home.example" });
    expect(mail?.to).toEqual(["eve@home.example"]);
  });

  test("who came before and did not write last gets nothing of what follows", async () => {
    const f = await makeDesk();
    const { ticketId } = await answer(f, { headers: copied });
    const subject = { Subject: "Re: Chain slips [#1]" };
    await inboundMail(f, { headers: subject });
    await Ticket.reply(f.agent, { ticketId, text: "And now?" });
    const sequence = (await load(f.system, Ticket.ticket, ticketId))?.head.sequence ?? 0;
    await Mail.sendReply(f.system, { ticketId, sequence });
    expect(f.outbox.at(-1)?.to).toEqual(["eve@example.com"]);
  });

  test("fifty at most, and what is no address is refused", async () => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f);
    const many = Array.from({ length: 51 }, (_, i) => `p${i}@acme.example`);
    const reply = (how: Partial<Ticket.ReplyInput>) => codeOf(Ticket.reply(f.agent, { ticketId, text: "T", ...how }));
    expect(await reply({ to: many })).toBe("VALIDATION");
    expect(await reply({ to: many.slice(0, 30), cc: many.slice(0, 30) })).toBe("VALIDATION");
    expect(await reply({ cc: ["a@b.example\r\nBcc: all@evil.example"] })).toBe("VALIDATION");
  });
});

describe("no header is begun, and none is turned around, by", () => {
  const HOSTILE = [
    "\r\nBcc: all@evil.example",
    "\nBcc: all@evil.example",
    "\u0000",
    "\u202e",
    "\u2028Bcc: x@evil.example",
  ];
  test.each(HOSTILE.map((hostile) => [JSON.stringify(hostile), hostile] as const))("%s", async (_, hostile) => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f);
    await Ticket.changeSubject(f.agent, { ticketId, subject: `Chain${hostile}` });
    await Ticket.addCc(f.agent, { ticketId, address: "kim@acme.example", name: `Kim${hostile}` });
    await Agent.changeProfile(f.admin, { agentId: f.agentId, displayName: `Maya${hostile}` });
    await Workspace.addAddress(f.admin, { address: SUPPORT, name: `North${hostile}` });
    await Ticket.reply(f.agent, { ticketId, text: "T" });
    await Mail.sendReply(f.system, { ticketId, sequence: 5 });
    const raw = Buffer.from(f.outbox.at(-1)?.raw ?? []);
    const read = await PostalMime.parse(raw);
    expect(read.headers.map(({ key }) => key)).not.toContain("bcc");
    const seen = [read.subject, read.from?.name, ...(read.cc ?? []).map(({ name }) => name)].join("");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not be there.
    expect(seen).not.toMatch(/[\u0000-\u001f\u202e\u2028]/);
    expect(f.outbox.at(-1)?.to).toEqual(["eve@example.com", "kim@acme.example"]);
  });
});

describe("what an answer says", () => {
  test("Markdown goes out as text and as HTML, and nothing live in it", async () => {
    const f = await makeDesk();
    const text = "**Yes**, see [this](https://a.example).\n\n<script>alert(1)</script><img src=https://t.example/x>";
    const { read, ticketId } = await answer(f, {}, { text, format: "MARKDOWN" });
    expect(read.html).toContain("<strong>Yes</strong>");
    expect(read.html).not.toMatch(/<script| src="https/);
    expect(read.text).toContain("Yes, see this [https://a.example].");
    const [entry] = (await Ticket.entries(f.agent, ticketId)).edges;
    expect(entry?.node.words?.htmlFile).toBeDefined();
  });

  test("HTML without a word is no answer", async () => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f);
    const said = Ticket.reply(f.agent, { ticketId, text: "<p><br></p>", format: "HTML" });
    expect(await codeOf(said)).toBe("VALIDATION");
  });

  test("is signed by whoever wrote it, and has the footer of its address below", async () => {
    const f = await makeDesk();
    await Agent.changeProfile(f.admin, { agentId: f.agentId, displayName: "Maya", signature: "Maya\nWorkshop <1>" });
    await Workspace.changeAddress(f.admin, { address: SUPPORT, footer: "Northwind Ltd" });
    const { read } = await answer(f);
    expect(read.from?.name).toBe("Maya (Northwind Bikes)");
    expect(read.text?.trim()).toBe("Which gear?\n\n-- \nMaya\nWorkshop <1>\n\nNorthwind Ltd");
    expect(read.html).toContain("Workshop &lt;1&gt;");
  });

  test("asks to write above a line where the workspace wants that, in the language of the address", async () => {
    const f = await makeDesk();
    await Workspace.changeSettings(f.admin, { mail: { replyMarker: true } });
    await Workspace.changeAddress(f.admin, { address: SUPPORT, locale: "de-AT" });
    const { read, ticketId } = await answer(f);
    expect(read.text).toMatch(/^##- Bitte antworten Sie oberhalb dieser Linie -##/);
    const quoted = `Low.\n\n${read.text?.replace(/^/gm, "> ")}`;
    const back = await inboundMail(f, { headers: { To: read.replyTo?.[0]?.address ?? "" }, body: quoted });
    expect(back.ticketId).toBe(ticketId);
    expect((await Ticket.entries(f.agent, ticketId)).edges[0]?.node.words?.text).toBe("Low.");
  });
});
