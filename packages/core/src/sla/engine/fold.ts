import { advanced, closed, type Moment, pruned } from "./clocks.ts";
import { type Mark, redone } from "./mark.ts";
import { policyFor } from "./policy.ts";
import { type Clock, type Clocks, type Facts, isSettled, type Rules } from "./schema.ts";
import { begun, type Step, told } from "./story.ts";

/** What became of a clock. */
export type Turn = "warned" | "breached" | "achieved" | "met_late" | "cancelled" | "resumed";

export interface Turned {
  readonly turn: Turn;
  readonly clock: Clock;
  /** When, ms: of a warning and a breach the time itself, whoever noticed when. */
  readonly at: number;
  readonly facts: Facts;
}

export interface Folded extends Clocks {
  readonly turns: readonly Turned[];
  readonly facts: Facts;
}

/** What a history is folded onto. */
export interface Base {
  /** Null before the first mark. */
  readonly clocks: Clocks | null;
  /** The facts before the marks. */
  readonly facts: Facts;
}

/**
 * Folds what happened to a ticket into its clocks, up to a time: each mark under the policy that holds at it, and what
 * ran out between two of them at the time it ran out. The one way clocks move: on each event, by the tick and in a
 * simulation alike, so that it makes no difference who follows a ticket how often.
 */
export function folded(
  { clocks: before, facts: given }: Base,
  marks: readonly Mark[],
  rules: Rules,
  now: number,
): Folded {
  let clocks = before?.clocks ?? [];
  let story = before?.story ?? begun(marks[0]?.at ?? now);
  let facts = given;
  const turns: Turned[] = [];
  const take = (next: readonly Clock[], at: number): void => {
    turns.push(...turnsBetween(clocks, next, at, facts));
    clocks = next;
  };
  const moment = (at: number): Moment => ({ story, facts, policy: policyFor(rules, facts), rules, at });
  for (const mark of marks) {
    const at = Math.max(story.lastAt, mark.at);
    // What is answered in the very ms that it is due in is in time.
    if (before || mark !== marks[0]) take(advanced(clocks, moment(at - 1)), at);
    const counts = policyFor(rules, facts)?.automatedRepliesCount ?? false;
    const step: Step = told(story, mark, counts);
    story = step.story;
    take(closed(clocks, step.ended, at), at);
    facts = factsAfter(facts, mark);
    take(advanced(clocks, moment(at - 1)), at);
    clocks = pruned(clocks, story);
  }
  take(advanced(clocks, moment(now)), now);
  return { story, clocks, turns, facts };
}

function factsAfter(facts: Facts, mark: Mark): Facts {
  if (mark.kind === "OPENED") return { ...facts, ...mark.sorting };
  return mark.kind === "SORTED" ? redone(facts, mark.sorted) : facts;
}

function* turnsBetween(before: readonly Clock[], after: readonly Clock[], at: number, facts: Facts): Generator<Turned> {
  if (before === after) return;
  for (const clock of after) {
    const was = before.find(({ metric, cycle }) => metric === clock.metric && cycle === clock.cycle);
    if (was === clock) continue;
    for (const [turn, when] of turnsOf(was, clock, at)) yield { turn, clock, at: when, facts };
  }
}

function* turnsOf(was: Clock | undefined, is: Clock, at: number): Generator<readonly [Turn, number]> {
  // What comes back is told anew.
  if (is.state !== "CANCELLED") yield* expiries(was?.state === "CANCELLED" ? undefined : was, is);
  if (was && isResumed(was, is)) yield ["resumed", at];
  if (is.state === was?.state) return;
  if (is.state === "ACHIEVED") yield ["achieved", is.metAt ?? at];
  if (is.state === "CANCELLED") yield ["cancelled", at];
  if (is.state === "BREACHED" && is.metAt !== undefined) yield ["met_late", is.metAt];
}

function* expiries(was: Clock | undefined, is: Clock): Generator<readonly [Turn, number]> {
  if (is.warnedAt !== undefined && was?.warnedAt === undefined) yield ["warned", is.warnedAt];
  if (is.breachedAt !== undefined && was?.breachedAt === undefined) yield ["breached", is.breachedAt];
}

/** Runs again although it was settled, or is late no more; one that is late again is told as a breach. */
const isResumed = (was: Clock, is: Clock): boolean =>
  !isSettled(is) && is.breachedAt === undefined && (isSettled(was) || was.breachedAt !== undefined);
