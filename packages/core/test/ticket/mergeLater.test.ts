import { describe, expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import { DAY } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { answered, arrivalOf } from "../support/mail.ts";
import { close, merge, stranger, texts } from "../support/merge.ts";

useEngine();

async function fileBy(f: Fixture, ctx: Fixture["agent"]): Promise<string> {
  const described = { name: "a.png", contentType: "image/png" };
  const { attachmentId } = await Attachment.requestUpload(ctx, { ...described, size: 3 });
  const file = await Attachment.find(f.system, attachmentId);
  await f.blobs.put(file?.blobKey ?? "", new Uint8Array(3), described.contentType);
  return attachmentId;
}

describe("later messages", () => {
  test("to a merged ticket land in the target and open it", async () => {
    const f = await makeDesk();
    const [a, b] = [await f.openTicket({ text: "a1" }), await f.openTicket({ text: "b1" })];
    await merge(f, a.id, b.id);
    f.clock.advance(1);
    await Ticket.reply(f.agent, { ticketId: a.id, text: "a2" });
    const { object } = await Ticket.addMessage(f.customer, { ticketId: b.id, text: "more" });
    expect(object).toMatchObject({ id: a.id, status: "OPEN" });
    expect(await texts(f.customer, a.id)).toEqual(["a1", "b1", "a2", "more"]);
    expect(await texts(f.customer, b.id)).toEqual(["b1"]);
  });

  test.each(["token", "references", "subject"])("by mail as well, found by %s", async (by) => {
    const f = await makeDesk();
    const { ticketId, replyTo, header } = await answered(f);
    const source = await Ticket.get(f.agent, ticketId);
    const target = await f.openTicket({ text: "t1" });
    await merge(f, target.id, ticketId);
    const arrival =
      by === "token"
        ? { recipients: [replyTo] }
        : {
            headers:
              by === "references" ? { References: header("References") } : { Subject: `Re: [#${source.number}]` },
          };
    const mail = await Mail.receive(f.system, arrivalOf({ ...arrival, body: "by mail" }));
    expect(mail).toMatchObject({ outcome: "ENTRY", ticketId: target.id });
    expect((await texts(f.agent, target.id)).at(-1)).toContain("by mail");
  });

  test("go to a follow-up once the target is closed for long", async () => {
    const f = await makeDesk();
    const [a, b] = [await f.openTicket(), await f.openTicket()];
    await merge(f, a.id, b.id);
    await close(f, a.id);
    f.clock.advance(8 * DAY);
    const { object } = await Ticket.addMessage(f.customer, { ticketId: b.id, text: "again" });
    expect(object).toMatchObject({ followUpOf: a.id });
  });
});

test("an entry is redacted from wherever it is seen, and nowhere else", async () => {
  const f = await makeDesk();
  const [a, b, c] = [await f.openTicket(), await f.openTicket({ text: "secret" }), await f.openTicket()];
  await merge(f, a.id, b.id);
  const secret = (await Ticket.entries(f.agent, a.id)).edges.find(({ node }) => node.words?.text === "secret");
  const input = { entryId: secret?.node.id ?? "", reason: "asked to" };
  expect(await codeOf(Ticket.redact(f.admin, { ticketId: c.id, ...input }))).toBe("NOT_FOUND");
  expect((await Ticket.redact(f.admin, { ticketId: a.id, ...input })).object.id).toBe(a.id);
  expect(await texts(f.agent, a.id)).not.toContain("secret");
  expect(await texts(f.agent, b.id)).not.toContain("secret");
  expect((await Ticket.verify(f.agent, b.id)).valid).toBe(true);
});

describe("tickets of two customers merged into one", () => {
  test("show the desk everything, and each customer their own words alone", async () => {
    const f = await makeDesk();
    const { ctx: zoe, ticket: hers } = await stranger(f);
    const target = await f.openTicket({ text: "eve 1" });
    await merge(f, target.id, hers.id);
    const sent = await Ticket.addMessage(zoe, { ticketId: hers.id, text: "zoe 2" });
    expect(sent.object).toMatchObject({ id: hers.id, status: "CLOSED" });
    expect(await texts(f.agent, target.id)).toEqual(["zoe 1", "eve 1", "zoe 2"]);
    expect(await texts(f.customer, target.id)).toEqual(["eve 1"]);
    expect(await Ticket.mergedTickets(f.customer, target.id)).toEqual([]);
    expect(await texts(zoe, hers.id)).toEqual(["zoe 1"]);
    expect(await codeOf(Ticket.get(zoe, target.id))).toBe("NOT_FOUND");
    const [newest] = (await Ticket.entries(f.agent, target.id)).edges;
    expect(await codeOf(Ticket.entry(f.customer, newest?.node.id ?? ""))).toBe("NOT_FOUND");
    await Ticket.unmerge(f.agent, { ticketId: hers.id });
    expect(await texts(f.agent, target.id)).toEqual(["eve 1", "zoe 2"]);
    expect(await texts(f.customer, target.id)).toEqual(["eve 1"]);
  });

  test("keep files where words are: what one brings the other cannot fetch, and the one who brought it can", async () => {
    const f = await makeDesk();
    const { ctx: zoe, ticket: hers } = await stranger(f);
    const target = await f.openTicket({ text: "eve 1" });
    const later = await fileBy(f, zoe);
    await merge(f, target.id, hers.id);
    await Ticket.addMessage(zoe, { ticketId: hers.id, text: "zoe 2", attachmentIds: [later] });
    const own = await fileBy(f, f.customer);
    await Ticket.addMessage(f.customer, { ticketId: target.id, text: "eve 2", attachmentIds: [own] });
    const may = async (ctx: Fixture["agent"], file: string) =>
      (await codeOf(Ticket.attachmentUrl(ctx, file))) === "done";
    for (const file of [later, own]) expect(await may(f.agent, file)).toBe(true);
    expect([await may(zoe, later), await may(f.customer, later)]).toEqual([true, false]);
    expect([await may(zoe, own), await may(f.customer, own)]).toEqual([false, true]);
  });

  test("never start a follow-up with the words of one for the other", async () => {
    const f = await makeDesk();
    const { ctx: zoe, ticket: hers } = await stranger(f);
    const target = await f.openTicket();
    await merge(f, target.id, hers.id);
    await close(f, target.id);
    f.clock.advance(8 * DAY);
    const { object } = await Ticket.addMessage(zoe, { ticketId: hers.id, text: "zoe again" });
    expect(object).toMatchObject({ followUpOf: hers.id, customerId: hers.customerId });
  });
});
