import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../src/kernel/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

type Step = (f: Fixture, ticketId: string) => Promise<unknown>;

const to: Record<Ticket.Status, Step> = {
  NEW: async () => {},
  OPEN: (f, ticketId) => Ticket.changeStatus(f.agent, { ticketId, status: "OPEN" }),
  WAITING_ON_CUSTOMER: (f, ticketId) => Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER" }),
  WAITING_ON_THIRD_PARTY: (f, ticketId) => Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_THIRD_PARTY" }),
  SNOOZED: (f, ticketId) => Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + HOUR }),
  RESOLVED: (f, ticketId) => Ticket.resolve(f.agent, { ticketId }),
  CLOSED: async (f, ticketId) => {
    await Ticket.resolve(f.agent, { ticketId });
    await Ticket.close(f.agent, { ticketId });
  },
};

const moves: Record<string, Step> = {
  OPEN: to.OPEN,
  WAITING_ON_CUSTOMER: to.WAITING_ON_CUSTOMER,
  WAITING_ON_THIRD_PARTY: to.WAITING_ON_THIRD_PARTY,
  SNOOZED: to.SNOOZED,
  RESOLVED: to.RESOLVED,
  CLOSED: (f, ticketId) => Ticket.close(f.agent, { ticketId }),
};

describe("the transition table", () => {
  test("every pair of statuses does what the table says, and a refusal names what is allowed", async () => {
    const f = await makeDesk();
    for (const from of Ticket.STATUSES) {
      for (const [wanted, move] of Object.entries(moves)) {
        if (wanted === from && wanted !== "SNOOZED") continue;
        const ticket = await f.openTicket();
        await to[from](f, ticket.id);
        const allowed = Ticket.TRANSITIONS[from];
        const done = await move(f, ticket.id).then(
          () => "done",
          (e: { code: string; details: { allowed: string[] } }) => `${e.code} ${e.details.allowed.join()}`,
        );
        const expected = allowed.includes(wanted as Ticket.Status) ? "done" : `TRANSITION ${allowed.join()}`;
        expect(`${from}->${wanted}: ${done}`).toBe(`${from}->${wanted}: ${expected}`);
      }
    }
  });

  test("the same status again is no error and no event", async () => {
    const f = await makeDesk();
    const ticket = await f.openTicket();
    await Ticket.resolve(f.agent, { ticketId: ticket.id });
    const again = await Ticket.resolve(f.agent, { ticketId: ticket.id });
    expect(again.entryIds).toEqual([]);
  });
});

describe("what people say moves the status", () => {
  const says = (f: Fixture, ticketId: string) => Ticket.addMessage(f.customer, { ticketId, text: "Still broken." });

  test.each(["OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY", "SNOOZED", "RESOLVED"] as const)(
    "a customer's message makes a %s ticket OPEN",
    async (status) => {
      const f = await makeDesk();
      const ticket = await f.openTicket();
      await to[status](f, ticket.id);
      expect((await says(f, ticket.id)).object).toMatchObject({ id: ticket.id, status: "OPEN" });
      expect((await Ticket.get(f.agent, ticket.id)).snoozedUntil).toBeUndefined();
    },
  );

  test("a customer's message leaves a NEW ticket NEW", async () => {
    const f = await makeDesk();
    const ticket = await f.openTicket();
    expect((await says(f, ticket.id)).object.status).toBe("NEW");
  });

  test.each([
    [undefined, "WAITING_ON_CUSTOMER"],
    ["OPEN", "OPEN"],
    ["RESOLVED", "RESOLVED"],
  ] as const)("an answer with status %s leaves a NEW ticket %s", async (wanted, status) => {
    const f = await makeDesk();
    const ticket = await f.openTicket();
    const answered = await Ticket.reply(f.agent, {
      ticketId: ticket.id,
      text: "Done.",
      ...(wanted ? { status: wanted } : {}),
    });
    expect(answered.object.status).toBe(status);
    expect(answered.object.firstHumanReplyAt).toBe(f.clock.now());
    expect(answered.object.unansweredSince).toBeUndefined();
  });

  test("a note changes no status", async () => {
    const f = await makeDesk();
    const ticket = await f.openTicket();
    expect((await Ticket.note(f.agent, { ticketId: ticket.id, text: "VIP" })).object.status).toBe("NEW");
  });

  test("nobody answers a closed ticket", async () => {
    const f = await makeDesk();
    const ticket = await f.openTicket();
    await to.CLOSED(f, ticket.id);
    await expect(Ticket.reply(f.agent, { ticketId: ticket.id, text: "Hi" })).rejects.toMatchObject({
      code: "TRANSITION",
    });
  });
});

describe("a message to a closed ticket", () => {
  async function closed(policy: Parameters<typeof Workspace.changeSettings>[1]["followUp"]) {
    const f = await makeDesk();
    await Workspace.changeSettings(f.admin, { followUp: policy });
    const ticket = await f.openTicket({ tags: ["gears"], priority: "HIGH" });
    await Ticket.assign(f.agent, { ticketId: ticket.id, assigneeId: f.agentId });
    await to.CLOSED(f, ticket.id);
    return { f, ticket };
  }
  const answer = (f: Fixture, ticketId: string) => Ticket.addMessage(f.customer, { ticketId, text: "It is back." });

  test("reopens it within the days of the policy", async () => {
    const { f, ticket } = await closed({ policy: "REOPEN_WITHIN", days: 7 });
    f.clock.advance(7 * DAY);
    expect((await answer(f, ticket.id)).object).toMatchObject({ id: ticket.id, status: "OPEN" });
  });

  test("after them starts a ticket that follows, with fields and owner but no old messages", async () => {
    const { f, ticket } = await closed({ policy: "REOPEN_WITHIN", days: 7 });
    f.clock.advance(7 * DAY + 1);
    const { object } = await answer(f, ticket.id);
    expect(object).toMatchObject({
      status: "NEW",
      followUpOf: ticket.id,
      tags: ["gears"],
      priority: "HIGH",
      assigneeId: f.agentId,
    });
    expect(object.number).toBe(ticket.number + 1);
    const said = await Ticket.entries(f.agent, object.id);
    expect(said.edges.map(({ node }) => node.words?.text).filter(Boolean)).toEqual(["It is back."]);
    expect((await Ticket.get(f.agent, ticket.id)).status).toBe("CLOSED");
    const old = await Ticket.audit(f.agent, ticket.id, { first: 1 });
    expect(old.edges[0]?.node).toMatchObject({
      type: "ticket.linked",
      facts: { kind: "FOLLOWED_BY", ticketId: object.id },
    });
  });

  test("always follows or always reopens where the policy says so", async () => {
    const follow = await closed({ policy: "NEW_TICKET", owner: "RESET" });
    const next = await answer(follow.f, follow.ticket.id);
    expect(next.object.followUpOf).toBe(follow.ticket.id);
    expect(next.object.assigneeId).toBeUndefined();
    const reopen = await closed({ policy: "REOPEN" });
    reopen.f.clock.advance(100 * DAY);
    expect((await answer(reopen.f, reopen.ticket.id)).object.id).toBe(reopen.ticket.id);
  });
});

describe("time", () => {
  test("a snooze ends at its time, once, however often the tick runs", async () => {
    const f = await makeDesk();
    const ticket = await f.openTicket();
    await Ticket.snooze(f.agent, { ticketId: ticket.id, until: f.clock.now() + HOUR });
    expect((await tick(f.desk)).woken).toBe(0);
    f.clock.advance(HOUR + 60_000);
    await Promise.all([tick(f.desk), tick(f.desk)]);
    await tick(f.desk);
    const history = await Ticket.audit(f.agent, ticket.id);
    expect(history.edges.filter(({ node }) => node.type === "ticket.woken")).toHaveLength(1);
    expect((await Ticket.get(f.agent, ticket.id)).status).toBe("OPEN");
  });

  test("a resolved ticket closes by itself after the days of the policy, and firstResolvedAt survives", async () => {
    const f = await makeDesk();
    const ticket = await f.openTicket();
    const { object } = await Ticket.resolve(f.agent, { ticketId: ticket.id });
    f.clock.advance(DAY);
    await Ticket.reopen(f.agent, { ticketId: ticket.id });
    await Ticket.resolve(f.agent, { ticketId: ticket.id });
    f.clock.advance(4 * DAY - 60_000);
    await tick(f.desk);
    expect((await Ticket.get(f.agent, ticket.id)).status).toBe("RESOLVED");
    f.clock.advance(2 * 60_000);
    await tick(f.desk);
    const closed = await Ticket.get(f.agent, ticket.id);
    expect(closed).toMatchObject({
      status: "CLOSED",
      firstResolvedAt: object.firstResolvedAt,
      closedAt: f.clock.now(),
    });
    expect(closed.lastResolvedAt).toBeGreaterThan(closed.firstResolvedAt ?? 0);
  });
});
