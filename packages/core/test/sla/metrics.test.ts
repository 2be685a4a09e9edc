import { describe, expect, test } from "vitest";
import * as Sla from "../../src/sla/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { useEngine } from "../support/desk.ts";
import { after, at, clock, hours, policy, served, state } from "./service.ts";

useEngine();

const say = "Words.";

describe("FIRST_RESPONSE", () => {
  test("runs from creation by the customer, in every status, until the first public answer", async () => {
    const f = await served(policy([hours("FIRST_RESPONSE", 4, { warnMinutes: 60 })]));
    const { id: ticketId } = await f.openTicket();
    await Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER" });
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({
      state: "PENDING",
      startedAt: after(0),
      dueAt: after(4),
      warnAt: after(3),
      remainingMinutes: 240,
    });
    await Ticket.note(f.agent, { ticketId, text: say });
    at(f, 3);
    expect(await state(f, ticketId, "FIRST_RESPONSE")).toBe("IMMINENT");
    at(f, 4);
    await Ticket.reply(f.agent, { ticketId, text: say });
    // Due and answered in the same moment is in time.
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ state: "ACHIEVED", metAt: after(4) });
  });

  test("of a ticket that the desk opened itself begins with what the customer says", async () => {
    const f = await served(policy([hours("FIRST_RESPONSE", 4)]));
    const { id: ticketId } = await f.openTicket({ from: "AGENT" });
    at(f, 9);
    expect(await Sla.clocksOf(f.agent, { ticketId })).toEqual([]);
    await Ticket.addMessage(f.customer, { ticketId, text: say });
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ startedAt: after(9), dueAt: after(13) });
  });

  test("is not met by what no person wrote, unless the policy says so", async () => {
    const counts = policy([hours("FIRST_RESPONSE", 4)], {
      key: "robots",
      when: { tags: { any: ["bot"] } },
      automatedRepliesCount: true,
    });
    const f = await served(counts, policy([hours("FIRST_RESPONSE", 4)]));
    for (const [tags, expected] of [
      [[], "PENDING"],
      [["bot"], "ACHIEVED"],
    ] as const) {
      const { id: ticketId } = await f.openTicket({ tags: [...tags] });
      await Ticket.reply(f.system, { ticketId, text: "We got it." });
      expect(await state(f, ticketId, "FIRST_RESPONSE")).toBe(expected);
    }
  });
});

describe("NEXT_RESPONSE", () => {
  test("runs from the oldest unanswered message after an answer, one clock a cycle", async () => {
    const f = await served(policy([hours("NEXT_RESPONSE", 2)]));
    const { id: ticketId } = await f.openTicket();
    at(f, 1);
    await Ticket.addMessage(f.customer, { ticketId, text: say });
    expect(await Sla.clocksOf(f.agent, { ticketId })).toEqual([]);
    await Ticket.reply(f.agent, { ticketId, text: say });
    at(f, 2);
    await Ticket.addMessage(f.customer, { ticketId, text: say });
    at(f, 3);
    await Ticket.addMessage(f.customer, { ticketId, text: say });
    expect(await clock(f, ticketId, "NEXT_RESPONSE")).toMatchObject({ cycle: 1, startedAt: after(2), dueAt: after(4) });
    at(f, 5);
    await Ticket.reply(f.agent, { ticketId, text: say });
    await Ticket.addMessage(f.customer, { ticketId, text: say });
    expect(await clock(f, ticketId, "NEXT_RESPONSE", 1)).toMatchObject({
      state: "BREACHED",
      breachedAt: after(4),
      metAt: after(5),
    });
    expect(await clock(f, ticketId, "NEXT_RESPONSE", 2)).toMatchObject({ state: "PENDING", startedAt: after(5) });
  });

  test("does not hear a machine of the customer's", async () => {
    const f = await served(policy([hours("NEXT_RESPONSE", 2)]));
    const { id: ticketId } = await f.openTicket();
    await Ticket.reply(f.agent, { ticketId, text: say });
    const op = { name: "test", ticketId, automatic: true, input: {} } as const;
    const mail = { verified: true, automatic: true };
    await Ticket.receiveWith(f.system, op, async () => ({
      spoken: { words: { text: say, files: [] }, channel: "EMAIL", mail },
      records: [],
    }));
    expect(await Sla.clocksOf(f.agent, { ticketId })).toEqual([]);
  });
});

describe("updates", () => {
  test("PERIODIC_UPDATE runs from each public answer to the next, through all waiting, until the ticket is solved", async () => {
    const f = await served(policy([hours("PERIODIC_UPDATE", 24)]));
    const { id: ticketId } = await f.openTicket();
    at(f, 1);
    await Ticket.reply(f.agent, { ticketId, text: say });
    at(f, 20);
    await Ticket.reply(f.agent, { ticketId, text: say });
    expect(await clock(f, ticketId, "PERIODIC_UPDATE", 1)).toMatchObject({ state: "ACHIEVED", dueAt: after(25) });
    expect(await clock(f, ticketId, "PERIODIC_UPDATE", 2)).toMatchObject({ state: "PENDING", dueAt: after(44) });
    at(f, 30);
    await Ticket.reply(f.agent, { ticketId, text: "Done.", status: "RESOLVED" });
    // Met by the answer that solves it, which promises no other one.
    expect(await clock(f, ticketId, "PERIODIC_UPDATE")).toMatchObject({
      cycle: 2,
      state: "ACHIEVED",
      metAt: after(30),
    });
  });

  test("of a ticket that is solved without a word is cancelled, unless it is late already", async () => {
    const f = await served(policy([hours("PERIODIC_UPDATE", 2)]));
    for (const [hour, expected] of [
      [1, "CANCELLED"],
      [3, "BREACHED"],
    ] as const) {
      at(f, 0);
      const { id: ticketId } = await f.openTicket();
      await Ticket.reply(f.agent, { ticketId, text: say, status: "OPEN" });
      at(f, hour);
      await Ticket.resolve(f.agent, { ticketId });
      expect(await state(f, ticketId, "PERIODIC_UPDATE")).toBe(expected);
    }
  });

  test("PAUSABLE_UPDATE stands still while the customer is asked", async () => {
    const f = await served(policy([hours("PAUSABLE_UPDATE", 4)]));
    const { id: ticketId } = await f.openTicket();
    await Ticket.reply(f.agent, { ticketId, text: say, status: "OPEN" });
    at(f, 1);
    await Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER" });
    expect(await clock(f, ticketId, "PAUSABLE_UPDATE")).toMatchObject({
      dueAt: null,
      paused: true,
      remainingMinutes: 180,
    });
    at(f, 10);
    await Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_THIRD_PARTY" });
    expect(await clock(f, ticketId, "PAUSABLE_UPDATE")).toMatchObject({ dueAt: after(13), paused: false });
  });
});
