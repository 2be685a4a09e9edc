import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { close } from "../support/merge.ts";

useEngine();

const hire = async (f: Fixture, i: number) =>
  (await Agent.create(f.admin, { name: `A${i}`, email: `a${i}@northwind.example`, roles: ["representative"] })).object
    .id;

const GHOST = "agt_01m80gww6eh7w4kg0h35xbrqhv";

describe("followers", () => {
  test("are oneself or another, once each, in the order in which they came", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const bob = await hire(f, 1);
    await Ticket.follow(f.agent, { ticketId, agentId: bob });
    await Ticket.follow(f.agent, { ticketId });
    const again = await Ticket.follow(f.agent, { ticketId });
    expect(again.entryIds).toEqual([]);
    expect(again.object).toMatchObject({ followerCount: 2 });
    expect((await Ticket.watchers(f.agent, ticketId)).followers).toEqual([bob, f.agentId]);
    await Ticket.unfollow(f.agent, { ticketId, agentId: bob });
    expect((await Ticket.unfollow(f.agent, { ticketId, agentId: bob })).entryIds).toEqual([]);
    await Ticket.unfollow(f.agent, { ticketId });
    expect(await Ticket.get(f.agent, ticketId)).not.toHaveProperty("followerCount");
    expect((await Ticket.watchers(f.agent, ticketId)).followers).toEqual([]);
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("throw nobody's edit out, move no list, and may follow what is closed", async () => {
    const f = await makeDesk();
    const before = await f.openTicket();
    f.clock.advance(60_000);
    const { object } = await Ticket.follow(f.agent, { ticketId: before.id });
    expect(object).toMatchObject({ version: 2, activityAt: before.activityAt });
    await close(f, before.id);
    expect(await codeOf(Ticket.unfollow(f.agent, { ticketId: before.id }))).toBe("done");
  });

  test("are active agents who are there, and named unless the caller is one", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const bob = await hire(f, 1);
    await Agent.suspend(f.admin, { agentId: bob });
    for (const agentId of [bob, GHOST]) {
      await expect(Ticket.follow(f.agent, { ticketId, agentId })).rejects.toMatchObject({
        code: "NOT_FOUND",
        issues: [{ path: ["agentId"] }],
      });
    }
    expect(await codeOf(Ticket.follow(f.system, { ticketId }))).toBe("VALIDATION");
    expect(await codeOf(Ticket.follow(f.system, { ticketId, agentId: f.agentId }))).toBe("done");
    expect(await codeOf(Ticket.follow(f.agent, { ticketId, agentId: ticketId }))).toBe("BAD_USER_INPUT");
    expect(await codeOf(Ticket.follow(f.customer, { ticketId }))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.watchers(f.customer, ticketId))).toBe("FORBIDDEN");
  });

  test("are fifty at most, mentioned ones too", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const agents = await Promise.all(Array.from({ length: 51 }, (_, i) => hire(f, i)));
    for (const agentId of agents.slice(0, 50)) await Ticket.follow(f.system, { ticketId, agentId });
    await expect(Ticket.follow(f.agent, { ticketId, agentId: agents[50] })).rejects.toMatchObject({
      code: "LIMIT",
      details: { limit: 50 },
    });
    const mentioning = { ticketId, text: "x", mentions: [agents[50] ?? ""] };
    await expect(Ticket.note(f.agent, mentioning)).rejects.toMatchObject({ issues: [{ path: ["mentions"] }] });
    expect(await codeOf(Ticket.note(f.agent, { ...mentioning, mentions: agents.slice(0, 20) }))).toBe("done");
    expect(await codeOf(Ticket.note(f.agent, { ...mentioning, mentions: agents.slice(0, 21) }))).toBe("VALIDATION");
  });
});

describe("a note that mentions", () => {
  test("makes followers of the mentioned, once, and one event that other systems see", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const bob = await hire(f, 1);
    await Ticket.follow(f.agent, { ticketId });
    await Ticket.note(f.agent, { ticketId, text: "Look.", mentions: [bob, f.agentId, bob] });
    const events = (await history(f.system, ticketId)).slice(3);
    expect(events.map(({ type, payload }) => [type, payload])).toEqual([
      ["ticket.noted", { fileCount: 0, mentions: [bob, f.agentId] }],
      ["ticket.mentioned", { agentIds: [bob, f.agentId], sequence: 4 }],
      ["ticket.followed", { agentIds: [bob] }],
    ]);
    expect((await Ticket.watchers(f.agent, ticketId)).followers).toEqual([f.agentId, bob]);
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("of somebody who is not there writes nothing", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await expect(
      Ticket.note(f.agent, { ticketId, text: "Look.", mentions: [f.agentId, f.agentId, GHOST] }),
    ).rejects.toMatchObject({ code: "NOT_FOUND", issues: [{ path: ["mentions", 2] }] });
    expect(await history(f.system, ticketId)).toHaveLength(2);
  });
});

describe("CCs", () => {
  test("are kept once a mailbox, shown to staff, and taken away", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.addCc(f.agent, { ticketId, address: "boss@acme.example", name: "The boss" });
    const again = await Ticket.addCc(f.agent, { ticketId, address: "Boss@ACME.example" });
    expect(again.entryIds).toEqual([]);
    expect(again.object).toMatchObject({ ccCount: 1 });
    const { ccs } = await Ticket.watchers(f.agent, ticketId);
    expect(ccs).toMatchObject([{ address: "boss@acme.example", name: "The boss" }]);
    expect((await Ticket.removeCc(f.agent, { ticketId, address: "other@acme.example" })).entryIds).toEqual([]);
    await Ticket.removeCc(f.agent, { ticketId, address: "BOSS@acme.example" });
    expect((await Ticket.watchers(f.agent, ticketId)).ccs).toEqual([]);
    await expectFold(f, Ticket.ticket, ticketId);
  });

  test("never leave the table through an event", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.addCc(f.agent, { ticketId, address: "boss@acme.example" });
    const facts = (await history(f.system, ticketId)).map(({ payload }) => payload);
    expect(JSON.stringify(facts)).not.toContain("acme");
  });

  test("are addresses, fifty at most, of tickets that are not closed, kept by those who may edit", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const add = (address: string, ctx = f.agent) => codeOf(Ticket.addCc(ctx, { ticketId, address }));
    expect(await add("no address")).toBe("VALIDATION");
    expect(await add("a@b.example", f.customer)).toBe("FORBIDDEN");
    for (let i = 0; i < 50; i++) expect(await add(`a${i}@acme.example`)).toBe("done");
    expect(await add("a50@acme.example")).toBe("LIMIT");
    await close(f, ticketId);
    expect(await add("a0@acme.example")).toBe("TRANSITION");
    expect(await codeOf(Ticket.removeCc(f.agent, { ticketId, address: "a0@acme.example" }))).toBe("TRANSITION");
  });
});
