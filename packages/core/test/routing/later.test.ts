import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { makeDesk, useEngine } from "../support/desk.ts";
import { arrive, hire, ownerOf, routed, routeOf } from "../support/routes.ts";

useEngine();

const unitsOf = async (f: Parameters<typeof ownerOf>[0], id: string) => (await Agent.loadOf(f.admin, id)).units;

describe("time alone", () => {
  test("gives up preferred skills, calls the secondary team, and the overflow assignee in the end", async () => {
    const f = await makeDesk();
    const boss = await hire(f, "boss", { teams: [] });
    await routed(
      f,
      {
        secondaryTeams: ["office"],
        skillTimeoutSeconds: 60,
        overflow: { afterSeconds: 3_600, agentId: boss.id },
      },
      { skillRules: [{ when: {}, preferred: [{ skill: "german", level: 2, priority: 1 }] }] },
    );
    const { id } = await arrive(f);
    expect((await routeOf(f, id))?.retryAt).toBe(f.clock.now() + HOUR);
    const bo = await hire(f, "bo");
    await Routing.fill(f.system, { agentId: bo.id });
    expect((await routeOf(f, id))?.retryAt).toBe(f.clock.now() + MINUTE);
    f.clock.advance(MINUTE);
    await tick(f.desk);
    expect(await ownerOf(f, id)).toBe(bo.id);
    await Agent.setPresence(bo.ctx, { state: "OFFLINE" });
    const late = await arrive(f);
    f.clock.advance(HOUR);
    await tick(f.desk);
    expect(await ownerOf(f, late.id)).toBe(boss.id);
    await tick(f.desk);
    expect((await tick(f.desk)).woken).toBe(0);
  });

  test("begins somebody's working hours", async () => {
    const f = await makeDesk();
    await routed(f);
    const bo = await hire(f, "bo");
    const now = new Date(f.clock.now());
    const later = `${String((now.getUTCHours() + 2) % 24).padStart(2, "0")}:00`;
    const days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;
    const intervals = days.map((day) => ({ day, from: later, to: "24:00" }));
    await Agent.changeHours(f.admin, { agentId: bo.id, hours: { timeZone: "UTC", intervals } });
    const { id, assigneeId } = await arrive(f);
    expect(assigneeId).toBeUndefined();
    f.clock.advance(2 * HOUR);
    await tick(f.desk);
    expect(await ownerOf(f, id)).toBe(bo.id);
  });
});

describe("somebody who goes", () => {
  test("keeps what they have until the customer writes again, or loses it at once where that is the policy", async () => {
    const f = await makeDesk();
    await routed(f);
    const bo = await hire(f, "bo");
    const { id } = await arrive(f);
    await Agent.setPresence(bo.ctx, { state: "OFFLINE" });
    await Routing.presenceChanged(f.system, { agentId: bo.id });
    expect(await ownerOf(f, id)).toBe(bo.id);
    await Ticket.addMessage(f.customer, { ticketId: id, text: "Hello?" });
    await Routing.messageReceived(f.system, { ticketId: id });
    expect(await ownerOf(f, id)).toBeUndefined();
    expect((await routeOf(f, id))?.state).toBe("WAITING");
    await Agent.setPresence(bo.ctx, { state: "ONLINE" });
    await Routing.fill(f.system, { agentId: bo.id });
    expect(await ownerOf(f, id)).toBe(bo.id);
    await Workspace.configureRouting(f.admin, { routing: { onOffline: "AT_ONCE" } });
    await Agent.setPresence(bo.ctx, { state: "AWAY" });
    await Routing.presenceChanged(f.system, { agentId: bo.id });
    expect(await ownerOf(f, id)).toBe(bo.id);
    await Agent.setPresence(bo.ctx, { state: "AWAY_AND_REASSIGN" });
    await Routing.presenceChanged(f.system, { agentId: bo.id });
    expect(await ownerOf(f, id)).toBeUndefined();
    expect(await unitsOf(f, bo.id)).toBe(0);
  });
});
