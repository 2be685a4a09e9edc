import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Routing from "../../src/routing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { arrive, hire, ownerOf, routed, routeOf } from "../support/routes.ts";

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
    expect(await routeOf(f, id)).toMatchObject({ state: "WAITING", excluded: [{ agentId: bo.id, why: "TIMED_OUT" }] });
    expect(await Agent.presence(f.admin, bo.id)).toMatchObject({ state: "AWAY", reason: "NO_ANSWER" });
    expect([await unitsOf(f, bo.id), await ownerOf(f, id)]).toEqual([0, undefined]);
    expect((await tick(f.desk)).woken).toBe(0);
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
