import { describe, expect, test } from "vitest";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { inboundMail } from "../support/mail.ts";
import { close } from "../support/merge.ts";

useEngine();

const idsOf = (page: { edges: readonly { node: { id: string } }[] }) => page.edges.map(({ node }) => node.id);

async function lists(f: Fixture) {
  return {
    unassigned: idsOf(await Ticket.unassigned(f.agent)),
    activity: idsOf(await Ticket.listByActivity(f.agent)),
    spam: idsOf(await Ticket.listSpam(f.agent)),
    customer: idsOf(await Ticket.listOfCustomer(f.agent, f.customerId)),
  };
}

describe("a ticket marked as spam", () => {
  test("leaves work and lists, and comes back where its status says", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const { object } = await Ticket.markSpam(f.agent, { ticketId });
    expect(object).toMatchObject({ spam: true, status: "NEW" });
    expect((await Ticket.markSpam(f.agent, { ticketId })).entryIds).toEqual([]);
    expect(await lists(f)).toEqual({ unassigned: [], activity: [], spam: [ticketId], customer: [ticketId] });
    await Ticket.unmarkSpam(f.agent, { ticketId });
    expect((await Ticket.unmarkSpam(f.agent, { ticketId })).entryIds).toEqual([]);
    expect(await Ticket.get(f.agent, ticketId)).not.toHaveProperty("spam");
    expect(await lists(f)).toEqual({ unassigned: [ticketId], activity: [ticketId], spam: [], customer: [ticketId] });
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test.each(["OPEN", "SNOOZED", "RESOLVED"] as const)(
    "and %s is moved by no message of the customer",
    async (status) => {
      const f = await makeDesk();
      const { id: ticketId } = await f.openTicket();
      if (status === "OPEN") await Ticket.changeStatus(f.agent, { ticketId, status });
      if (status === "SNOOZED") await Ticket.snooze(f.agent, { ticketId, untilAnswered: true });
      if (status === "RESOLVED") await Ticket.resolve(f.agent, { ticketId });
      await Ticket.markSpam(f.agent, { ticketId });
      await Ticket.addMessage(f.customer, { ticketId, text: "Buy now!" });
      expect((await Ticket.get(f.agent, ticketId)).status).toBe(status);
      expect((await lists(f)).spam).toEqual([ticketId]);
      await expectFold(f, Ticket.ticket, ticketId);
    },
  );

  test("that was closed since takes what is said to it, and starts no ticket that follows", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.markSpam(f.agent, { ticketId });
    await close(f, ticketId);
    f.clock.advance(60 * 86_400_000);
    const { object } = await Ticket.addMessage(f.customer, { ticketId, text: "Buy now!" });
    expect(object).toMatchObject({ id: ticketId, status: "CLOSED" });
    expect((await Ticket.unmarkSpam(f.agent, { ticketId })).object).toMatchObject({ status: "CLOSED" });
  });

  test("is answered by nobody, nor is an answer mailed that was given just before", async () => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f);
    await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
    await Ticket.markSpam(f.agent, { ticketId });
    expect(await Mail.sendReply(f.system, { ticketId, sequence: 3 })).toBeNull();
    expect(f.outbox).toEqual([]);
    expect(await codeOf(Ticket.reply(f.agent, { ticketId, text: "Go away." }))).toBe("TRANSITION");
    expect(await codeOf(Ticket.note(f.agent, { ticketId, text: "Spam." }))).toBe("done");
  });

  test("is marked while it is not closed, by those who may change its status; customers learn nothing of it", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    expect(await codeOf(Ticket.markSpam(f.customer, { ticketId }))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.listSpam(f.customer))).toBe("FORBIDDEN");
    await Ticket.markSpam(f.agent, { ticketId });
    const types = (await Ticket.entries(f.customer, ticketId)).edges.map(({ node }) => node.type);
    expect(types).not.toContain("ticket.spam_marked");
    await Ticket.unmarkSpam(f.agent, { ticketId });
    await close(f, ticketId);
    expect(await codeOf(Ticket.markSpam(f.agent, { ticketId }))).toBe("TRANSITION");
  });
});
