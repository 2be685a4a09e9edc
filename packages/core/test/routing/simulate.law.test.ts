import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "../../src/kernel/index.ts";
import {
  hasRoom,
  type RoutingChange,
  type RoutingHistory,
  type Simulation,
  simulateRouting,
} from "../../src/routing/index.ts";
import { RUNS } from "../support/random.ts";
import { anyPlan, anyStrategy, historyOf, type Plan } from "../support/routingWorld.ts";

/** Ten thousand worlds take a minute. */
const LONG = 180_000;

const law = (property: fc.IProperty<[Plan, RoutingChange]> | fc.IProperty<[Plan]>) =>
  fc.assert(property as fc.IProperty<[Plan]>, { numRuns: RUNS });

/** Changes that say the same in new words, so that nothing is same by being the very same object. */
const COPIES: RoutingChange = {
  queue: (queue) => ({ ...queue }),
  agent: (agent) => ({ ...agent }),
  ticket: (ticket) => ({ ...ticket }),
};

const anyChange: fc.Arbitrary<RoutingChange> = fc
  .record({ strategy: anyStrategy, capacity: fc.integer({ min: 0, max: 6 }), units: fc.integer({ min: 1, max: 2 }) })
  .map(({ strategy, capacity, units }) => ({
    queue: (queue) => ({ ...queue, strategy }),
    agent: (agent) => ({ ...agent, capacity }),
    ticket: (ticket) => ({ ...ticket, units: ticket.units === "ALL" ? "ALL" : units }),
  }));

test(
  "without a change every decision is the recorded one to the byte, and every ticket goes where it went",
  () => {
    law(
      fc.property(anyPlan(), (plan) => {
        const { history, decisions } = historyOf(plan);
        for (const change of [{}, COPIES]) {
          const seen: string[] = [];
          const simulation = simulateRouting(history, change, (recorded, decision) => {
            expect(canonical(decision)).toBe(canonical(decisions.get(recorded)));
            seen.push(recorded.eventId);
          });
          expect(seen).toEqual(history.decisions.map(({ eventId }) => eventId));
          expect(simulation.decisions).toEqual({ count: seen.length, same: seen.length, unneeded: 0 });
          expect(simulation.different).toBe(0);
          for (const one of simulation.tickets) expect(one.simulated).toEqual(one.recorded);
          expect(simulation.simulated).toEqual(simulation.recorded);
        }
      }),
    );
  },
  LONG,
);

/** A history in which every ticket was done: how long work takes that nobody did is not known. */
function finished(plan: Plan): RoutingHistory | null {
  const { history } = historyOf(plan, 100);
  return history.moments.length === plan.tickets.length ? history : null;
}

/** What everybody has at each time when something is given to somebody, of what the simulation says. */
function peaks({ tickets }: Simulation, plan: Plan, units: (ticketId: string, agentId: string) => number) {
  const held = tickets.flatMap(({ ticketId, simulated }) => {
    const minutes = plan.tickets[Number(ticketId.slice(4))]!.minutes;
    return simulated ? [{ ...simulated, ticketId, until: simulated.at + minutes * 60_000 }] : [];
  });
  return held.map(({ agentId, at }) =>
    held
      .filter((one) => one.agentId === agentId && one.at <= at && at < one.until)
      .reduce((sum, one) => sum + units(one.ticketId, agentId), 0),
  );
}

test(
  "under any change nobody ever has more than they can carry, counted from what comes out",
  () => {
    law(
      fc.property(anyPlan({ isQuiet: true }), anyChange, (plan, change) => {
        const history = finished(plan);
        if (!history) return;
        const capacityOf = (id: string) => change.agent!(plan.agents.find(({ agentId }) => agentId === id)!).capacity;
        const unitsOf = (ticketId: string, agentId: string) => {
          const { units } = change.ticket!({ ...plan.tickets[Number(ticketId.slice(4))]!.given } as never);
          return units === "ALL" ? capacityOf(agentId) : units;
        };
        const most = Math.max(...plan.agents.map(({ agentId }) => capacityOf(agentId)));
        for (const peak of peaks(simulateRouting(history, change), plan, unitsOf)) {
          expect(peak).toBeLessThanOrEqual(most);
        }
      }),
    );
  },
  LONG,
);

test(
  "nobody waits at the end whom somebody could take, and each waits no less than no time",
  () => {
    law(
      fc.property(anyPlan({ isQuiet: true }), anyChange, (plan, change) => {
        const history = finished(plan);
        if (!history) return;
        // At the end of time everything is done, so everybody has all their room.
        const { tickets, simulated } = simulateRouting({ ...history, until: history.until + 86_400_000 }, change);
        for (const { ticketId, simulated: placed, eligibleSince } of tickets) {
          if (placed) expect(placed.waitMs).toBe(placed.at - eligibleSince);
          if (placed) expect(placed.waitMs).toBeGreaterThanOrEqual(0);
          const { given } = plan.tickets[Number(ticketId.slice(4))]!;
          const ticket = change.ticket!({ cls: "ASYNC", ...given } as never);
          const able = plan.agents.filter(
            (agent) =>
              hasRoom(change.agent!(agent), ticket) &&
              given.required!.every(({ skill }) => agent.skills.some((held) => held.skill === skill)),
          );
          expect(placed === null).toBe(able.length === 0);
        }
        expect(simulated.assigned + simulated.waiting).toBe(tickets.length);
      }),
    );
  },
  LONG,
);

test(
  "the same history and change give the same answer to the byte",
  () => {
    law(
      fc.property(anyPlan(), anyChange, (plan, change) => {
        const { history } = historyOf(plan);
        const written = JSON.stringify(history);
        const first = canonical(simulateRouting(history, change));
        expect(canonical(simulateRouting(JSON.parse(written), change))).toBe(first);
        expect(JSON.stringify(history)).toBe(written);
      }),
    );
  },
  LONG,
);
