import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { arrive, type Hired, hire, ownerOf, routed, routeOf } from "../support/routes.ts";

useEngine();

const chat = { channel: "CHAT" } as const;
const unitsOf = async (f: Fixture, id: string) => (await Agent.loadOf(f.admin, id)).units;

describe("a chat", () => {
  test("is offered, holds the room meanwhile, and is theirs once they accept", async () => {
    const f = await makeDesk();
    await routed(f, { pushTimeoutSeconds: 30 });
    const bo = await hire(f, "bo", { units: 1 });
    const { id, assigneeId } = await arrive(f, chat);
    expect(assigneeId).toBeUndefined();
    expect(await unitsOf(f, bo.id)).toBe(1);
    expect((await Routing.offers(bo.ctx)).map(({ ticketId }) => ticketId)).toEqual([id]);
    expect((await arrive(f)).assigneeId).toBeUndefined();
    expect(await codeOf(Routing.accept(f.agent, { ticketId: id }))).toBe("TRANSITION");
    const key = { idempotencyKey: "once" };
    const first = await Routing.accept(bo.ctx, { ticketId: id, ...key });
    const again = await Routing.accept(bo.ctx, { ticketId: id, ...key });
    expect([first.object.assigneeId, first.replayed, again.replayed]).toEqual([bo.id, false, true]);
    expect(await unitsOf(f, bo.id)).toBe(1);
    expect(await Routing.offers(bo.ctx)).toEqual([]);
  });

  test("that is declined waits on as old as it was, and goes to somebody else", async () => {
    const f = await makeDesk();
    await routed(f);
    const bo = await hire(f, "bo");
    const { id } = await arrive(f, chat);
    const since = (await routeOf(f, id))?.eligibleSince;
    f.clock.advance(10_000);
    await Routing.decline(bo.ctx, { ticketId: id });
    expect(await routeOf(f, id)).toMatchObject({ state: "WAITING", eligibleSince: since });
    expect(await unitsOf(f, bo.id)).toBe(0);
    expect(await codeOf(Routing.decline(bo.ctx, { ticketId: id }))).toBe("TRANSITION");
    const cy = await hire(f, "cy");
    await Routing.fill(f.system, { agentId: cy.id });
    expect(await routeOf(f, id)).toMatchObject({ state: "OFFERED", offer: { agentId: cy.id }, eligibleSince: since });
    await Routing.fill(f.system, { agentId: bo.id });
    expect((await routeOf(f, id))?.offer?.agentId).toBe(cy.id);
  });

  test("that nobody answers runs out when it is looked at, and by the tick; who let it ring is away", async () => {
    const f = await makeDesk();
    await routed(f, { pushTimeoutSeconds: 30 });
    const bo = await hire(f, "bo");
    const { id } = await arrive(f, chat);
    f.clock.advance(30_000);
    expect(await Routing.offers(bo.ctx)).toEqual([]);
    expect(await codeOf(Routing.accept(bo.ctx, { ticketId: id }))).toBe("TRANSITION");
    f.clock.advance(60_000);
    await tick(f.desk);
    await tick(f.desk);
    expect((await routeOf(f, id))?.state).toBe("WAITING");
    expect(await Agent.presence(f.admin, bo.id)).toMatchObject({ state: "AWAY", reason: "NO_ANSWER" });
    expect([await unitsOf(f, bo.id), await ownerOf(f, id)]).toEqual([0, undefined]);
    expect((await tick(f.desk)).woken).toBe(0);
    // Who comes back is asked again: they did not decline it.
    await Agent.setPresence(bo.ctx, { state: "ONLINE" });
    await Routing.agentChanged(f.system, { agentId: bo.id });
    expect((await routeOf(f, id))?.offer?.agentId).toBe(bo.id);
  });

  test("whose agent goes is offered to others at once, and one that is over rings no more", async () => {
    const f = await makeDesk();
    await routed(f);
    const bo = await hire(f, "bo");
    const { id } = await arrive(f, chat);
    await Agent.setPresence(bo.ctx, { state: "OFFLINE" });
    const cy = await hire(f, "cy");
    await Routing.presenceChanged(f.system, { agentId: bo.id });
    expect((await routeOf(f, id))?.offer?.agentId).toBe(cy.id);
    await Ticket.resolve(f.agent, { ticketId: id });
    await Routing.follow(f.system, { ticketId: id });
    expect([(await routeOf(f, id))?.state, await unitsOf(f, cy.id)]).toEqual(["LEFT", 0]);
  });
});

describe("an offer that ends", () => {
  test("puts the ticket where it belongs by then, with the skills it asks for by then", async () => {
    const f = await makeDesk();
    await routed(f);
    const queues = [
      { key: "urgent", label: "Urgent", when: { priorities: ["URGENT" as const] }, primaryTeams: ["office"] },
      { key: "rest", label: "Rest", primaryTeams: ["workshop"] },
    ];
    await Workspace.configureRouting(f.admin, { queues });
    const bo = await hire(f, "bo");
    const [one, two] = [await arrive(f, chat), await arrive(f, chat)];
    await Ticket.changePriority(f.agent, { ticketId: one.id, priority: "URGENT" });
    const required = [{ skill: "german", level: 2 }];
    await Routing.changeTicketSkills(f.admin, { ticketId: two.id, skills: { required } });
    await hire(f, "cy");
    await Routing.decline(bo.ctx, { ticketId: two.id });
    expect(await routeOf(f, two.id)).toMatchObject({ state: "WAITING", queue: "rest", required });
    f.clock.advance(MINUTE);
    await tick(f.desk);
    expect(await routeOf(f, one.id)).toMatchObject({ state: "WAITING", queue: "urgent" });
  });

  test("gives its room to what waits, whether it was declined, done with, or taken by another", async () => {
    const ends = [
      async (f: Fixture, ticketId: string, bo: Hired) => {
        await Routing.decline(bo.ctx, { ticketId });
        await Routing.agentChanged(f.system, { agentId: bo.id });
      },
      async (f: Fixture, ticketId: string) => {
        await Ticket.resolve(f.agent, { ticketId });
        await Routing.ticketChanged(f.system, { ticketId });
      },
      async (f: Fixture, ticketId: string) => {
        await Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId });
        await Routing.ticketChanged(f.system, { ticketId });
      },
    ];
    for (const end of ends) {
      const f = await makeDesk();
      await routed(f);
      const bo = await hire(f, "bo", { units: 1 });
      const { id } = await arrive(f, chat);
      const waiting = await arrive(f);
      await end(f, id, bo);
      expect(await ownerOf(f, waiting.id)).toBe(bo.id);
    }
  });

  test("leaves who went away meanwhile, or may not work any more, as they are", async () => {
    const f = await makeDesk();
    await routed(f);
    const [bo, cy] = [await hire(f, "bo"), await hire(f, "cy")];
    await Promise.all([arrive(f, chat), arrive(f, chat)]);
    await Agent.setPresence(bo.ctx, { state: "OFFLINE", reason: "Home" });
    await Agent.suspend(f.admin, { agentId: cy.id });
    f.clock.advance(MINUTE);
    await tick(f.desk);
    await Agent.reinstate(f.admin, { agentId: cy.id });
    expect(await Agent.presence(f.admin, bo.id)).toMatchObject({ state: "OFFLINE", reason: "Home" });
    expect(await Agent.presence(f.admin, cy.id)).toEqual({ agentId: cy.id, state: "OFFLINE" });
  });
});

test("a call is offered to who takes calls at all, whatever else they take at most of them", async () => {
  const f = await makeDesk();
  await routed(f);
  const bo = await hire(f, "bo");
  const capacity = { units: 5, byClass: { VOICE: 1 } };
  await Agent.changeCapacity(f.admin, { agentId: bo.id, capacity });
  const { id } = await arrive(f, { channel: "PHONE" });
  expect(await routeOf(f, id)).toMatchObject({ state: "OFFERED", offer: { agentId: bo.id } });
  expect(await Agent.loadOf(f.admin, bo.id)).toMatchObject({ units: 5, byClass: { VOICE: 5 } });
});

test("whom a ticket is offered to takes or leaves it, also who reaches only what is theirs; nobody else does", async () => {
  const f = await makeDesk();
  await routed(f);
  const grants = (["ticket:read", "ticket:assign"] as const).map((permission) => ({
    permission,
    scope: "own" as const,
  }));
  await Workspace.defineRole(f.admin, { key: "narrow", label: "Narrow", grants });
  for (const name of ["bo", "cy"]) {
    const email = `${name}@northwind.example`;
    const { object } = await Agent.create(f.system, { name, email, roles: [], customRoles: ["narrow"] });
    await Agent.changeTeams(f.admin, { agentId: object.id, teams: ["workshop"] });
    await Agent.setPresence(f.system, { agentId: object.id, state: "ONLINE" });
  }
  const [one, two] = [await arrive(f, chat), await arrive(f, chat)];
  const asked = async (ticketId: string) => (await routeOf(f, ticketId))?.offer?.agentId ?? "";
  const by = (agentId: string) => f.as({ kind: "agent", workspaceId: "main", agentId });
  const [first, second] = [await asked(one.id), await asked(two.id)];
  expect(await codeOf(Routing.accept(by(second), { ticketId: one.id }))).toBe("NOT_FOUND");
  expect(await codeOf(Routing.accept(by(first), { ticketId: one.id }))).toBe("done");
  expect(await codeOf(Routing.decline(by(second), { ticketId: two.id }))).toBe("done");
  expect(await ownerOf(f, one.id)).toBe(first);
});
