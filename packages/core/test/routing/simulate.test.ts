import { describe, expect, test } from "vitest";
import {
  type Departure,
  decideRoute,
  decisionSummary,
  type LoadMoment,
  type PastDecision,
  type RoutedAgent,
  type RouteFacts,
  type RoutingHistory,
  simulateRouting,
} from "../../src/routing/index.ts";
import { agentOf, factsOf, type Given, SECOND, SINCE } from "../support/routing.ts";

const MINUTE = 60 * SECOND;
const minute = (n: number): number => SINCE + n * MINUTE;
const halved = (agent: RoutedAgent): RoutedAgent => ({ ...agent, capacity: Math.floor(agent.capacity / 2) });

function recorded(id: string, at: number, agents: readonly RoutedAgent[], given: Given = {}): PastDecision {
  const ticket = { eligibleSince: at, ...given.ticket, id };
  const facts: RouteFacts = factsOf(agents, { ...given, at, ticket });
  return { eventId: `evt_${id}_${at}`, ticketId: id, sequence: 1, facts, summary: decisionSummary(decideRoute(facts)) };
}

const freed = (ticketId: string, agentId: string, at: number, units = 1): LoadMoment => ({
  at,
  ticketId,
  agentId,
  units,
  cls: "ASYNC",
  delta: -1,
});

const loaded = (agentId: string, load: number, given: Partial<RoutedAgent> = {}) =>
  agentOf(agentId, { capacity: 2, load, loadOf: { ASYNC: load }, open: load, ...given });

/** One agent of capacity 2 gets two tickets, is done with the first after ten minutes, and gets a third. */
const busy: RoutingHistory = {
  decisions: [
    recorded("tkt_1", minute(0), [loaded("agt_a", 0)]),
    recorded("tkt_2", minute(1), [loaded("agt_a", 1, { lastAssignedAt: minute(0) })]),
    recorded("tkt_3", minute(20), [loaded("agt_a", 0, { lastAssignedAt: minute(1) })]),
  ],
  moments: [
    freed("tkt_1", "agt_a", minute(10)),
    freed("tkt_2", "agt_a", minute(15)),
    freed("tkt_3", "agt_a", minute(40)),
  ],
  until: minute(60),
};

describe("with half the capacity", () => {
  const simulation = simulateRouting(busy, { agent: halved });

  test("the second ticket waits until the first is done, and the third until the second is", () => {
    expect(simulation.tickets.map(({ ticketId, simulated }) => [ticketId, simulated?.agentId, simulated?.at])).toEqual([
      ["tkt_1", "agt_a", minute(0)],
      ["tkt_2", "agt_a", minute(10)],
      // The second took fourteen minutes, so now it is done at 24.
      ["tkt_3", "agt_a", minute(24)],
    ]);
  });

  test("both sides and what they come to stand beside each other", () => {
    expect(simulation.recorded).toEqual({ assigned: 3, waiting: 0, meanWaitMs: 0, p50WaitMs: 0, p95WaitMs: 0 });
    expect(simulation.simulated).toEqual({
      assigned: 3,
      waiting: 0,
      meanWaitMs: Math.round((13 * MINUTE) / 3),
      p50WaitMs: 4 * MINUTE,
      p95WaitMs: 9 * MINUTE,
    });
    expect(simulation.different).toBe(2);
    expect(simulation.decisions).toMatchObject({ count: 3, unneeded: 0 });
  });

  test("who waits to the end is explained by why whoever had it in history could not take it", () => {
    const cut = simulateRouting(
      { ...busy, until: minute(5), decisions: busy.decisions.slice(0, 2) },
      { agent: halved },
    );
    expect(cut.tickets[1]).toMatchObject({
      recorded: { agentId: "agt_a", at: minute(1), waitMs: 0 },
      simulated: null,
      isSame: false,
      decision: { outcome: "NOBODY", reasons: { NO_CAPACITY: 1 } },
      says: "has no room for it: asks for 1, has 1 of 1",
    });
    expect(cut.simulated).toMatchObject({ assigned: 1, waiting: 1 });
  });
});

describe("a ticket that goes to somebody else", () => {
  const two = [loaded("agt_a", 0), loaded("agt_b", 0)];
  const history: RoutingHistory = {
    decisions: [
      recorded("tkt_1", minute(0), two),
      // In history agt_a has one by now, so agt_b has more room.
      recorded("tkt_2", minute(1), [loaded("agt_a", 1, { lastAssignedAt: minute(0) }), loaded("agt_b", 0)]),
    ],
    moments: [],
    until: minute(60),
  };

  test("takes its units with it, so that the next decision finds other loads", () => {
    const without = (agent: RoutedAgent): RoutedAgent =>
      agent.agentId === "agt_a" ? { ...agent, skills: [], teams: ["sales"] } : agent;
    const { tickets } = simulateRouting(history, { agent: without });
    expect(tickets.map(({ simulated }) => simulated?.agentId)).toEqual(["agt_b", "agt_b"]);
    expect(tickets[1]?.isSame).toBe(true);
    expect(tickets[0]?.says).toBe("is in no team of the queue");
  });

  test("changes who was longest without one", () => {
    const robin = (queue: RouteFacts["queue"]) => ({ ...queue, strategy: "ROUND_ROBIN" as const });
    expect(simulateRouting(history, { queue: robin }).tickets.map(({ simulated }) => simulated?.agentId)).toEqual([
      "agt_a",
      "agt_b",
    ]);
  });
});

describe("what people did, they do again", () => {
  const away = [loaded("agt_a", 2), loaded("agt_b", 0, { presence: { state: "OFFLINE" } })];
  const waits = recorded("tkt_1", minute(0), away);
  const take: LoadMoment = { ...freed("tkt_1", "agt_b", minute(5)), delta: 1 };

  test("who takes a ticket that waits takes it in the simulation, whatever room they have", () => {
    const { tickets } = simulateRouting({ decisions: [waits], moments: [take], until: minute(9) }, { agent: halved });
    expect(tickets[0]).toMatchObject({
      recorded: { agentId: "agt_b", at: minute(5), byHand: true },
      simulated: { agentId: "agt_b", at: minute(5), byHand: true },
      isSame: true,
    });
  });

  test("what is given away by hand is given away, and what is woken goes on with whoever has it", () => {
    const history: RoutingHistory = {
      decisions: [
        recorded("tkt_1", minute(0), [loaded("agt_a", 0), loaded("agt_b", 1)]),
        recorded("tkt_2", minute(8), [loaded("agt_a", 1, { lastAssignedAt: minute(0) }), loaded("agt_b", 2)]),
      ],
      moments: [freed("tkt_1", "agt_a", minute(2)), { ...freed("tkt_1", "agt_a", minute(4)), delta: 1 }],
      until: minute(9),
    };
    const onlyB = (agent: RoutedAgent): RoutedAgent =>
      agent.agentId === "agt_a" ? { ...agent, presence: { state: "OFFLINE" } } : { ...agent, capacity: 3 };
    const { tickets } = simulateRouting(history, { agent: onlyB });
    expect(tickets.map(({ simulated }) => simulated?.agentId ?? null)).toEqual(["agt_b", null]);
    const handed: LoadMoment = { ...freed("tkt_1", "agt_c", minute(4)), delta: 1 };
    const [off] = history.moments as [LoadMoment];
    const given = simulateRouting({ ...history, moments: [off, handed] }, { agent: onlyB });
    expect(given.tickets.map(({ simulated }) => simulated?.agentId ?? null)).toEqual(["agt_b", "agt_b"]);
  });

  test("a ticket that is over without anybody waits no more", () => {
    const gone: Departure = { at: minute(1), ticketId: "tkt_1", gone: true };
    const more = (agent: RoutedAgent): RoutedAgent => ({ ...agent, capacity: agent.capacity + 1 });
    const later = recorded("tkt_2", minute(2), away);
    const history: RoutingHistory = { decisions: [waits, later], moments: [gone], until: minute(9) };
    expect(simulateRouting(history, {}).tickets.map(({ simulated }) => simulated)).toEqual([null, null]);
    // With more room it had somebody in that minute, who has room again afterwards.
    expect(simulateRouting(history, { agent: more }).tickets.map(({ simulated }) => simulated?.agentId)).toEqual([
      "agt_a",
      "agt_a",
    ]);
  });

  test("a ticket that came back is routed again, and has a line for each time", () => {
    const again = recorded("tkt_1", minute(5), [loaded("agt_a", 0)], { ticket: { eligibleSince: minute(4) } });
    const history: RoutingHistory = {
      decisions: [recorded("tkt_1", minute(0), [loaded("agt_a", 0)]), again],
      moments: [freed("tkt_1", "agt_a", minute(4))],
      until: minute(9),
    };
    const { tickets, simulated } = simulateRouting(history, {});
    expect(tickets.map((one) => one.simulated?.waitMs)).toEqual([0, MINUTE]);
    expect(simulated.assigned).toBe(2);
  });
});

test("time alone moves a ticket that waits: the fallback of another configuration comes", () => {
  const backup = loaded("agt_b", 0, { teams: ["backup"] });
  const skilled = { ...backup, skills: [{ skill: "german", level: 1 }] };
  const given: Given = {
    ticket: { preferred: [{ skill: "german", level: 1, priority: 1 }] },
    queue: { skillTimeoutSeconds: 9_000, fallbackSeconds: 9_000 },
  };
  const history: RoutingHistory = {
    decisions: [recorded("tkt_1", minute(0), [loaded("agt_a", 0), skilled], given)],
    moments: [],
    until: minute(9),
  };
  const { tickets } = simulateRouting(history, { queue: (queue) => ({ ...queue, fallbackSeconds: 120 }) });
  expect(tickets[0]).toMatchObject({
    recorded: null,
    simulated: { agentId: "agt_b", at: minute(2), waitMs: 2 * MINUTE },
  });
});

test("a queue that is given other teams reaches whoever is known from other decisions", () => {
  const history: RoutingHistory = {
    decisions: [
      recorded("tkt_1", minute(0), [loaded("agt_s", 0, { teams: ["sales"] })], {
        queue: { key: "sales", primaryTeams: ["sales"] },
      }),
      recorded("tkt_2", minute(1), [loaded("agt_a", 2)]),
    ],
    moments: [],
    until: minute(9),
  };
  const { tickets } = simulateRouting(history, {
    queue: (queue) => ({ ...queue, primaryTeams: [...queue.primaryTeams, "sales"] }),
  });
  expect(tickets.map(({ simulated }) => simulated?.agentId)).toEqual(["agt_s", "agt_s"]);
});

test("an empty history comes to nothing", () => {
  expect(simulateRouting({ decisions: [], moments: [], until: 0 }, { agent: halved })).toMatchObject({
    tickets: [],
    simulated: { assigned: 0, waiting: 0, meanWaitMs: null, p50WaitMs: null, p95WaitMs: null },
  });
});
