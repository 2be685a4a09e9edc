import { describe, expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import type { Row, Scalar } from "../../src/port/index.ts";
import { aggregatePartition } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

async function conversation(f: Fixture) {
  const { id } = await f.openTicket();
  await Ticket.reply(f.agent, { ticketId: id, text: "Which gear?" });
  await Ticket.note(f.agent, { ticketId: id, text: "Probably the cassette." });
  await Ticket.assign(f.agent, { ticketId: id, assigneeId: f.agentId });
  await Ticket.addMessage(f.customer, { ticketId: id, text: "The seventh." });
  return id;
}

const rowsOf = async (f: Fixture, id: string) =>
  (await f.table.query({ partition: aggregatePartition(f.system, id) })).rows;
const put = (f: Fixture, row: Row) => f.table.write({ kind: "put", row });

describe("the chain of a ticket", () => {
  test("verifies as it was written", async () => {
    const f = await makeDesk();
    const id = await conversation(f);
    expect(await Ticket.verify(f.agent, id)).toEqual({ valid: true, length: 6, brokenAt: null, reason: null });
  });

  test("shows any stored value that was changed, in every attribute of every event", async () => {
    const f = await makeDesk();
    const id = await conversation(f);
    for (const row of (await rowsOf(f, id)).filter(({ sk }) => sk !== "T")) {
      for (const [name, value] of Object.entries(row).filter(([attribute]) => !OUTSIDE.has(attribute))) {
        await put(f, { ...row, [name]: flipped(value) });
        const report = await Ticket.verify(f.agent, id);
        expect(`${String(row["sk"])} ${name} ${report.valid}`).toBe(`${String(row["sk"])} ${name} false`);
      }
      await put(f, row);
    }
    expect((await Ticket.verify(f.agent, id)).valid).toBe(true);
  });

  test("shows a dropped row, also the last one, and two rows that changed places", async () => {
    const f = await makeDesk();
    const id = await conversation(f);
    const events = (await rowsOf(f, id)).filter(({ sk }) => sk !== "T");
    for (const row of events) {
      await f.table.write({ kind: "delete", key: { pk: String(row["pk"]), sk: String(row["sk"]) } });
      expect((await Ticket.verify(f.agent, id)).valid).toBe(false);
      await put(f, row);
    }
    const [first, second] = events.filter(({ sk }) => String(sk).startsWith("P#"));
    if (!first || !second) throw new Error("no rows");
    await put(f, { ...first, sk: second["sk"] as string });
    await put(f, { ...second, sk: first["sk"] as string });
    expect((await Ticket.verify(f.agent, id)).valid).toBe(false);
  });
});

/** Where an event stands on the log index, and its row version: derived, so no part of what happened. */
const OUTSIDE = new Set(["pk", "sk", "a1", "a2", "_v"]);

function flipped(value: Scalar): Scalar {
  if (value instanceof Uint8Array) return value.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  // One letter of a JSON text, kept readable: the last digit or letter before the closing bracket.
  const at = value.search(/[a-z0-9](?=[^a-z0-9]*$)/i);
  return value.slice(0, at) + (value[at] === "a" ? "b" : "a") + value.slice(at + 1);
}

describe("redaction", () => {
  const MARKER = "4929-1234-5678-9012";

  test("leaves the text nowhere: no row, no file, no answer; and the chain still verifies", async () => {
    const f = await makeDesk();
    const upload = await Attachment.requestUpload(f.agent, {
      name: `${MARKER}.txt`,
      contentType: "text/plain",
      size: 19,
    });
    const file = await Attachment.find(f.system, upload.attachmentId);
    await f.blobs.put(file?.blobKey ?? "", new TextEncoder().encode(MARKER), "text/plain");
    const { id } = await f.openTicket();
    const long = `${MARKER} ${"x".repeat(5_000)}`;
    const said = await Ticket.reply(f.agent, { ticketId: id, text: long, attachmentIds: [upload.attachmentId] });
    const entryId = said.entryIds[0] ?? "";
    expect(await holdsMarker(f)).toBe(true);

    await Ticket.redact(f.admin, { ticketId: id, entryId, reason: "card number" });

    expect(await holdsMarker(f)).toBe(false);
    expect(await Ticket.entry(f.agent, entryId)).toMatchObject({ redacted: true, words: null, type: "ticket.replied" });
    expect(JSON.stringify(await Ticket.audit(f.agent, id))).not.toContain(MARKER);
    expect(await Ticket.verify(f.agent, id)).toMatchObject({ valid: true });
    expect(await codeOf(Ticket.attachmentUrl(f.agent, upload.attachmentId))).toBe("NOT_FOUND");
  });

  test("is refused for entries without words, of other tickets, and by those who may not", async () => {
    const f = await makeDesk();
    const [one, other] = [await f.openTicket(), await f.openTicket()];
    const entries = await Ticket.entries(f.agent, one.id);
    const [message] = entries.edges.map(({ node }) => node.id);
    const assigned = await Ticket.assign(f.agent, { ticketId: one.id, assigneeId: f.agentId });
    const redact = (ctx = f.admin, entryId = message, ticketId = one.id) =>
      codeOf(Ticket.redact(ctx, { ticketId, entryId: entryId ?? "", reason: "r" }));
    expect(await redact(f.admin, assigned.entryIds[0])).toBe("VALIDATION");
    expect(await redact(f.admin, message, other.id)).toBe("NOT_FOUND");
    expect(await redact(f.agent)).toBe("FORBIDDEN");
    expect(await redact()).toBe("done");
    expect(await redact()).toBe("done");
  });

  async function holdsMarker(f: Fixture): Promise<boolean> {
    const rows = JSON.stringify(await everyRow());
    const files = [...f.blobs.files.values()].map(({ bytes }) => Buffer.from(bytes).toString());
    return [rows, ...files].some((text) => text.includes(MARKER));
  }
});
