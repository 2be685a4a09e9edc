import { describe, expect, test } from "vitest";
import * as Sla from "../../src/sla/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { useEngine } from "../support/desk.ts";
import { after, at, clock, follow, hours, policy, promise, served, ticked, told } from "./service.ts";

useEngine();

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
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ dueAt: after(72) });
  });
});
