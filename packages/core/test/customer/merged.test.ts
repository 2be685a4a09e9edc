import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { answered, inboundMail } from "../support/mail.ts";
import { texts } from "../support/merge.ts";
import { mail, merge, phone, somebody, unmerge } from "../support/people.ts";

useEngine();

/** Eve and Zoe, each with a ticket, who are one person. */
async function couple(f: Fixture) {
  const zoe = await somebody(f, mail("zoe@example.com"));
  const eves = await f.openTicket({ text: "eve 1" });
  f.clock.advance(1);
  const zoes = await f.openTicket({ customerId: zoe.id, text: "zoe 1" });
  await merge(f, f.customerId, zoe.id);
  return { zoe, eves, zoes };
}

const idsOf = ({ edges }: Awaited<ReturnType<typeof Ticket.listOfCustomer>>) => edges.map(({ node }) => node.id);

describe("the tickets of people who are merged", () => {
  test("show together in their history, page by page, by whichever of their ids", async () => {
    const f = await makeDesk();
    const { zoe, eves, zoes } = await couple(f);
    expect(idsOf(await Ticket.listOfCustomer(f.agent, f.customerId))).toEqual([zoes.id, eves.id]);
    expect(idsOf(await Ticket.listOfCustomer(f.agent, zoe.id))).toEqual([zoes.id, eves.id]);
    const { edges, pageInfo } = await Ticket.listOfCustomer(f.agent, f.customerId, {}, { first: 1 });
    expect(edges[0]?.node.id).toBe(zoes.id);
    const page = { first: 1, after: pageInfo.endCursor ?? "" };
    expect(idsOf(await Ticket.listOfCustomer(f.agent, f.customerId, {}, page))).toEqual([eves.id]);
    await unmerge(f, zoe.id);
    expect(idsOf(await Ticket.listOfCustomer(f.agent, f.customerId))).toEqual([eves.id]);
    expect(idsOf(await Ticket.listOfCustomer(f.agent, zoe.id))).toEqual([zoes.id]);
    expect(await codeOf(Ticket.listOfCustomer(f.agent, f.customerId, {}, page))).toBe("BAD_USER_INPUT");
  });

  test("are what the desk has with them, and what may be the same already, by whichever of their ids", async () => {
    const f = await makeDesk();
    const { zoe, eves, zoes } = await couple(f);
    const kim = await somebody(f, mail("kim@example.com"));
    await merge(f, kim.id, f.customerId);
    for (const customerId of [kim.id, f.customerId, zoe.id]) {
      const { total, open } = await Ticket.relationship(f.agent, customerId);
      expect([total, open.map(({ id }) => id)]).toEqual([2, [zoes.id, eves.id]]);
      const twins = await Ticket.suggestDuplicates(f.agent, { customerId, subject: "Chain slips" });
      expect(twins.map(({ id }) => id)).toEqual([zoes.id, eves.id]);
    }
  });

  test.each(["root", "source"])(
    "are all theirs to whoever comes as the %s, until the merge is taken back",
    async (who) => {
      const f = await makeDesk();
      const { zoe, eves, zoes } = await couple(f);
      const [ctx, own, other] = who === "root" ? [f.customer, eves, zoes] : [zoe.ctx, zoes, eves];
      for (const { id } of [own, other]) {
        expect(await codeOf(Ticket.get(ctx, id))).toBe("done");
        await Ticket.addMessage(ctx, { ticketId: id, text: `more from the ${who}` });
        expect(await texts(ctx, id)).toHaveLength(2);
      }
      expect(idsOf(await Ticket.listByActivity(ctx))).toHaveLength(2);
      expect(idsOf(await Ticket.listOfCustomer(ctx, zoe.id))).toHaveLength(2);
      expect((await Customer.get(ctx, zoe.id)).merged).toMatchObject({ into: f.customerId });
      await unmerge(f, zoe.id);
      expect(await codeOf(Ticket.get(ctx, own.id))).toBe("done");
      expect(await codeOf(Ticket.get(ctx, other.id))).toBe("NOT_FOUND");
      expect(idsOf(await Ticket.listByActivity(ctx))).toEqual([own.id]);
    },
  );

  test("can be merged too, and each of them reads all of it; a stranger's words stay hidden", async () => {
    const f = await makeDesk();
    const { zoe, eves, zoes } = await couple(f);
    const kim = await somebody(f, mail("kim@example.com"));
    const kims = await f.openTicket({ customerId: kim.id, text: "kim 1" });
    await Ticket.merge(f.agent, { targetId: eves.id, sourceIds: [zoes.id, kims.id] });
    await Ticket.addMessage(zoe.ctx, { ticketId: zoes.id, text: "zoe 2" });
    for (const ctx of [f.customer, zoe.ctx]) expect(await texts(ctx, eves.id)).toEqual(["eve 1", "zoe 1", "zoe 2"]);
    await Ticket.addMessage(kim.ctx, { ticketId: kims.id, text: "kim 2" });
    expect(await texts(f.customer, eves.id)).toEqual(["eve 1", "zoe 1", "zoe 2"]);
    await unmerge(f, zoe.id);
    expect(await texts(f.customer, eves.id)).toEqual(["eve 1"]);
  });

  test("that are new open for the root, whoever's id they name", async () => {
    const f = await makeDesk();
    const { zoe } = await couple(f);
    const opened = await f.openTicket({ customerId: zoe.id });
    expect(opened.customerId).toBe(f.customerId);
    const { object } = await Ticket.open(zoe.ctx, { customerId: zoe.id, subject: "S", text: "T" });
    expect(object.customerId).toBe(f.customerId);
    expect(await codeOf(Ticket.open(zoe.ctx, { customerId: f.customerId, subject: "S", text: "T" }))).toBe("done");
    await unmerge(f, zoe.id);
    expect(await codeOf(Ticket.open(zoe.ctx, { customerId: f.customerId, subject: "S", text: "T" }))).toBe("NOT_FOUND");
  });
});

describe("mail", () => {
  const from = (address: string) => ({ headers: { From: address }, envelopeFrom: address });

  test("from a source opens a ticket of the root", async () => {
    const f = await makeDesk();
    await couple(f);
    const { ticketId } = await inboundMail(f, from("zoe@example.com"));
    expect((await Ticket.get(f.agent, ticketId)).customerId).toBe(f.customerId);
  });

  test.each(["another address of theirs", "one they were merged with"])(
    "from %s speaks as the customer",
    async (who) => {
      const f = await makeDesk();
      const { ticketId, header } = await answered(f);
      if (who === "one they were merged with") await couple(f);
      else await Customer.addIdentity(f.agent, { customerId: f.customerId, identity: mail("zoe@example.com") });
      const references = { From: "zoe@example.com", References: header("References") };
      const next = await inboundMail(f, { headers: references, envelopeFrom: "zoe@example.com" });
      expect(next).toMatchObject({ ticketId, mail: { outcome: "ENTRY" } });
      const [entry] = (await Ticket.entries(f.agent, ticketId)).edges;
      expect(entry?.node.mail).toMatchObject({ verified: true });
    },
  );

  test("to somebody without an address is none; to one merged with somebody who has one, it goes there", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, phone("+4930901820"));
    const { id: ticketId } = await f.openTicket({ customerId: zoe.id });
    await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
    expect(await Mail.sendReply(f.system, { ticketId, sequence: 3 })).toBeNull();
    await merge(f, f.customerId, zoe.id);
    expect(await Mail.sendReply(f.system, { ticketId, sequence: 3 })).toMatchObject({ to: "eve@example.com" });
    expect(f.outbox).toMatchObject([{ to: ["eve@example.com"], from: SUPPORT }]);
  });
});
