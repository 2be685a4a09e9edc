import { type Decision, decideRoute, type RouteFacts, unitsFor } from "../decide/index.ts";
import { adjusted, type Divergence } from "./adjust.ts";
import { Agenda } from "./agenda.ts";
import type { Departure, LoadMoment, PastDecision, RoutingChange, RoutingHistory } from "./history.ts";
import { Holdings, moved } from "./holding.ts";
import { Latest } from "./latest.ts";
import { type Line, newLine, note, placementOf } from "./report.ts";
import { type AfterMoment, type Stint, type Stints, stintsOf } from "./stint.ts";
import { likeness, type Waiter, Waiters, Waiting } from "./waiting.ts";

/** Something of the simulation that comes at a time of its own: a moment of a ticket, or (null) time alone. */
type Coming = { readonly stint: Stint; readonly after: AfterMoment } | null;

/** All that changes as time goes on. */
export interface Run extends Divergence {
  readonly stints: Stints;
  readonly agenda: Agenda<Coming>;
  /** When time alone is on the agenda. */
  readonly times: Set<number>;
  readonly waiters: Waiters;
  readonly waiting: Waiting;
  readonly lines: Map<Stint, Line>;
  /** The stint that each ticket is in by now. */
  readonly current: Map<string, Stint>;
  /** The stints that by now have come to somebody in history, too. */
  readonly taken: Set<Stint>;
  readonly moments: readonly (LoadMoment | Departure)[];
  nextMoment: number;
}

export const start = (history: RoutingHistory, change: RoutingChange): Run => ({
  change,
  holdings: new Holdings(),
  latest: new Latest(),
  lastGiven: { recorded: new Map(), simulated: new Map() },
  stints: stintsOf(history),
  agenda: new Agenda(),
  times: new Set(),
  waiters: new Waiters(change),
  waiting: new Waiting(),
  lines: new Map(),
  current: new Map(),
  taken: new Set(),
  moments: history.moments,
  nextMoment: 0,
});

/** The line of the stint that a decision belongs to. With a new stint whoever had the ticket has it no more. */
export function lineOf(run: Run, recorded: PastDecision): Line {
  const stint = run.stints.ofDecision.get(recorded) as Stint;
  const known = run.lines.get(stint);
  if (known) return known;
  const line = newLine(stint);
  run.lines.set(stint, line);
  run.current.set(stint.ticketId, stint);
  run.holdings.set("simulated", stint.ticketId, null);
  return line;
}

/** Lets time pass up to `to`: history moves on, and so does the simulation, at its own times. */
export function advance(run: Run, to: number): void {
  for (;;) {
    const at = Math.min(run.moments[run.nextMoment]?.at ?? Number.POSITIVE_INFINITY, run.agenda.nextAt);
    if (at > to || at === Number.POSITIVE_INFINITY) return;
    for (let moment = run.moments[run.nextMoment]; moment?.at === at; moment = run.moments[run.nextMoment]) {
      run.nextMoment++;
      happened(run, moment);
    }
    while (run.agenda.nextAt <= at) come(run, run.agenda.pop() ?? null);
    retry(run, at);
  }
}

/** A moment of history. What people did to a ticket that nobody had, they do to one that waits, too. */
function happened(run: Run, moment: LoadMoment | Departure): void {
  const stint = run.stints.ofMoment.get(moment);
  if ("gone" in moment) {
    if (stint) leave(run, stint);
    return;
  }
  run.latest.change(moment);
  if (!stint) return;
  const { ticketId } = stint;
  const after = stint.after.find((one) => one.moment === moment);
  const { agentId, cls, units } = moment;
  const taken = after ? moved(run.holdings.get("recorded", ticketId), after) : { agentId, cls, units, counts: true };
  run.holdings.set("recorded", ticketId, taken);
  run.taken.add(stint);
  const line = run.lines.get(stint);
  if (!after && line && run.waiting.remove(ticketId)) place(run, line, moment, true);
}

/** Nobody had it in history, and nobody needs to have it here from now on. */
function leave(run: Run, { ticketId }: Stint): void {
  run.waiting.remove(ticketId);
  run.holdings.set("simulated", ticketId, null);
}

/** A moment of the simulation, of a ticket that is still in the same stint. */
function come(run: Run, coming: Coming): void {
  if (!coming || run.current.get(coming.stint.ticketId) !== coming.stint) return;
  const { ticketId } = coming.stint;
  run.holdings.set("simulated", ticketId, moved(run.holdings.get("simulated", ticketId), coming.after));
}

/** Decides on facts as they would have been, and does what the decision says. */
export function decide(run: Run, line: Line, facts: RouteFacts) {
  const decision = decideRoute(adjusted(run, facts));
  return { decision, summary: follow(run, run.waiters.of(line.stint, facts), decision) };
}

function follow(run: Run, waiter: Waiter, decision: Decision) {
  const { stint, facts } = waiter;
  const line = run.lines.get(stint) as Line;
  const summary = note(line, decision);
  if (decision.chosen !== null) {
    const agent = adjusted(run, facts).agents.find(({ agentId }) => agentId === decision.chosen);
    const ticket = run.change.ticket?.(facts.ticket) ?? facts.ticket;
    const units = unitsFor(agent ?? { capacity: 0 }, ticket);
    run.waiting.remove(stint.ticketId);
    place(run, line, { agentId: decision.chosen, cls: ticket.cls, units, at: decision.at }, false);
    run.lastGiven.simulated.set(decision.chosen, decision.at);
  } else if (decision.outcome === "NOBODY") {
    run.waiting.put(waiter);
    tryAgain(run, decision);
  }
  return summary;
}

/** Time alone is awaited once at each time, by however many. */
function tryAgain({ agenda, times }: Run, { retryAt }: Decision): void {
  if (retryAt === null || times.has(retryAt)) return;
  times.add(retryAt);
  agenda.push(retryAt, null);
}

type Place = Pick<LoadMoment, "agentId" | "cls" | "units" | "at">;

/** Gives a ticket to somebody; what became of it in history becomes of it here, as long afterwards as it did there. */
function place(run: Run, line: Line, { at, ...holding }: Place, byHand: boolean): void {
  const { stint } = line;
  line.simulated = placementOf(stint, holding.agentId, at, byHand);
  run.holdings.set("simulated", stint.ticketId, { ...holding, counts: true });
  if (!stint.taken) finishSomeTime(run, stint, { at, ...holding });
  const shift = at - (stint.taken?.at ?? at);
  for (const after of stint.after) run.agenda.push(after.moment.at + shift, { stint, after });
}

/** How long the work on a ticket takes that nobody ever had is not known: as long as on others, it is taken. */
function finishSomeTime({ agenda, stints }: Run, stint: Stint, { at, ...holding }: Place): void {
  if (stints.meanWork === null) return;
  const moment: LoadMoment = { ...holding, at: at + stints.meanWork, ticketId: stint.ticketId, delta: -1 };
  agenda.push(moment.at, { stint, after: { moment, isHanded: false } });
}

/** Tries whoever waits: those in front first, and of many who ask for the same only one. */
export function retry(run: Run, at: number): void {
  const tried = new Set<number>();
  for (const waiter of run.waiting.inOrder()) {
    const isTaken = run.taken.has(waiter.stint);
    const like = 2 * likeness(waiter, at) + Number(isTaken);
    if (tried.has(like)) continue;
    const facts = factsNow(run, waiter, at);
    const wanted = adjusted(run, facts);
    const decision = wanted === facts && !isTaken ? null : decideRoute(wanted);
    if (decision?.chosen != null && (isTaken || !isHistorys(facts))) {
      follow(run, { ...waiter, facts }, decision);
      tried.clear();
    } else {
      tried.add(like);
      if (decision) tryAgain(run, decision);
    }
  }
}

/**
 * Whether history gives it to somebody by itself on what is known: then it is left to its own next decision. Only what
 * is different moves a ticket between decisions, so without a difference every one is made as it was.
 */
const isHistorys = (facts: RouteFacts): boolean => decideRoute(facts).outcome === "ASSIGN";

const factsNow = ({ latest }: Run, { facts }: Waiter, at: number): RouteFacts => ({
  ...facts,
  at,
  agents: latest.roster(facts.queue.key, at),
});
