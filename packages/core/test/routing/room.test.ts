import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { arrive, hire, ownerOf, routed, routeOf } from "../support/routes.ts";

useEngine();

/** Working hours that begin in so many hours, every day. */
function hoursIn(f: Fixture, hours: number) {
  const opens = new Date(f.clock.now()).getUTCHours() + hours;
  const days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;
  return { timeZone: "UTC", intervals: days.map((day) => ({ day, from: `${opens}:00`, to: "24:00" })) };
}

describe("somebody who comes", () => {
  test("before their hours begin gets what waits when they begin", async () => {
    const f = await makeDesk();
    await routed(f);
    const { id } = await arrive(f);
    const bo = await hire(f, "bo");
    await Agent.changeHours(f.admin, { agentId: bo.id, hours: hoursIn(f, 2) });
    await Routing.agentChanged(f.system, { agentId: bo.id });
    expect(await ownerOf(f, id)).toBeUndefined();
    f.clock.advance(2 * HOUR);
    await tick(f.desk);
    expect(await ownerOf(f, id)).toBe(bo.id);
  });

  test("and takes over what is left gets it, also when its time has come before", async () => {
    const f = await makeDesk();
    const boss = await hire(f, "boss", { teams: [] });
    await Agent.setPresence(boss.ctx, { state: "OFFLINE" });
    await routed(f, { overflow: { afterSeconds: 60, agentId: boss.id } });
    const early = await arrive(f);
    f.clock.advance(2 * MINUTE);
    const late = await arrive(f);
    await Agent.setPresence(boss.ctx, { state: "ONLINE" });
    await Routing.agentChanged(f.system, { agentId: boss.id });
    expect([await ownerOf(f, early.id), await ownerOf(f, late.id)]).toEqual([boss.id, undefined]);
    f.clock.advance(MINUTE);
    await tick(f.desk);
    expect(await ownerOf(f, late.id)).toBe(boss.id);
  });

  test("for some channels alone gets what stands behind the others, and no decision is made about those", async () => {
    const f = await makeDesk();
    await routed(f);
    const [web, mail] = [await arrive(f, { channel: "WEB" }), await arrive(f, { channel: "EMAIL" })];
    const bo = await hire(f, "bo");
    await Agent.setPresence(bo.ctx, { state: "ONLINE", channels: ["EMAIL"] });
    const before = (await Routing.decisions(f.admin, web.id)).length;
    await Routing.fill(f.system, { agentId: bo.id });
    expect([await ownerOf(f, web.id), await ownerOf(f, mail.id)]).toEqual([undefined, bo.id]);
    expect(await Routing.decisions(f.admin, web.id)).toHaveLength(before);
  });
});

test("what becomes due at one time goes by the order of its queue, whatever order the tick has", async () => {
  const f = await makeDesk();
  const boss = await hire(f, "boss", { teams: [], units: 2 });
  await routed(f, { overflow: { afterSeconds: 600, agentId: boss.id } });
  const ids: string[] = [];
  for (const priority of ["LOW", "LOW", "NORMAL", "LOW", "HIGH", "LOW", "URGENT"] as const) {
    ids.push((await arrive(f, { priority })).id);
  }
  f.clock.advance(11 * MINUTE);
  await tick(f.desk);
  const owners = await Promise.all(ids.map((id) => ownerOf(f, id)));
  expect(owners.flatMap((owner, i) => (owner === boss.id ? [i] : []))).toEqual([4, 6]);
  await tick(f.desk);
  expect((await tick(f.desk)).woken).toBe(0);
});

test("what somebody has who may not work any more waits for others once its customer writes", async () => {
  const f = await makeDesk();
  await routed(f);
  const bo = await hire(f, "bo");
  const { id } = await arrive(f);
  await Agent.suspend(f.admin, { agentId: bo.id });
  await Routing.agentChanged(f.system, { agentId: bo.id });
  expect(await ownerOf(f, id)).toBe(bo.id);
  await Ticket.addMessage(f.customer, { ticketId: id, text: "Hello?" });
  await Routing.ticketChanged(f.system, { ticketId: id, wrote: true });
  expect(await routeOf(f, id)).toMatchObject({ state: "WAITING" });
  expect((await Agent.loadOf(f.admin, bo.id)).units).toBe(0);
});
