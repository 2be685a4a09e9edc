import { describe, expect, test } from "vitest";
import * as Sla from "../../src/sla/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { useEngine } from "../support/desk.ts";
import { after, at, clock, follow, hours, policy, promise, served, state, ticked, told } from "./service.ts";

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

describe("what accumulates until the ticket is solved", () => {
  test.each([
    ["AGENT_WORK", 5],
    ["REQUESTER_WAIT", 4],
    ["TOTAL_RESOLUTION", 0],
  ] as const)("%s leaves out %i of 5 hours of waiting", async (metric, paused) => {
    const f = await served(policy([hours(metric, 8)]));
    const { id: ticketId } = await f.openTicket();
    at(f, 1);
    await Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER" });
    at(f, 5);
    await Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_THIRD_PARTY" });
    at(f, 6);
    await Ticket.changeStatus(f.agent, { ticketId, status: "OPEN" });
    expect(await clock(f, ticketId, metric)).toMatchObject({ dueAt: after(8 + paused), state: "PENDING" });
    at(f, 7);
    await Ticket.resolve(f.agent, { ticketId });
    expect(await clock(f, ticketId, metric)).toMatchObject({ state: "ACHIEVED", metAt: after(7) });
  });

  test("goes on where it was each of three times that the ticket is opened again", async () => {
    const f = await served(policy([hours("TOTAL_RESOLUTION", 8)]));
    const { id: ticketId } = await f.openTicket();
    for (const round of [0, 1, 2]) {
      at(f, 10 * round + 2);
      await Ticket.resolve(f.agent, { ticketId });
      await follow(f, ticketId);
      expect(await clock(f, ticketId, "TOTAL_RESOLUTION")).toMatchObject({ cycle: 1, state: "ACHIEVED" });
      at(f, 10 * round + 10);
      await Ticket.reopen(f.agent, { ticketId });
      await follow(f, ticketId);
    }
    // Six hours of work, and two left.
    expect(await clock(f, ticketId, "TOTAL_RESOLUTION")).toMatchObject({ state: "PENDING", dueAt: after(32) });
    at(f, 33);
    await ticked(f);
    await Ticket.resolve(f.agent, { ticketId });
    await follow(f, ticketId);
    expect(await clock(f, ticketId, "TOTAL_RESOLUTION")).toMatchObject({ state: "BREACHED", breachedAt: after(32) });
    expect(await told(f, ticketId)).toEqual([
      ...[0, 1, 2].flatMap((round) => [
        `achieved TOTAL_RESOLUTION ${10 * round + 2}`,
        `resumed TOTAL_RESOLUTION ${10 * round + 10}`,
      ]),
      "breached TOTAL_RESOLUTION 32",
      "met_late TOTAL_RESOLUTION 33",
    ]);
  });
});

describe("business time of a target", () => {
  test("is that of the policy's calendar: paused over the evening and resumed the day after", async () => {
    const work = { metric: "REQUESTER_WAIT", minutes: 8 * 60, warnMinutes: 120 } as const;
    const f = await served(policy([work], { calendar: "office" }));
    const { id: ticketId } = await f.openTicket();
    // Monday 10:00 in Berlin; eight hours of office time end on Tuesday at 10:00.
    expect(await clock(f, ticketId, "REQUESTER_WAIT")).toMatchObject({ dueAt: after(24), warnAt: after(6) });
    at(f, 4);
    await Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER" });
    at(f, 24);
    await Ticket.changeStatus(f.agent, { ticketId, status: "OPEN" });
    // Four hours are left at ten on Tuesday; the warning comes two hours before.
    expect(await clock(f, ticketId, "REQUESTER_WAIT")).toMatchObject({
      dueAt: after(28),
      warnAt: after(26),
      remainingMinutes: 240,
    });
    const { minutes, spans } = await Sla.proof(f.agent, { ticketId, metric: "REQUESTER_WAIT" });
    expect(minutes).toBe(8 * 60);
    expect(
      spans.map(({ from, to, counted, why }) => [(from - after(0)) / 3.6e6, (to - after(0)) / 3.6e6, counted, why]),
    ).toEqual([
      [0, 4, true, "OPEN"],
      [4, 24, false, "PAUSED"],
      [24, 28, true, "OPEN"],
    ]);
  });

  test("is around the clock where the policy names no calendar", async () => {
    const f = await served(policy([{ metric: "FIRST_RESPONSE", minutes: 60 * 24 }]));
    const { id: ticketId } = await f.openTicket();
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ dueAt: after(24) });
    await promise(f, policy([{ metric: "FIRST_RESPONSE", minutes: 60 * 24 }], { calendar: "office" }));
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ dueAt: after(24 * 3 - 1 + 1) });
  });
});
