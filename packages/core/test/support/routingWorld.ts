import * as fc from "fast-check";
import {
  type Decision,
  decideRoute,
  decisionSummary,
  type PastDecision,
  type RoutedAgent,
  type RouteFacts,
  type RoutingHistory,
  type RoutingQueue,
  reasonsDigest,
  unitsFor,
} from "../../src/routing/index.ts";
import { agentOf, factsOf, type Given, SECOND, SINCE } from "./routing.ts";

/** What happens in a small world: tickets come and take a while, people come, go and reach in. */
export interface Plan {
  readonly agents: readonly RoutedAgent[];
  readonly queue: Partial<RoutingQueue>;
  readonly tickets: readonly PlannedTicket[];
  readonly shifts: readonly { readonly at: number; readonly agent: number; readonly isOnline: boolean }[];
  /** Somebody takes from whoever has it, by hand, whatever room they have. */
  readonly hands: readonly { readonly at: number; readonly ticket: number; readonly agent: number }[];
  /** Somebody sends a ticket back, and it is routed again. */
  readonly returns: readonly { readonly at: number; readonly ticket: number }[];
}

export interface PlannedTicket {
  readonly at: number;
  readonly minutes: number;
  readonly given: NonNullable<Given["ticket"]>;
}

/** The world moves on by so much at a time. */
const STEP = 10 * SECOND;

interface Held {
  readonly agentId: string;
  readonly units: number;
  readonly until: number;
}

/** A router in a world: assigns on arrival, and whatever waits whenever something has happened. */
class World {
  readonly decisions = new Map<PastDecision, Decision>();
  readonly moments: RoutingHistory["moments"][number][] = [];
  readonly #plan: Plan;
  readonly #agents: RoutedAgent[];
  readonly #held = new Map<number, Held>();
  readonly #waits = new Map<number, { readonly digest: string; readonly retryAt: number | null }>();
  readonly #since = new Map<number, number>();

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#agents = [...plan.agents];
  }

  run(until: number): void {
    const { tickets, shifts, hands, returns } = this.#plan;
    const acts = [
      ...tickets.map((one, i) => ({ at: one.at, act: () => this.#arrive(i) })),
      ...shifts.map((one) => ({ at: one.at, act: () => this.#shift(one.agent, one.isOnline) })),
      ...hands.map((one) => ({ at: one.at, act: () => this.#hand(one.ticket, one.agent, one.at) })),
      ...returns.map((one) => ({ at: one.at, act: () => this.#return(one.ticket, one.at) })),
    ].sort((a, b) => a.at - b.at);
    for (let at = SINCE; at <= until && (this.#isBusy() || acts.some((one) => one.at >= at)); at += STEP) {
      const done = [...this.#held].filter(([, held]) => held.until <= at);
      for (const [i] of done) this.#free(i, at);
      const acting = acts.filter((one) => one.at === at);
      for (const one of acting) one.act();
      if (done.length + acting.length > 0 || this.#isTime(at)) this.#routeAll(at);
    }
  }

  /** Whether anything can still happen of itself. */
  #isBusy(): boolean {
    return this.#held.size > 0 || [...this.#waits.values()].some(({ retryAt }) => retryAt !== null);
  }

  #isTime(at: number): boolean {
    return [...this.#waits.values()].some(({ retryAt }) => retryAt !== null && retryAt <= at);
  }

  #routeAll(at: number): void {
    const waiting = [...this.#waits.keys()].sort((a, b) => this.#sinceOf(a) - this.#sinceOf(b) || a - b);
    for (const i of waiting) this.#route(i, at);
  }

  #sinceOf = (i: number): number => this.#since.get(i) ?? 0;

  #arrive(i: number): void {
    this.#waits.set(i, { digest: "", retryAt: null });
    this.#since.set(i, this.#plan.tickets[i]!.at);
  }

  #shift(i: number, isOnline: boolean): void {
    const agent = this.#agents[i % this.#agents.length]!;
    this.#agents[this.#agents.indexOf(agent)] = { ...agent, presence: { state: isOnline ? "ONLINE" : "OFFLINE" } };
  }

  #hand(ticket: number, to: number, at: number): void {
    const i = ticket % this.#plan.tickets.length;
    const held = this.#held.get(i);
    if (!held && !this.#waits.has(i)) return;
    if (held) this.#free(i, at);
    this.#waits.delete(i);
    const agent = this.#agents[to % this.#agents.length]!;
    this.#take(i, agent, { at, isMoment: true });
  }

  #return(ticket: number, at: number): void {
    const i = ticket % this.#plan.tickets.length;
    if (!this.#held.has(i)) return;
    this.#free(i, at);
    this.#waits.set(i, { digest: "", retryAt: null });
  }

  #route(i: number, at: number): void {
    const ticket = { ...this.#plan.tickets[i]!.given, id: idOf(i), eligibleSince: this.#sinceOf(i) };
    const facts = factsOf(this.#agents, { at, ticket, queue: this.#plan.queue });
    const decision = decideRoute(facts);
    const digest = reasonsDigest(decision);
    const isNew = decision.outcome === "ASSIGN" || digest !== this.#waits.get(i)?.digest;
    this.#waits.set(i, { digest, retryAt: decision.retryAt });
    if (!isNew) return;
    this.#record(i, facts, decision);
    const chosen = this.#agents.find(({ agentId }) => agentId === decision.chosen);
    if (!chosen) return;
    this.#waits.delete(i);
    this.#take(i, chosen, { at, isMoment: false });
  }

  #record(i: number, facts: RouteFacts, decision: Decision): void {
    const n = this.decisions.size;
    // What lies in a blob has been written down and read.
    const read = JSON.parse(JSON.stringify(facts)) as RouteFacts;
    const summary = decisionSummary(decision);
    this.decisions.set({ eventId: `evt_${n}`, ticketId: idOf(i), sequence: n, facts: read, summary }, decision);
  }

  #take(i: number, agent: RoutedAgent, { at, isMoment }: { readonly at: number; readonly isMoment: boolean }): void {
    const { given, minutes } = this.#plan.tickets[i]!;
    const units = unitsFor(agent, { units: given.units ?? 1 });
    this.#held.set(i, { agentId: agent.agentId, units, until: at + minutes * 60 * SECOND });
    this.#load(agent.agentId, units, 1, isMoment ? {} : { lastAssignedAt: at });
    if (isMoment) this.#moment(i, { agentId: agent.agentId, units }, { at, delta: 1 });
  }

  #free(i: number, at: number): void {
    const held = this.#held.get(i)!;
    this.#held.delete(i);
    this.#load(held.agentId, held.units, -1);
    this.#moment(i, held, { at, delta: -1 });
  }

  #moment(i: number, of: Pick<Held, "agentId" | "units">, how: { readonly at: number; readonly delta: 1 | -1 }): void {
    this.moments.push({ ...how, ticketId: idOf(i), agentId: of.agentId, units: of.units, cls: "ASYNC" });
  }

  #load(agentId: string, units: number, ...[sign, more = {}]: [1 | -1, Partial<RoutedAgent>?]): void {
    const i = this.#agents.findIndex((one) => one.agentId === agentId);
    const { load, loadOf, open, ...rest } = this.#agents[i]!;
    const ofClass = (loadOf.ASYNC ?? 0) + sign * units;
    const next = { ...rest, load: load + sign * units, loadOf: { ASYNC: ofClass }, open: open + sign, ...more };
    this.#agents[i] = next;
  }
}

const idOf = (i: number): string => `tkt_${String(i).padStart(3, "0")}`;

/** What a router would have recorded of a plan, and each decision whole. */
export function historyOf(plan: Plan, minutes = 15) {
  const until = SINCE + minutes * 60 * SECOND;
  const world = new World(plan);
  world.run(until);
  const history: RoutingHistory = { decisions: [...world.decisions.keys()], moments: world.moments, until };
  return { history, decisions: world.decisions };
}

const SKILL = ["german", "billing"] as const;
const second = fc.integer({ min: 0, max: 60 }).map((n) => SINCE + n * STEP);
const anySkills = fc.subarray([...SKILL]).map((names) => names.map((skill) => ({ skill, level: 1 })));
const small = fc.integer({ min: 0, max: 11 });

const anyWorker = (i: number) =>
  fc
    .record({
      capacity: fc.integer({ min: 1, max: 4 }),
      teams: fc.constantFrom(["support"], ["support"], ["backup"]),
      weight: fc.integer({ min: 1, max: 2 }),
      skills: anySkills,
    })
    .map((given) => agentOf(`agt_${i}`, given));

const anyPlanned: fc.Arbitrary<PlannedTicket> = fc.record({
  at: second,
  minutes: fc.integer({ min: 1, max: 8 }),
  given: fc.record({
    priority: fc.constantFrom("NORMAL", "URGENT" as const),
    units: fc.constantFrom<(number | "ALL")[]>(1, 1, 1, 2, "ALL"),
    required: fc.oneof(fc.constant([]), fc.constant([]), anySkills),
    preferred: fc.oneof(
      fc.constant([]),
      anySkills.map((some) => some.map((one) => ({ ...one, priority: 2 as const }))),
    ),
  }),
});

export const anyStrategy = fc.constantFrom("MOST_SPARE", "LEAST_OPEN", "ROUND_ROBIN", "WEIGHTED" as const);

/** Worlds of up to three agents and a dozen tickets in ten minutes. */
export const anyPlan = (reach: { readonly isQuiet?: boolean } = {}): fc.Arbitrary<Plan> => {
  const most = reach.isQuiet ? 0 : 3;
  return fc.record({
    agents: fc.integer({ min: 1, max: 3 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyWorker(i)))),
    queue: fc.record({
      strategy: anyStrategy,
      skillTimeoutSeconds: fc.constantFrom(null, 60),
      fallbackSeconds: fc.constantFrom(0, 120),
      overflow: fc.constantFrom(null, null, { afterSeconds: 300, agentId: "agt_0" }),
    }),
    tickets: fc.array(anyPlanned, { minLength: 1, maxLength: 12 }),
    shifts: fc.array(fc.record({ at: second, agent: small, isOnline: fc.boolean() }), { maxLength: most }),
    hands: fc.array(fc.record({ at: second, ticket: small, agent: small }), { maxLength: most }),
    returns: fc.array(fc.record({ at: second, ticket: small }), { maxLength: most }),
  });
};
