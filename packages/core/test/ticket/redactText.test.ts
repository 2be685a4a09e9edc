import { describe, expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import { aggregatePartition, history } from "../../src/table/index.ts";
import { faulty } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { diesAt } from "../support/dying.ts";
import { expectFold } from "../support/fold.ts";
import { inboundMail } from "../support/mail.ts";
import { holds } from "../support/marker.ts";
import { texts } from "../support/merge.ts";

useEngine();

const MARKER = "xq7-marker";
const reason = "asked for";
const redactions = async (f: Fixture, id: string) =>
  (await history(f.system, id)).filter(({ type }) => type === "ticket.redacted");

describe("of many entries", () => {
  test("the newest go first, thirty at once, all in the end; again changes nothing", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    for (let i = 0; i < 70; i++) await Ticket.note(f.agent, { ticketId, text: `${i} ${MARKER}` });
    const sizes: number[] = [];
    const transact: typeof f.table.transact = (writes) => {
      sizes.push(writes.length);
      return f.table.transact(writes);
    };
    const ctx = f.over({ ...f.table, transact }).as(f.admin.actor);
    const result = await Ticket.redactText(ctx, { ticketId, text: MARKER, reason });
    expect(sizes).toEqual([61, 61, 21]);
    expect(result.entryIds).toHaveLength(70);
    const sequences = (await redactions(f, ticketId)).map(({ payload }) => (payload as { sequence: number }).sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => b - a));
    expect(await holds(f, MARKER)).toEqual([]);
    expect((await Ticket.redactText(f.admin, { ticketId, text: MARKER, reason })).entryIds).toEqual([]);
    await expectFold(f, Ticket.ticket, ticketId);
  });

  const crashes = [1, 2, 3, 4].flatMap((at) => [[at, "before"] as const, [at, "after"] as const]);
  test.each(crashes)("cut off at commit %i, %s it, the same call goes on, and redacts each once", async (at, when) => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    for (let i = 0; i < 40; i++) await Ticket.note(f.agent, { ticketId, text: `${i} ${MARKER}` });
    await Ticket.note(f.agent, { ticketId, text: MARKER.padEnd(9_000, "x") });
    await Ticket.saveDraft(f.agent, { ticketId, kind: "NOTE", text: MARKER });
    const { version } = await Ticket.get(f.admin, ticketId);
    const input = { ticketId, text: MARKER, reason, idempotencyKey: "once", expectedVersion: version };
    const dying = f.over(faulty(f.table, diesAt(at, when, ["transact"]))).as(f.admin.actor);
    await Ticket.redactText(dying, input).catch(() => null);
    await Ticket.redactText(f.admin, input);
    f.clock.advance(2 * 1_440 * MINUTE);
    await tick(f.desk);
    expect(await holds(f, MARKER)).toEqual([]);
    expect(await redactions(f, ticketId)).toHaveLength(41);
    expect(f.blobs.files.size).toBe(1);
    await expectFold(f, Ticket.ticket, ticketId);
  });
});

describe("a text", () => {
  test("is found in all its places in an entry, wrapped anew too, and in no other spelling", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ text: "my card, my\ncard; My card" });
    await Ticket.redactText(f.admin, { ticketId, text: "my card", reason });
    expect(await texts(f.agent, ticketId)).toEqual(["████████, ████████; My card"]);
  });

  test("that looks like a pattern is taken as it is", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ text: "a.b (x|y)* $& axb" });
    for (const text of ["a.b", "(x|y)*", "$&"]) await Ticket.redactText(f.admin, { ticketId, text, reason });
    expect(await texts(f.agent, ticketId)).toEqual(["████████ ████████ ████████ axb"]);
  });

  test("never breaks what says where things are: ids, types, addresses of files", async () => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f, { headers: { "Content-Type": "text/html" }, body: "<p>att t e</p>" });
    for (const text of ["att", "t", "e"]) await Ticket.redactText(f.admin, { ticketId, text, reason: "R" });
    const [message] = (await Ticket.entries(f.agent, ticketId)).edges.flatMap(({ node }) => node.words ?? []);
    const html = message && (await Ticket.entryHtml(f.agent, message));
    expect(html?.trim()).toBe("<p>████████ ████████ ████████</p>");
    expect(await Ticket.verify(f.agent, ticketId)).toMatchObject({ valid: true });
  });

  test("is refused when it is none, was blanked already, or stands in the reason", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const input = (what: object) => ({ ticketId, text: "card", reason, ...what });
    const redact = (what: object, ctx = f.admin) => codeOf(Ticket.redactText(ctx, input(what)));
    for (const text of ["", " \n", "█", "x█", "x".repeat(501)]) expect(await redact({ text })).toBe("VALIDATION");
    expect(await redact({ reason: "the card" })).toBe("VALIDATION");
    expect(await redact({ reason: "" })).toBe("VALIDATION");
    expect(await redact({ expectedVersion: 99 })).toBe("CONFLICT");
    expect(await redact({}, f.agent)).toBe("FORBIDDEN");
    expect(await redact({ text: "x".repeat(500) })).toBe("done");
    expect(await redact({ ticketId: "tkt_01m80gww6hr6s8srgj2kyebk98" })).toBe("NOT_FOUND");
  });
});

describe("the history after a redaction", () => {
  test("shows words that were changed since, and first words that are back", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ text: `say ${MARKER}` });
    const rows = async () => (await f.table.query({ partition: aggregatePartition(f.system, ticketId) })).rows;
    const message = async () => (await rows()).find(({ sk }) => sk === "P#00000002");
    const first = await message();
    await Ticket.redactText(f.admin, { ticketId, text: MARKER, reason });
    const now = await message();
    if (!first || !now) throw new Error("no row");
    expect(now["m"]).toEqual(first["m"]);
    const forged = [
      { ...now, c: String(now["c"]).replace("say", "SAY") },
      { ...now, k: first["k"] },
      { ...now, c: first["c"], k: first["k"] },
      { ...now, m: now["k"] },
    ];
    for (const row of forged) {
      await f.table.write({ kind: "put", row: row as typeof now });
      expect((await Ticket.verify(f.admin, ticketId)).valid).toBe(false);
    }
    await f.table.write({ kind: "put", row: now });
    expect((await Ticket.verify(f.admin, ticketId)).valid).toBe(true);
  });

  test("verifies while words are blanked", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    for (let i = 0; i < 20; i++) await Ticket.note(f.agent, { ticketId, text: `word${i} ${MARKER}${i}-` });
    const redacting = (async () => {
      for (let i = 0; i < 20; i++) await Ticket.redactText(f.admin, { ticketId, text: `${MARKER}${i}-`, reason });
    })();
    const reports = [];
    for (let i = 0; i < 20; i++) reports.push((await Ticket.verify(f.agent, ticketId)).reason);
    await redacting;
    expect(reports.filter((one) => one !== null)).toEqual([]);
  });
});

describe("the subject", () => {
  test("is blanked by its entry, and the ticket's too if it is still that one", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ subject: MARKER });
    const [opened] = (await Ticket.entries(f.agent, ticketId)).edges.slice(-1);
    const redact = (entryId = "") => Ticket.redact(f.admin, { ticketId, entryId, reason });
    await Ticket.changeSubject(f.agent, { ticketId, subject: "Other" });
    expect((await redact(opened?.node.id)).object.subject).toBe("Other");
    expect((await redact(opened?.node.id)).entryIds).toEqual([]);
    const [changed] = (await Ticket.audit(f.admin, ticketId)).edges.filter(
      ({ node }) => node.type === "ticket.subject_changed",
    );
    expect((await redact(changed?.node.id)).object.subject).toBe("████████");
    expect(await holds(f, MARKER)).toEqual([]);
    expect(await holds(f, "Other")).toEqual([]);
    await expectFold(f, Ticket.ticket, ticketId);
  });
});

describe("an attachment", () => {
  test("goes alone: its entry and the other files stay", async () => {
    const f = await makeDesk();
    const ids: string[] = [];
    for (const name of [`${MARKER}.png`, "other.png"]) {
      const { attachmentId } = await Attachment.requestUpload(f.agent, { name, contentType: "image/png", size: 3 });
      const file = await Attachment.find(f.system, attachmentId);
      await f.blobs.put(file?.blobKey ?? "", new Uint8Array(3), "image/png");
      ids.push(attachmentId);
    }
    const { id: ticketId } = await f.openTicket();
    await Ticket.reply(f.agent, { ticketId, text: "See both.", attachmentIds: ids });
    const redact = (attachmentId: string, ctx = f.admin) =>
      codeOf(Ticket.redactAttachment(ctx, { ticketId, attachmentId, reason }));
    expect(await redact(ids[0] ?? "", f.agent)).toBe("FORBIDDEN");
    expect(await redact(ids[0] ?? "")).toBe("done");
    const [message] = (await Ticket.entries(f.customer, ticketId)).edges.flatMap(({ node }) => node.words ?? []);
    expect(message).toMatchObject({ text: "See both.", files: [{ name: "other.png" }] });
    expect(await holds(f, MARKER)).toEqual([]);
    expect(f.blobs.files.size).toBe(1);
    expect(await redact(ids[0] ?? "")).toBe("NOT_FOUND");
    const other = await f.openTicket();
    const elsewhere = { ticketId: other.id, attachmentId: ids[1] ?? "", reason };
    expect(await codeOf(Ticket.redactAttachment(f.admin, elsewhere))).toBe("NOT_FOUND");
    await expectFold(f, Ticket.ticket, ticketId);
  });
});
