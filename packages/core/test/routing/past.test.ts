import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { DAY, MINUTE } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { arrive, type Hired, hire, ownerOf, routed } from "../support/routes.ts";

useEngine();

interface Morning {
  readonly f: Fixture;
  readonly from: number;
  readonly to: number;
  readonly tickets: readonly string[];
  readonly people: readonly [Hired, Hired];
}

/** Two who carry two each: five tickets, of which one waits until another is resolved; one is snoozed, one handed on. */
async function morning(): Promise<Morning> {
  const f = await makeDesk();
  await routed(f);
  const people = [await hire(f, "bo", { units: 2 }), await hire(f, "cy", { units: 2 })] as const;
  const from = f.clock.now();
  const tickets: string[] = [];
  for (let i = 0; i < 5; i++) {
    tickets.push((await arrive(f)).id);
    f.clock.advance(MINUTE);
  }
  const [first = "", second = ""] = tickets;
  f.clock.advance(10 * MINUTE);
  await finish(f, first);
  f.clock.advance(MINUTE);
  await Ticket.changeStatus(f.admin, { ticketId: second, status: "WAITING_ON_CUSTOMER" });
  f.clock.advance(MINUTE);
  await Ticket.addMessage(f.customer, { ticketId: second, text: "And now?" });
  f.clock.advance(MINUTE);
  return { f, from, to: f.clock.now(), tickets, people };
}

/** The same for everybody who only looks at it. */
let shared: Promise<Morning> | undefined;
const sharedMorning = (): Promise<Morning> => {
  shared ??= morning();
  return shared;
};

async function finish(f: Fixture, ticketId: string): Promise<void> {
  const agentId = (await ownerOf(f, ticketId)) ?? "";
  await Ticket.resolve(f.admin, { ticketId });
  await Routing.follow(f.system, { ticketId });
  await Routing.fill(f.system, { agentId });
}

describe("over what was routed", () => {
  test("without a change the simulator gives history: every decision to the byte, every ticket to whoever had it", async () => {
    const { f, from, to, tickets } = await sharedMorning();
    const found = await Routing.simulate(f.admin, { from, to });
    expect(found).toMatchObject({ from, until: to, isCut: false, withoutFacts: 0, different: 0 });
    expect(found.decisions).toEqual({ count: 6, same: 6, unneeded: 0 });
    const owners = await Promise.all(tickets.map((id) => ownerOf(f, id)));
    expect(found.tickets.map(({ ticketId, simulated }) => [ticketId, simulated?.agentId])).toEqual(
      tickets.map((id, i) => [id, owners[i]]),
    );
    expect(found.recorded).toEqual(found.simulated);
    expect(found.tickets[4]?.recorded?.waitMs).toBe(11 * MINUTE);
    const { config } = await Workspace.planRouting(f.admin, {});
    const said = await Routing.simulate(f.admin, { from, to, configuration: { queues: config.queues } });
    expect(said).toEqual(found);
  });

  test("with half the capacity it gives another, and says why", async () => {
    const { f, from, to, tickets } = await sharedMorning();
    const { tickets: lines, recorded, simulated } = await Routing.simulate(f.admin, { from, to, capacityPercent: 50 });
    const line = (i: number) => lines.find(({ ticketId }) => ticketId === tickets[i]);
    expect([line(0)?.isSame, line(1)?.isSame]).toEqual([true, true]);
    // Room comes when the first is resolved, and when the second waits for its customer.
    expect([line(2)?.simulated?.waitMs, line(3)?.simulated?.waitMs]).toEqual([13 * MINUTE, 13 * MINUTE]);
    expect(line(4)).toMatchObject({ simulated: null, isSame: false, decision: { reasons: { NO_CAPACITY: 2 } } });
    expect(line(4)?.says).toMatch(/^has no room for it: asks for 1, has \d of 1$/);
    expect([recorded.waiting, simulated.waiting > recorded.waiting]).toEqual([0, true]);
  });

  test("with other queues each ticket goes where it would have gone", async () => {
    const { f, from, to, people } = await sharedMorning();
    await Agent.changeTeams(f.admin, { agentId: people[1].id, teams: ["office"] });
    const queues = [
      { key: "quiet", label: "Quiet", when: { channels: ["LETTER" as const] }, primaryTeams: ["office"] },
    ];
    const nobody = await Routing.simulate(f.admin, { from, to, configuration: { queues } });
    expect(nobody.simulated).toMatchObject({ assigned: 0, waiting: 5 });
    const byAge = [{ key: "repairs", label: "Repairs", primaryTeams: ["workshop"], strategy: "ROUND_ROBIN" as const }];
    const robin = await Routing.simulate(f.admin, { from, to, configuration: { queues: byAge } });
    expect(robin.simulated.assigned).toBe(5);
  });

  test("what costs more, and skills that are asked for, are asked of each ticket as it was", async () => {
    const { f, from, to } = await sharedMorning();
    const asked = [{ when: { channels: ["EMAIL" as const] }, required: [{ skill: "german", level: 1 }] }];
    const dear = await Routing.simulate(f.admin, {
      from,
      to,
      configuration: { routing: { units: { PHONE: 2, EMAIL: 2, WEB: 2, API: 2 } } },
    });
    expect(dear.simulated.waiting).toBeGreaterThan(0);
    const kept = await Routing.simulate(f.admin, { from, to, configuration: { routing: { skillRules: asked } } });
    const channels = new Set([(await Ticket.get(f.admin, kept.tickets[0]?.ticketId ?? "")).channel]);
    expect(kept.simulated.assigned).toBe(channels.has("EMAIL") ? 0 : 5);
  });

  test("decisions whose facts are gone are left out, and counted", async () => {
    const { f, from, to } = await morning();
    for (const key of [...f.blobs.files.keys()].filter((one) => one.startsWith("routing/")).slice(0, 2)) {
      await f.blobs.delete(key);
    }
    const found = await Routing.simulate(f.admin, { from, to });
    expect([found.withoutFacts, found.decisions.count, found.different]).toEqual([2, 4, 0]);
  });

  test("a time in which nothing was routed comes to nothing", async () => {
    const { f, to } = await sharedMorning();
    const found = await Routing.simulate(f.admin, { from: to + MINUTE, to: to + 2 * MINUTE });
    expect(found).toMatchObject({ tickets: [], decisions: { count: 0 } });
  });

  test.each<[string, (m: { from: number; to: number }) => Routing.SimulateInput, string]>([
    ["a range over 31 days", ({ to }) => ({ from: to - 32 * DAY, to }), "VALIDATION"],
    ["a range that ends before it starts", ({ from, to }) => ({ from: to, to: from - 1 }), "VALIDATION"],
    ["part of a percent", (m) => ({ ...m, capacityPercent: 50.5 }), "VALIDATION"],
    [
      "a team there is not",
      (m) => ({ ...m, configuration: { queues: [{ key: "a", label: "A", primaryTeams: ["x"] }] } }),
      "VALIDATION",
    ],
  ])("%s is refused", async (_, input, code) => {
    const f = await makeDesk();
    expect(await codeOf(Routing.simulate(f.admin, input({ from: f.clock.now(), to: f.clock.now() })))).toBe(code);
  });
});

test("an offer that is declined is declined in the simulation, too", async () => {
  const f = await makeDesk();
  await routed(f);
  const [bo, cy] = [await hire(f, "bo", { units: 2 }), await hire(f, "cy", { units: 2 })];
  const from = f.clock.now();
  const ticketId = (await arrive(f, { channel: "PHONE" })).id;
  f.clock.advance(1_000);
  const route = await Routing.routeOf(f.admin, ticketId);
  const [first, second] = route?.offer?.agentId === bo.id ? [bo, cy] : [cy, bo];
  await Routing.decline(first.ctx, { ticketId });
  await Routing.follow(f.system, { ticketId });
  f.clock.advance(1_000);
  await Routing.accept(second.ctx, { ticketId });
  const found = await Routing.simulate(f.admin, { from, to: f.clock.now() });
  expect(found.different).toBe(0);
  expect(found.tickets.map(({ simulated }) => simulated?.agentId)).toEqual([first.id, second.id]);
});

describe("a plan", () => {
  test("shows the difference and what is wrong with what would be, and changes nothing", async () => {
    const f = await makeDesk();
    await routed(f);
    await hire(f, "bo");
    const before = (await Workspace.get(f.admin)).configVersion;
    const queues = [
      { key: "all", label: "All", primaryTeams: ["workshop"] },
      { key: "vip", label: "VIP", primaryTeams: ["office"], when: { tiers: ["VIP" as const] } },
    ];
    const { changes, findings } = await Routing.plan(f.admin, { queues });
    expect(changes.map(({ part }) => part)).toEqual(["queues"]);
    expect(findings.map(({ code, path }) => [code, path.join(".")])).toEqual([
      ["QUEUE_UNREACHABLE", "queues.1.when"],
      ["QUEUE_WITHOUT_AGENTS", "queues.1"],
      ["SKILL_UNUSED", "skills.0"],
      ["SKILL_UNUSED", "skills.1"],
    ]);
    expect((await Workspace.get(f.admin)).configVersion).toBe(before);
  });

  test("knows who was named and has left since", async () => {
    const f = await makeDesk();
    await routed(f);
    const [, bo] = [await hire(f, "cy"), await hire(f, "bo")];
    await Agent.suspend(f.admin, { agentId: bo.id });
    const queue = { key: "all", label: "All", primaryTeams: ["workshop"] };
    const { findings } = await Routing.plan(f.admin, {
      queues: [{ ...queue, overflow: { afterSeconds: 9, agentId: bo.id } }],
    });
    expect(findings[0]).toMatchObject({ code: "OVERFLOW_AGENT_NOT_ACTIVE" });
  });
});
