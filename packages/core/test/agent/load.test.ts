import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { DAY, HOUR } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import { stateKey } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const unitsOf = async (f: Fixture, agentId = f.agentId) => (await Agent.loadOf(f.admin, agentId)).units;

describe("the load of an agent", () => {
  test("moves in the commit of whatever changes what their tickets cost", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const on = { ticketId };
    const steps: readonly (readonly [string, () => Promise<unknown>, number])[] = [
      ["assigned", () => Ticket.assign(f.agent, { ...on, assigneeId: f.agentId }), 1],
      ["again", () => Ticket.assign(f.agent, { ...on, assigneeId: f.agentId }), 1],
      ["answered: it waits for the customer", () => Ticket.reply(f.agent, { ...on, text: "Which size?" }), 0],
      ["the customer answers", () => Ticket.addMessage(f.customer, { ...on, text: "54." }), 1],
      ["snoozed", () => Ticket.snooze(f.agent, { ...on, until: f.clock.now() + HOUR }), 0],
      ["opened", () => Ticket.changeStatus(f.agent, { ...on, status: "OPEN" }), 1],
      ["spam", () => Ticket.markSpam(f.agent, on), 0],
      ["no spam", () => Ticket.unmarkSpam(f.agent, on), 1],
      ["deleted", () => Ticket.remove(f.admin, on), 0],
      ["restored", () => Ticket.restore(f.admin, on), 1],
      ["resolved", () => Ticket.resolve(f.agent, on), 0],
      ["reopened", () => Ticket.reopen(f.agent, on), 1],
      ["unassigned", () => Ticket.unassign(f.agent, on), 0],
    ];
    for (const [what, run, units] of steps) {
      await run();
      expect([what, await unitsOf(f)]).toEqual([what, units]);
    }
  });

  test("of several tickets that one commit merges moves once, by all of them", async () => {
    const f = await makeDesk();
    const tickets = [await f.openTicket(), await f.openTicket(), await f.openTicket()];
    for (const { id: ticketId } of tickets) await Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId });
    expect(await unitsOf(f)).toBe(3);
    const [target, ...sources] = tickets.map(({ id }) => id);
    await Ticket.merge(f.agent, { targetId: target ?? "", sourceIds: sources });
    expect(await unitsOf(f)).toBe(1);
    await Ticket.unmerge(f.agent, { ticketId: sources[0] ?? "" });
    expect(await unitsOf(f)).toBe(2);
  });

  test("follows the channel, the capacity, and what the workspace said when it was given to them", async () => {
    const f = await makeDesk();
    await Agent.changeCapacity(f.admin, { agentId: f.agentId, capacity: { units: 7 } });
    const call = await f.openTicket({ channel: "PHONE" });
    await Ticket.assign(f.agent, { ticketId: call.id, assigneeId: f.agentId });
    expect(await Agent.loadOf(f.admin, f.agentId)).toMatchObject({ units: 7, open: 1, byClass: { VOICE: 7 } });
    await Workspace.configureRouting(f.admin, { routing: { units: { PHONE: 2 }, countWaiting: true } });
    await Ticket.reply(f.agent, { ticketId: call.id, text: "Called back." });
    expect(await unitsOf(f)).toBe(0);
    const second = await f.openTicket({ channel: "PHONE" });
    await Ticket.assign(f.agent, { ticketId: second.id, assigneeId: f.agentId });
    await Ticket.reply(f.agent, { ticketId: second.id, text: "Which size?" });
    expect(await unitsOf(f)).toBe(2);
  });

  test("goes over to a follow-up that keeps its owner", async () => {
    const f = await makeDesk();
    await Workspace.changeSettings(f.admin, { followUp: { policy: "NEW_TICKET", owner: "KEEP" } });
    const { id: ticketId } = await f.openTicket();
    await Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId });
    await Ticket.resolve(f.agent, { ticketId });
    f.clock.advance(5 * DAY);
    await Ticket.wake(f.system, ticketId);
    await Ticket.addMessage(f.customer, { ticketId, text: "It broke again." });
    expect(await unitsOf(f)).toBe(1);
  });

  test("is what it was when two give the same ticket to different people at once", async () => {
    const f = await makeDesk();
    const { object: bo } = await Agent.create(f.system, {
      name: "Bo",
      email: "bo@x.example",
      roles: ["representative"],
    });
    const { id: ticketId } = await f.openTicket();
    const racing = [f.agentId, bo.id, f.agentId, bo.id].map((assigneeId) =>
      Ticket.assign(f.agent, { ticketId, assigneeId }),
    );
    await Promise.all(racing);
    expect([await unitsOf(f), await unitsOf(f, bo.id)].sort((a, b) => a - b)).toEqual([0, 1]);
  });
});

describe("a load that somebody spoilt", () => {
  test("is made anew from what the agent has and is offered", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId });
    const right = await Agent.loadOf(f.admin, f.agentId);
    expect(await Routing.recountLoad(f.admin, f.agentId)).toEqual(right);
    await f.table.add(Agent.loadKey(f.system, f.agentId), "n", 7);
    expect((await Agent.loadOf(f.admin, f.agentId)).units).toBe(8);
    expect(await Routing.recountLoad(f.admin, f.agentId)).toEqual(right);
    expect(await Agent.loadOf(f.admin, f.agentId)).toEqual(right);
    await Ticket.resolve(f.agent, { ticketId });
    expect((await Agent.loadOf(f.admin, f.agentId)).units).toBe(0);
  });
});

describe("a desk from before anybody counted", () => {
  test("counts what its people have once it is taken over, and never below nothing", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    await Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId });
    // As the release before left it: nothing of what it costs, no load, no roster.
    const row = await f.table.get(stateKey(f.system, ticketId));
    const { load: _, ...state } = JSON.parse(String(row?.["s"]));
    await f.table.write({ kind: "put", row: { ...row, s: JSON.stringify(state) } });
    await f.table.write({ kind: "delete", key: Agent.loadKey(f.system, f.agentId) });
    await Routing.adopt(f.system);
    expect(await Agent.loadOf(f.admin, f.agentId)).toMatchObject({ units: 1, open: 1, byClass: { ASYNC: 1 } });
    await Ticket.resolve(f.agent, { ticketId });
    expect(await Agent.loadOf(f.admin, f.agentId)).toMatchObject({ units: 0, open: 0, byClass: {} });
  });
});

describe("skills and capacity", () => {
  test("are whole and known, or refused", async () => {
    const f = await makeDesk();
    const { agentId } = f;
    await Workspace.configureRouting(f.admin, { skills: [{ key: "german", label: "German" }] });
    const skilled = (...skills: { skill: string; level?: number }[]) =>
      codeOf(Agent.changeSkills(f.admin, { agentId, skills }));
    expect(await skilled({ skill: "german", level: 3 })).toBe("done");
    expect(await skilled({ skill: "french" })).toBe("VALIDATION");
    expect(await skilled({ skill: "german" }, { skill: "german" })).toBe("VALIDATION");
    expect(await skilled({ skill: "german", level: 6 })).toBe("VALIDATION");
    expect(await skilled({ skill: "german", level: 1.5 })).toBe("VALIDATION");
    const capable = (units: number) => codeOf(Agent.changeCapacity(f.admin, { agentId, capacity: { units } }));
    expect(await Promise.all([capable(-1), capable(0.5), capable(1_001)])).toEqual(Array(3).fill("VALIDATION"));
    expect(await codeOf(Agent.changeCapacity(f.admin, { agentId, weight: 0 }))).toBe("VALIDATION");
    expect(await codeOf(Agent.changeSkills(f.agent, { agentId, skills: [] }))).toBe("FORBIDDEN");
    expect((await Agent.get(f.admin, agentId)).skills).toEqual([{ skill: "german", level: 3 }]);
  });
});

describe("the rosters", () => {
  test("hold who works in a team, and of everybody from before there were any once they are enlisted", async () => {
    const f = await makeDesk();
    await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
    const members = async (...teams: string[]) => (await Agent.workers(f.system, teams)).map(({ agent }) => agent.name);
    expect(await members("workshop")).toEqual([]);
    expect((await members()).sort()).toEqual(["Ada", "Root"]);
    await Agent.changeTeams(f.admin, { agentId: f.agentId, teams: ["workshop"] });
    expect(await members("workshop")).toEqual(["Ada"]);
    await Agent.suspend(f.admin, { agentId: f.agentId });
    expect([await members("workshop"), await members()]).toEqual([[], ["Root"]]);
    await Routing.adopt(f.system);
    await Routing.adopt(f.system);
    expect(await members()).toEqual(["Root"]);
  });
});
