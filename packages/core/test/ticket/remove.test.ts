import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { answered, arrivalOf } from "../support/mail.ts";
import { merge, texts } from "../support/merge.ts";

useEngine();

const idsOf = (page: { edges: readonly { node: { id: string } }[] }) => page.edges.map(({ node }) => node.id);

describe("a deleted ticket", () => {
  test("is in no list, and never existed for those who may not delete", async () => {
    const f = await makeDesk();
    const { id: ticketId, number } = await f.openTicket();
    const { entryIds } = await Ticket.note(f.agent, { ticketId, text: "internal" });
    await Ticket.remove(f.admin, { ticketId });
    expect((await Ticket.remove(f.admin, { ticketId })).entryIds).toEqual([]);
    for (const ctx of [f.agent, f.customer]) {
      const never = await codeOf(Ticket.get(ctx, "tkt_01m80gww6hr6s8srgj2kyebk98"));
      expect(await codeOf(Ticket.get(ctx, ticketId))).toBe(never);
      expect(await Ticket.getMany(ctx, [ticketId])).toEqual([null]);
      expect(await Ticket.getByNumber(ctx, number)).toBeNull();
      expect(await codeOf(Ticket.entries(ctx, ticketId))).toBe("NOT_FOUND");
      expect(await codeOf(Ticket.entry(ctx, entryIds[0] ?? ""))).toBe("NOT_FOUND");
      expect(idsOf(await Ticket.listOfCustomer(ctx, f.customerId))).toEqual([]);
      expect(idsOf(await Ticket.listByActivity(ctx))).toEqual([]);
    }
    expect(await codeOf(Ticket.audit(f.agent, ticketId))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.note(f.agent, { ticketId, text: "x" }))).toBe("NOT_FOUND");
    expect(await codeOf(Ticket.addMessage(f.customer, { ticketId, text: "x" }))).toBe("NOT_FOUND");
    expect(idsOf(await Ticket.unassigned(f.admin))).toEqual([]);
    expect(idsOf(await Ticket.listDeleted(f.admin))).toEqual([ticketId]);
    expect(await codeOf(Ticket.listDeleted(f.agent))).toBe("FORBIDDEN");
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("is read by those who may delete, and changed by nobody until it is restored", async () => {
    const f = await makeDesk();
    const { id: ticketId, number } = await f.openTicket({ text: "said" });
    await Ticket.remove(f.admin, { ticketId });
    expect(await texts(f.admin, ticketId)).toEqual(["said"]);
    expect(await Ticket.getByNumber(f.admin, number)).toMatchObject({ id: ticketId });
    expect(await Ticket.verify(f.admin, ticketId)).toMatchObject({ valid: true });
    await expect(Ticket.note(f.admin, { ticketId, text: "x" })).rejects.toThrow(/restore it first/);
    const source = await f.openTicket();
    expect(await codeOf(merge(f, ticketId, source.id))).toBe("NOT_FOUND");
    const linking = { ticketId: source.id, kind: "RELATES" as const, otherId: ticketId };
    expect(await codeOf(Ticket.link(f.admin, linking))).toBe("TRANSITION");
  });

  test("gives nothing away to a call that is repeated with its key", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const input = { ticketId, text: "x", idempotencyKey: "k" };
    await Ticket.note(f.agent, input);
    await Ticket.remove(f.admin, { ticketId });
    expect(await codeOf(Ticket.note(f.agent, input))).toBe("NOT_FOUND");
  });

  test("is, once restored, exactly what it was", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket({ tags: ["vip"] });
    await Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId });
    await Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + HOUR });
    const { version: _, ...before } = await Ticket.get(f.agent, ticketId);
    f.clock.advance(60_000);
    await Ticket.remove(f.admin, { ticketId });
    f.clock.advance(60_000);
    const { version, ...after } = (await Ticket.restore(f.admin, { ticketId })).object;
    expect(after).toEqual(before);
    expect(version).toBeGreaterThan(_);
    expect((await Ticket.restore(f.admin, { ticketId })).entryIds).toEqual([]);
    expect(idsOf(await Ticket.myWork(f.agent))).toEqual([ticketId]);
    expect(idsOf(await Ticket.listDeleted(f.admin))).toEqual([]);
    f.clock.advance(2 * HOUR);
    await tick(f.desk);
    expect((await Ticket.get(f.agent, ticketId)).status).toBe("OPEN");
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("wakes while it is away for nothing, and for its purge after thirty days", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + HOUR });
    await Ticket.remove(f.admin, { ticketId });
    f.clock.advance(29 * DAY);
    await tick(f.desk);
    expect(await Ticket.get(f.admin, ticketId)).toMatchObject({ status: "SNOOZED" });
    f.clock.advance(DAY);
    expect(await codeOf(Ticket.restore(f.admin, { ticketId }))).toBe("TRANSITION");
    for (let i = 0; i < 2; i++) await tick(f.desk);
    expect(await Ticket.get(f.admin, ticketId)).toMatchObject({ purged: true, subject: "" });
    expect(await codeOf(Ticket.restore(f.admin, { ticketId }))).toBe("TRANSITION");
    expect(idsOf(await Ticket.listDeleted(f.admin))).toEqual([]);
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("gets no mail any more: what is written to it opens a new one, and its answers stay here", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    await Ticket.reply(f.agent, { ticketId, text: "Anything else?" });
    await Ticket.remove(f.admin, { ticketId });
    expect(await Mail.sendReply(f.system, { ticketId, sequence: 4 })).toBeNull();
    expect(f.outbox).toHaveLength(1);
    const again = await Mail.receive(f.system, arrivalOf({ recipients: [replyTo], headers: { Subject: "Re: [#1]" } }));
    expect(again.outcome).toBe("TICKET");
    expect(again.ticketId).not.toBe(ticketId);
  });

  test("lets those go on who slept for its end", async () => {
    const f = await makeDesk();
    const [own, other] = [await f.openTicket(), await f.openTicket()];
    await Ticket.link(f.agent, { ticketId: own.id, kind: "RELATES", otherId: other.id });
    await Ticket.snooze(f.agent, { ticketId: own.id, untilResolved: other.id });
    await Ticket.remove(f.admin, { ticketId: own.id });
    await Ticket.remove(f.admin, { ticketId: other.id });
    await Ticket.wakeWaiting(f.system, { ticketId: other.id });
    const { object } = await Ticket.restore(f.admin, { ticketId: own.id });
    expect(object).toMatchObject({ status: "OPEN" });
    await expectFold(f, Ticket.ticket, own.id);
  });
});

describe("deleting is refused", () => {
  test("to those who may not, and for what is merged or has others merged into it", async () => {
    const f = await makeDesk();
    const [target, source] = [await f.openTicket(), await f.openTicket()];
    const remove = (ticketId: string, ctx = f.admin) => codeOf(Ticket.remove(ctx, { ticketId }));
    expect(await remove(target.id, f.agent)).toBe("FORBIDDEN");
    await merge(f, target.id, source.id);
    expect(await remove(target.id)).toBe("TRANSITION");
    expect(await remove(source.id)).toBe("TRANSITION");
    await Ticket.unmerge(f.agent, { ticketId: source.id });
    expect(await remove(source.id)).toBe("done");
    expect(await remove(target.id)).toBe("done");
  });
});

test("what was split off shows on, with its files, when the ticket it was said in is deleted", async () => {
  const f: Fixture = await makeDesk();
  const { id: ticketId } = await f.openTicket({ text: "one" });
  const said = await Ticket.addMessage(f.customer, { ticketId, text: "two" });
  const entryId = said.entryIds[0] ?? "";
  const { object: other } = await Ticket.split(f.agent, { ticketId, entryIds: [entryId] });
  await Ticket.remove(f.admin, { ticketId });
  expect(await texts(f.customer, other.id)).toEqual(["two"]);
  expect(await Ticket.entry(f.customer, entryId)).toMatchObject({ words: { text: "two" } });
});
