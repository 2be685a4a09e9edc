import { describe, expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import { DAY } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { answered, arrivalOf, rawMail } from "../support/mail.ts";
import { holds } from "../support/marker.ts";
import { merge } from "../support/merge.ts";

useEngine();

const MARKER = "4111 xq&7 <marker>";
const HTML = "4111 xq&amp;7 &lt;marker&gt;";
const REASON = "A card number.";

async function upload(f: Fixture, name: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const type = "text/plain";
  const file = { name, contentType: type, size: bytes.length };
  const { attachmentId } = await Attachment.requestUpload(f.agent, file);
  await f.blobs.put((await Attachment.find(f.system, attachmentId))?.blobKey ?? "", bytes, type);
  return attachmentId;
}

/** A mail in two parts, text and HTML, the text packed as base64. */
const twoParts = (text: string, html: string): string =>
  [
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(text).toString("base64"),
    "--b",
    "Content-Type: text/html; charset=utf-8",
    "",
    html,
    "--b--",
  ].join("\r\n");

const mixed = { "Content-Type": "multipart/alternative; boundary=b", "MIME-Version": "1.0" };

/** A conversation by mail with the marker wherever somebody may write it. */
async function spread(f: Fixture) {
  const { ticketId, replyTo } = await answered(f, {
    headers: { ...mixed, Subject: `Stolen ${MARKER}`, From: `"Eve ${MARKER}" <eve@example.com>` },
    body: twoParts(`It is ${MARKER}, please.`, `<p title="${HTML}">It is <b>${HTML}</b>, please.</p>`),
  });
  const file = await upload(f, `${MARKER.replace(/[<>]/g, "")}.txt`, `file ${MARKER}`);
  await Ticket.reply(f.agent, { ticketId, text: `${MARKER} `.padEnd(9_000, "long "), attachmentIds: [file] });
  await Ticket.note(f.agent, { ticketId, text: `Note: ${MARKER}` });
  await Ticket.note(f.agent, { ticketId, text: `${"long ".repeat(1_500)}${MARKER}` });
  await Ticket.changeSubject(f.agent, { ticketId, subject: `${MARKER} again` });
  await Ticket.addCc(f.agent, { ticketId, address: "boss@acme.example", name: MARKER });
  await Ticket.saveDraft(f.agent, { ticketId, kind: "REPLY", text: `Dear ${MARKER}` });
  const quote = `Thanks.\r\n\r\nOn Mon, 2 Nov 2026, Northwind wrote:\r\n> It is 4111\r\n> xq&7 <marker>, please.`;
  const raw = rawMail({ Subject: "Re: your card" }, quote);
  await Mail.receive(f.system, arrivalOf({ raw, recipients: [replyTo] }));
  return { ticketId, file };
}

/** What the reactions to a redaction do. */
async function react(f: Fixture, ticketId: string): Promise<void> {
  for (const { type, sequence } of await history(f.system, ticketId))
    if (type === "ticket.redacted") await Mail.forget(f.system, { ticketId, sequence });
}

/** Everything that can be read of a ticket, by those who may read most. */
async function answers(f: Fixture, ticketId: string): Promise<string> {
  const { edges } = await Ticket.audit(f.admin, ticketId, { first: 100 });
  const spoken = edges.flatMap(({ node }) => node.words ?? []);
  return JSON.stringify([
    await Ticket.get(f.admin, ticketId),
    await Ticket.entries(f.admin, ticketId, { first: 100 }),
    edges,
    await Promise.all(spoken.map((words) => Ticket.entryText(f.admin, words))),
    await Promise.all(spoken.map((words) => Ticket.entryHtml(f.admin, words))),
    await Ticket.watchers(f.admin, ticketId),
    await Ticket.drafts(f.admin, ticketId),
    await Ticket.listOfCustomer(f.admin, f.customerId),
    await Mail.listInbound(f.admin),
  ]);
}

/** In rows JSON escapes nothing of it; in files HTML does. */
async function everywhere(f: Fixture): Promise<readonly string[]> {
  const spellings = [MARKER, HTML, Buffer.from(`It is ${MARKER}`).toString("base64"), "xq&7"];
  return (await Promise.all(spellings.map((spelling) => holds(f, spelling)))).flat();
}

describe("a text that is redacted", () => {
  test("is in no row, no file and no answer; what stands in its place is vouched for", async () => {
    const f = await makeDesk();
    const { ticketId, file } = await spread(f);
    expect((await everywhere(f)).length).toBeGreaterThan(10);
    await Ticket.redactAttachment(f.admin, { ticketId, attachmentId: file, reason: "A list of cards." });
    const { object } = await Ticket.redactText(f.admin, { ticketId, text: MARKER, reason: REASON });
    await react(f, ticketId);
    expect(await everywhere(f)).toEqual([]);
    expect(await answers(f, ticketId)).not.toMatch(/4111|xq&|marker/);
    expect(object.subject).toBe("████████ again");
    const [customers] = (await history(f.system, ticketId)).filter(({ type }) => type === "ticket.message_received");
    const words = customers?.content as Ticket.Words;
    expect(words).toMatchObject({ text: "It is ████████, please.", from: { name: "Eve ████████" } });
    expect(words).not.toHaveProperty("rawFile");
    expect((await Ticket.entryHtml(f.admin, words))?.trim()).toBe("<p>It is <b>████████</b>, please.</p>");
    expect((await Ticket.drafts(f.admin, ticketId))[0]?.text).toBe("Dear ████████");
    expect((await Ticket.watchers(f.admin, ticketId)).ccs[0]?.name).toBe("████████");
    await expectFold(f, Ticket.ticket, ticketId);
    const [receipt] = (await Mail.listInbound(f.admin)).edges.slice(-1);
    expect(receipt?.node).toMatchObject({ subject: "████████", from: "eve@example.com" });
    await expectFold(f, Mail.inbound, receipt?.node.id ?? "");
  });

  test("is gone from the long texts whole, however they were cut", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    // The preview of it ends in the middle of the marker.
    const text = `${"x".repeat(495)}${MARKER}${"y".repeat(9_000)}`;
    await Ticket.note(f.agent, { ticketId, text });
    await Ticket.redactText(f.admin, { ticketId, text: MARKER, reason: REASON });
    expect(await holds(f, "4111")).toEqual([]);
    const { edges } = await Ticket.entries(f.admin, ticketId);
    const [note] = edges.flatMap(({ node }) => node.words ?? []);
    expect(note && (await Ticket.entryText(f.admin, note))).toBe(`${"x".repeat(495)}████████${"y".repeat(9_000)}`);
    expect(f.blobs.files.size).toBe(1);
  });

  test("is gone from what a ticket left elsewhere: subject and fields of what was split off and what follows it", async () => {
    const f = await makeDesk();
    await Workspace.defineField(f.admin, { on: "TICKET", key: "card", label: "Card", type: "TEXT" });
    const { id: ticketId } = await f.openTicket({ subject: `S ${MARKER}` });
    await Ticket.changeFields(f.agent, { ticketId, values: { card: MARKER } });
    const { entryIds } = await Ticket.addMessage(f.customer, { ticketId, text: "The bell, too." });
    const { object: off } = await Ticket.split(f.agent, { ticketId, entryIds: [...entryIds] });
    await Ticket.resolve(f.agent, { ticketId });
    await Ticket.close(f.agent, { ticketId });
    f.clock.advance(30 * DAY);
    const { object: next } = await Ticket.addMessage(f.customer, { ticketId, text: "It is broken again." });
    expect([off.subject, next.subject]).toEqual([`S ${MARKER}`, `S ${MARKER}`]);
    await Ticket.redactText(f.admin, { ticketId, text: MARKER, reason: REASON });
    expect(await holds(f, MARKER)).toEqual([]);
    for (const { id } of [off, next]) {
      expect(await Ticket.get(f.admin, id)).toMatchObject({ subject: "S ████████" });
      expect((await Ticket.verify(f.admin, id)).valid).toBe(true);
      await expectFold(f, Ticket.ticket, id);
    }
  });

  test("is gone from everything that shows in the conversation, merged and split", async () => {
    const f = await makeDesk();
    const [target, source, old] = [
      await f.openTicket({ text: `t ${MARKER}` }),
      await f.openTicket({ text: `s ${MARKER}`, subject: MARKER }),
      await f.openTicket({ text: "stays" }),
    ];
    const said = await Ticket.addMessage(f.customer, { ticketId: old.id, text: `moved ${MARKER}` });
    const kept = await Ticket.addMessage(f.customer, { ticketId: old.id, text: `kept ${MARKER}` });
    const { object: taker } = await Ticket.split(f.agent, { ticketId: old.id, entryIds: [...said.entryIds] });
    await Ticket.saveDraft(f.agent, { ticketId: source.id, kind: "NOTE", text: MARKER });
    await merge(f, target.id, source.id, taker.id);
    await Ticket.redactText(f.admin, { ticketId: target.id, text: MARKER, reason: REASON });
    const left = await holds(f, MARKER);
    expect(left).toHaveLength(1);
    const keptEntry = await Ticket.entry(f.admin, kept.entryIds[0] ?? "");
    expect(keptEntry.words?.text).toContain(MARKER);
    expect(await Ticket.get(f.admin, source.id)).toMatchObject({ subject: "████████" });
    for (const { id } of [target, source, old, taker]) await expectFold(f, Ticket.ticket, id);
  });
});
