import { type Departure, inOrder, type LoadMoment, type PastDecision, type RoutingHistory } from "./history.ts";

/** How a ticket came to somebody in history: by a decision, or by hand. */
export interface Taken {
  readonly at: number;
  readonly agentId: string;
  readonly byHand: boolean;
}

/** A moment after a ticket was taken; `isHanded` when it came to somebody else then, by hand. */
export interface AfterMoment {
  readonly moment: LoadMoment;
  readonly isHanded: boolean;
}

/**
 * One way of a ticket through routing: it becomes eligible, is decided on until somebody has it, and is worked on. When
 * it is decided on once more after that, because it came back, another stint begins.
 */
export interface Stint {
  readonly ticketId: string;
  readonly first: PastDecision;
  readonly taken: Taken | null;
  /** When it needed nobody any more, having had nobody. */
  readonly goneAt: number | null;
  /** What became of it afterwards, in order. */
  readonly after: readonly AfterMoment[];
}

/** To which stint each decision and moment of a history belongs. */
export interface Stints {
  readonly ofDecision: ReadonlyMap<PastDecision, Stint>;
  /** Moments of tickets that nobody decided on in this time belong to none. */
  readonly ofMoment: ReadonlyMap<LoadMoment | Departure, Stint>;
  /** How long tickets cost somebody something at first, on average, ms; null where none was seen to end. */
  readonly meanWork: number | null;
}

/** A stint while it is gathered; `holder` is who has the ticket by now. */
interface Open extends Stint {
  taken: Taken | null;
  goneAt: number | null;
  after: AfterMoment[];
  holder: string | null;
}

export function stintsOf(history: RoutingHistory): Stints {
  const current = new Map<string, Open>();
  const ofDecision = new Map<PastDecision, Stint>();
  const ofMoment = new Map<LoadMoment | Departure, Stint>();
  for (const step of inOrder(history)) {
    const known = current.get(step.ticketId);
    if ("facts" in step) {
      const stint = addDecision(known, step);
      current.set(step.ticketId, stint);
      ofDecision.set(step, stint);
    } else if (known) {
      ofMoment.set(step, "gone" in step ? depart(known, step) : addMoment(known, step));
    }
  }
  return { ofDecision, ofMoment, meanWork: meanWorkOf(new Set(ofDecision.values())) };
}

function meanWorkOf(stints: ReadonlySet<Stint>): number | null {
  const spans = [...stints].flatMap(({ taken, after }) => {
    const end = after.find(({ moment }) => moment.delta === -1);
    return taken && end ? [end.moment.at - taken.at] : [];
  });
  return spans.length === 0 ? null : Math.round(spans.reduce((sum, span) => sum + span, 0) / spans.length);
}

function addDecision(known: Open | undefined, step: PastDecision): Open {
  const { ticketId, facts, summary } = step;
  const isOpen = known?.taken === null && known.goneAt === null;
  const fresh = { ticketId, first: step, taken: null, goneAt: null, after: [], holder: null };
  const stint: Open = isOpen ? known : fresh;
  if (summary.chosen !== null) take(stint, { at: facts.at, agentId: summary.chosen, byHand: false });
  return stint;
}

function addMoment(stint: Open, moment: LoadMoment): Open {
  const { at, agentId, delta } = moment;
  if (stint.taken === null) {
    if (delta === 1) take(stint, { at, agentId, byHand: true });
    return stint;
  }
  const isHanded = delta === 1 && agentId !== stint.holder;
  if (isHanded) stint.holder = agentId;
  stint.after.push({ moment, isHanded });
  return stint;
}

function depart(stint: Open, { at }: Departure): Open {
  if (stint.taken === null) stint.goneAt = at;
  return stint;
}

function take(stint: Open, taken: Taken): void {
  stint.taken = taken;
  stint.holder = taken.agentId;
}
