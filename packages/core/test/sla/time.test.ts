import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/index.ts";
import * as Sla from "../../src/sla/index.ts";
import { history, load } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { useEngine } from "../support/desk.ts";
import { after, at, clock, follow, hours, policy, served, state, ticked, told } from "./service.ts";

useEngine();

const answer = policy([hours("FIRST_RESPONSE", 4, { warnMinutes: 60 })]);

describe("a breach", () => {
  test("is recorded at expiry by the tick, with nobody touching the ticket", async () => {
    const f = await served(answer);
    const { id: ticketId } = await f.openTicket();
    await follow(f, ticketId);
    at(f, 3);
    await ticked(f);
    expect(await told(f, ticketId)).toEqual(["warned FIRST_RESPONSE 3"]);
    at(f, 4);
    await ticked(f);
    expect(await told(f, ticketId)).toEqual(["warned FIRST_RESPONSE 3", "breached FIRST_RESPONSE 4"]);
    expect((await load(f.system, Sla.sla, Sla.clocksIdOf(ticketId)))?.state.clocks).toMatchObject([
      { state: "BREACHING", breachedAt: after(4) },
    ]);
  });

  test.each([
    ["ten minutes late", [4 + 10 / 60]],
    ["twice", [3, 3, 4, 4]],
    ["never for an hour", [5]],
    ["not at all until the day after", [26]],
  ])("is the same when the tick comes %s", async (_, moments) => {
    const f = await served(answer);
    const { id: ticketId } = await f.openTicket();
    await follow(f, ticketId);
    for (const moment of moments) {
      at(f, moment);
      await Promise.all([ticked(f), ticked(f)]);
    }
    expect(await told(f, ticketId)).toEqual(["warned FIRST_RESPONSE 3", "breached FIRST_RESPONSE 4"]);
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ state: "BREACHING", breachedAt: after(4) });
    expect((await ticked(f)).woken).toBe(0);
  });

  test("is none where the answer came in time, though the tick knew of it before the event was followed", async () => {
    const f = await served(answer);
    const { id: ticketId } = await f.openTicket();
    await follow(f, ticketId);
    at(f, 3.5);
    await Ticket.reply(f.agent, { ticketId, text: "Here." });
    at(f, 5);
    await ticked(f);
    expect(await told(f, ticketId)).toEqual(["warned FIRST_RESPONSE 3", "achieved FIRST_RESPONSE 3.5"]);
    await follow(f, ticketId);
    expect((await history(f.system, Sla.clocksIdOf(ticketId))).length).toBe(4);
  });

  test("stays one when the answer comes", async () => {
    const f = await served(answer);
    const { id: ticketId } = await f.openTicket();
    at(f, 6);
    await Ticket.reply(f.agent, { ticketId, text: "Sorry." });
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({
      state: "BREACHED",
      breachedAt: after(4),
      metAt: after(6),
      remainingMinutes: null,
    });
  });
});

describe("a ticket that goes out of sight", () => {
  test("by a merge cancels its clocks; taken back, it has what was left", async () => {
    const f = await served(answer);
    const [{ id: ticketId }, { id: targetId }] = [await f.openTicket(), await f.openTicket()];
    await follow(f, ticketId);
    at(f, 1);
    await Ticket.merge(f.agent, { sourceIds: [ticketId], targetId });
    await follow(f, ticketId);
    expect(await state(f, ticketId, "FIRST_RESPONSE")).toBe("CANCELLED");
    expect(await state(f, targetId, "FIRST_RESPONSE")).toBe("PENDING");
    at(f, 10);
    await ticked(f);
    await Ticket.unmerge(f.agent, { ticketId });
    await follow(f, ticketId);
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ state: "PENDING", dueAt: after(13) });
    expect(await told(f, ticketId)).toEqual(["cancelled FIRST_RESPONSE 1", "resumed FIRST_RESPONSE 10"]);
  });

  test("as spam, or deleted, does the same", async () => {
    const f = await served(answer);
    const { id: ticketId } = await f.openTicket();
    at(f, 1);
    await Ticket.markSpam(f.agent, { ticketId });
    at(f, 2);
    await Ticket.remove(f.admin, { ticketId });
    expect((await Sla.clocksOf(f.admin, { ticketId }))[0]?.state).toBe("CANCELLED");
    at(f, 3);
    await Ticket.restore(f.admin, { ticketId });
    at(f, 4);
    await Ticket.unmarkSpam(f.agent, { ticketId });
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ state: "PENDING", dueAt: after(7) });
  });

  test("through a merge hands who waits to the other ticket", async () => {
    const f = await served(policy([hours("NEXT_RESPONSE", 4)]));
    const [{ id: sourceId }, { id: targetId }] = [await f.openTicket(), await f.openTicket()];
    at(f, 1);
    await Ticket.reply(f.agent, { ticketId: targetId, text: "Looking." });
    at(f, 2);
    await Ticket.merge(f.agent, { sourceIds: [sourceId], targetId });
    expect(await clock(f, targetId, "NEXT_RESPONSE")).toMatchObject({ startedAt: after(0), dueAt: after(4) });
  });
});

describe("what is due soon", () => {
  test("comes nearest first, without what is late, settled or another team's", async () => {
    const f = await served(answer);
    const [late, near, far, done] = await Promise.all([0, 1, 2, 3].map(() => f.openTicket()));
    at(f, 1);
    await Ticket.reply(f.agent, { ticketId: done?.id ?? "", text: "Done." });
    for (const one of [late, done]) await follow(f, one?.id ?? "");
    at(f, 2);
    const later = await f.openTicket();
    for (const { id } of [later, near, far].filter((one) => one !== undefined)) await follow(f, id);
    const ids = async () => (await Sla.dueSoon(f.agent)).edges.map(({ node }) => node.ticket.id);
    expect((await ids()).at(-1)).toBe(later.id);
    expect((await ids()).length).toBe(4);
    at(f, 4.5);
    await ticked(f);
    expect(await ids()).toEqual([later.id]);
    expect((await Sla.dueSoon(f.agent, { before: after(5) })).edges).toEqual([]);
    expect((await Sla.dueSoon(f.agent, { teams: ["billing"] })).edges).toEqual([]);
  });
});

describe("compliance", () => {
  test("counts each clock once, as it stood at the end, and none that was cancelled", async () => {
    const f = await served(policy([hours("FIRST_RESPONSE", 1), hours("TOTAL_RESOLUTION", 4)]));
    const [good, bad, gone] = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
    at(f, 1);
    await Ticket.reply(f.agent, { ticketId: good.id, text: "Here." });
    await Ticket.markSpam(f.agent, { ticketId: gone.id });
    for (const { id } of [good, bad, gone]) await follow(f, id);
    at(f, 2);
    await Ticket.resolve(f.agent, { ticketId: good.id });
    await follow(f, good.id);
    await Ticket.reopen(f.agent, { ticketId: good.id });
    await follow(f, good.id);
    await ticked(f);
    const range = { from: after(-1), to: after(48) };
    const { figures, cutAt } = await Sla.compliance(f.admin, range);
    expect(cutAt).toBeNull();
    expect(figures).toMatchObject([
      { policy: "usual", teamId: null, metric: "FIRST_RESPONSE", achieved: 1, breached: 1 },
    ]);
    at(f, 2 * 24);
    await Ticket.resolve(f.agent, { ticketId: good.id });
    await follow(f, good.id);
    await ticked(f);
    const daily = await Sla.compliance(f.admin, {
      ...range,
      to: after(72),
      period: "DAY",
      metrics: ["TOTAL_RESOLUTION"],
    });
    expect(
      daily.figures.map(({ from, achieved, breached }) => [(from - after(-9)) / HOUR, achieved, breached]),
    ).toEqual([[0, 0, 2]]);
    await expect(Sla.compliance(f.agent, range)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
