import { describe, expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import { DAY } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { history } from "../../src/table/index.ts";
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

const MARKER = "xq7-marker-to-be-gone";

/** A ticket with the marker wherever somebody may write it, deleted and past restoring. */
async function purged(f: Fixture): Promise<string> {
  const { ticketId } = await inboundMail(f, { headers: { Subject: `S ${MARKER}` }, body: `B ${MARKER}` });
  const upload = await Attachment.requestUpload(f.agent, { name: `${MARKER}.txt`, contentType: "text/plain", size: 3 });
  const file = await Attachment.find(f.system, upload.attachmentId);
  await f.blobs.put(file?.blobKey ?? "", new Uint8Array(3), "text/plain");
  await Ticket.reply(f.agent, { ticketId, text: MARKER.padEnd(9_000, "x"), attachmentIds: [upload.attachmentId] });
  await Ticket.note(f.agent, { ticketId, text: `N ${MARKER}` });
  await Ticket.changeSubject(f.agent, { ticketId, subject: `T ${MARKER}` });
  await Ticket.addCc(f.agent, { ticketId, address: `${MARKER}@acme.example` });
  await Ticket.saveDraft(f.agent, { ticketId, kind: "REPLY", text: `D ${MARKER}` });
  await Ticket.remove(f.admin, { ticketId });
  f.clock.advance(30 * DAY);
  await tick(f.desk);
  return ticketId;
}

/** What the reactions to the purge do. */
async function react(f: Fixture, ticketId: string): Promise<void> {
  const sequence = (await history(f.system, ticketId)).find(({ type }) => type === "ticket.purged")?.sequence ?? 0;
  await Mail.forget(f.system, { ticketId, sequence });
  await Ticket.erase(f.system, { ticketId });
}

describe("what a purged ticket said", () => {
  test("is in no row and no file; its history still verifies", async () => {
    const f = await makeDesk();
    const ticketId = await purged(f);
    expect(await holds(f, MARKER)).not.toEqual([]);
    for (let i = 0; i < 2; i++) await react(f, ticketId);
    expect(await holds(f, MARKER)).toEqual([]);
    expect(f.blobs.files.size).toBe(0);
    expect(await texts(f.admin, ticketId)).toEqual([]);
    expect(await Ticket.watchers(f.admin, ticketId)).toEqual({ followers: [], ccs: [] });
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("is gone also when erasing is cut off anywhere and begun again", async () => {
    for (const at of [1, 2, 3, 4, 5, 6, 8, 10, 12]) {
      const f = await makeDesk();
      const ticketId = await purged(f);
      const dying = f.over(faulty(f.table, diesAt(at)));
      await Ticket.erase(dying.as(f.system.actor), { ticketId }).catch(() => null);
      await react(f, ticketId);
      await tick(f.desk);
      expect(await holds(f, MARKER), `call ${at}`).toEqual([]);
      expect(f.blobs.files.size).toBe(0);
    }
  });

  test("stays where it was split off to, and goes with what was split into it", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ text: "stays" });
    const said = await Ticket.addMessage(f.customer, { ticketId, text: "moved" });
    const { object: taker } = await Ticket.split(f.agent, { ticketId, entryIds: [...said.entryIds] });
    await Ticket.remove(f.admin, { ticketId });
    f.clock.advance(30 * DAY);
    await tick(f.desk);
    await Ticket.erase(f.system, { ticketId });
    expect(await texts(f.admin, ticketId)).toEqual([]);
    expect(await texts(f.agent, taker.id)).toEqual(["moved"]);
    await Ticket.remove(f.admin, { ticketId: taker.id });
    f.clock.advance(30 * DAY);
    await tick(f.desk);
    await Ticket.erase(f.system, { ticketId: taker.id });
    expect(await texts(f.admin, taker.id)).toEqual([]);
    expect(await Ticket.verify(f.admin, ticketId)).toMatchObject({ valid: true });
  });
});

describe("erasing", () => {
  test("is the platform's own, and touches nothing that can still be restored", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ text: "said" });
    expect(await codeOf(Ticket.erase(f.admin, { ticketId }))).toBe("FORBIDDEN");
    await Ticket.remove(f.admin, { ticketId });
    await Ticket.erase(f.system, { ticketId });
    await Ticket.restore(f.admin, { ticketId });
    expect(await texts(f.agent, ticketId)).toEqual(["said"]);
  });
});
