import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import * as Sla from "../../src/sla/index.ts";
import { load } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { useEngine } from "../support/desk.ts";
import { after, at, clock, follow, hours, policy, promise, served, state, stored, ticked, told } from "./service.ts";

useEngine();

const say = "Words.";
const byPriority = policy([
  hours("FIRST_RESPONSE", 1, { priority: "URGENT" }),
  hours("FIRST_RESPONSE", 8, { warnMinutes: 360 }),
]);

describe("a policy", () => {
  test("is the first of the list that holds, looked for after every change", async () => {
    const vips = policy([hours("FIRST_RESPONSE", 1)], { key: "vips", when: { tiers: ["VIP"] } });
    const phone = policy([hours("FIRST_RESPONSE", 2)], { key: "phone", when: { channels: ["PHONE"] } });
    const f = await served(vips, phone, policy([hours("FIRST_RESPONSE", 3)], { when: { tags: { none: ["slow"] } } }));
    const keyOf = async (ticketId: string) => (await Sla.clocksOf(f.agent, { ticketId }))[0]?.promised.policy;
    const { id: byPhone } = await f.openTicket({ channel: "PHONE" });
    const { id: ticketId } = await f.openTicket({ channel: "EMAIL" });
    expect([await keyOf(byPhone), await keyOf(ticketId)]).toEqual(["phone", "usual"]);
    await follow(f, ticketId);
    await Ticket.tag(f.agent, { ticketId, tags: ["slow"] });
    expect(await state(f, ticketId, "FIRST_RESPONSE")).toBe("CANCELLED");
    await follow(f, ticketId);
    await Ticket.untag(f.agent, { ticketId, tags: ["slow"] });
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ state: "PENDING", dueAt: after(3) });
    await Customer.update(f.admin, { customerId: f.customerId, tier: "VIP" });
    expect([await keyOf(byPhone), await keyOf(ticketId)]).toEqual(["vips", "vips"]);
  });

  test("by a raised priority counts from the same start, also after a warning", async () => {
    const f = await served(byPriority);
    const { id: ticketId } = await f.openTicket();
    await follow(f, ticketId);
    at(f, 2);
    await ticked(f);
    expect(await state(f, ticketId, "FIRST_RESPONSE")).toBe("IMMINENT");
    await Ticket.changePriority(f.agent, { ticketId, priority: "URGENT", reason: "VIP" });
    await follow(f, ticketId);
    // Urgent is due after an hour, and two have passed.
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({
      state: "BREACHING",
      startedAt: after(0),
      breachedAt: after(1),
    });
    await Ticket.changePriority(f.agent, { ticketId, priority: "NORMAL", reason: "No" });
    await follow(f, ticketId);
    expect(await state(f, ticketId, "FIRST_RESPONSE")).toBe("IMMINENT");
    expect(await told(f, ticketId)).toEqual([
      "warned FIRST_RESPONSE 2",
      "breached FIRST_RESPONSE 1",
      "resumed FIRST_RESPONSE 2",
      // What is urgent is promised without a warning: the other promise warns anew.
      "warned FIRST_RESPONSE 2",
    ]);
  });

  test("that changes while a clock is paused holds from the same start when it runs again", async () => {
    const f = await served(policy([hours("AGENT_WORK", 8)]));
    const { id: ticketId } = await f.openTicket();
    at(f, 1);
    await Ticket.changeStatus(f.agent, { ticketId, status: "WAITING_ON_CUSTOMER" });
    await follow(f, ticketId);
    const { promised: before } = await clock(f, ticketId, "AGENT_WORK");
    await promise(f, policy([hours("AGENT_WORK", 4)]));
    expect(await clock(f, ticketId, "AGENT_WORK")).toMatchObject({ dueAt: null, paused: true, remainingMinutes: 180 });
    at(f, 6);
    await Ticket.changeStatus(f.agent, { ticketId, status: "OPEN" });
    await follow(f, ticketId);
    const now = await clock(f, ticketId, "AGENT_WORK");
    expect(now).toMatchObject({ startedAt: after(0), dueAt: after(9), remainingMinutes: 180 });
    expect(now.promised.version).toBeGreaterThan(before.version);
  });

  test("that changes leaves alone what is settled", async () => {
    const f = await served(policy([hours("FIRST_RESPONSE", 4), hours("TOTAL_RESOLUTION", 8)]));
    const { id: ticketId } = await f.openTicket();
    at(f, 2);
    await Ticket.reply(f.agent, { ticketId, text: say });
    await follow(f, ticketId);
    await promise(f, policy([hours("FIRST_RESPONSE", 1), hours("TOTAL_RESOLUTION", 1)]));
    await follow(f, ticketId);
    expect(await clock(f, ticketId, "FIRST_RESPONSE")).toMatchObject({ state: "ACHIEVED", dueAt: after(4) });
    expect(await clock(f, ticketId, "TOTAL_RESOLUTION")).toMatchObject({ state: "BREACHING", breachedAt: after(1) });
  });

  test("that changes reaches tickets that nobody touches by the sweep, and cancels what nobody promises any more", async () => {
    const f = await served(policy([hours("FIRST_RESPONSE", 8)]));
    const tickets = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
    for (const { id } of tickets) await follow(f, id);
    const all = () => Promise.all(tickets.map(async ({ id }) => (await stored(f, id))[0]));
    await promise(f, policy([hours("FIRST_RESPONSE", 2)]));
    await Sla.startSweep(f.system);
    await ticked(f);
    expect((await all()).map((one) => one?.dueAt)).toEqual([after(2), after(2), after(2)]);
    await promise(f);
    await Sla.startSweep(f.system);
    await Sla.startSweep(f.system);
    f.clock.advance(MINUTE);
    await ticked(f);
    expect((await all()).map((one) => one?.state)).toEqual(["CANCELLED", "CANCELLED", "CANCELLED"]);
    expect((await ticked(f)).woken).toBe(0);
  });
});

describe("what has no clocks", () => {
  test("is all of a workspace without policies: following is one read and writes nothing", async () => {
    const f = await served();
    const { id: ticketId } = await f.openTicket();
    await follow(f, ticketId);
    f.usage.length = 0;
    await follow(f, ticketId);
    expect(f.usage.map(({ call }) => call)).toEqual(["get"]);
    expect(await Sla.clocksOf(f.agent, { ticketId })).toEqual([]);
    expect(await load(f.system, Sla.sla, Sla.clocksIdOf(ticketId))).toBeNull();
  });

  test("costs, where there are policies, what is new and one commit; and no commit where nothing came of it", async () => {
    const f = await served(byPriority);
    const { id: ticketId } = await f.openTicket();
    await follow(f, ticketId);
    const cost = async () => {
      f.usage.length = 0;
      await follow(f, ticketId);
      return f.usage.map(({ call }) => call).sort();
    };
    expect(await cost()).toEqual(["get", "get", "get"]);
    await Ticket.note(f.agent, { ticketId, text: say });
    expect(await cost()).toEqual(["get", "get", "get", "query", "query"]);
    await Ticket.reply(f.agent, { ticketId, text: say });
    expect(await cost()).toEqual(["get", "get", "get", "query", "query", "transact"]);
  });

  test("is a customer's view of a ticket, and what is not theirs at all is not there", async () => {
    const f = await served(byPriority);
    const { id: ticketId } = await f.openTicket();
    expect(await Sla.clocksOf(f.customer, { ticketId })).toEqual([]);
    const { object: stranger } = await Customer.upsert(f.system, { email: "stranger@example.com" });
    const other = f.as({ kind: "customer", workspaceId: "main", customerId: stranger.id });
    await expect(Sla.clocksOf(other, { ticketId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(Sla.proof(f.customer, { ticketId, metric: "FIRST_RESPONSE" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(Sla.dueSoon(f.customer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
