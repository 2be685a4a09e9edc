import type { SlaPolicy } from "../../workspace/index.ts";
import { judge } from "./judge.ts";
import { promisedBy } from "./policy.ts";
import {
  ACCUMULATING,
  type Clock,
  type Facts,
  inOrder,
  isSettled,
  nameOf,
  type Promised,
  type Rules,
  type Story,
} from "./schema.ts";
import { type Ended, needsOf } from "./story.ts";

/** Everything that a clock is judged by at one moment. */
export interface Moment {
  readonly story: Story;
  readonly facts: Facts;
  readonly policy: SlaPolicy | undefined;
  readonly rules: Rules;
  /** What was due by then is late, ms. */
  readonly at: number;
}

/** Of what repeats, so many settled ones are kept beside those that run; the log has all. */
export const KEPT = 6;

type Measured = Pick<Clock, "metric" | "cycle" | "startedAt">;

/** A clock that runs, as it stands at a moment. What was recorded for the same time already stays recorded. */
function running(of: Measured, before: Clock | undefined, promised: Promised, { story, rules, at }: Moment): Clock {
  const { dueAt, warnAt } = judge({ metric: of.metric, since: of.startedAt, promised }, story, rules);
  const isLate = dueAt !== null && (dueAt <= at || dueAt === before?.breachedAt);
  const isWarned = warnAt !== null && (warnAt <= at || warnAt === before?.warnedAt);
  return {
    metric: of.metric,
    cycle: of.cycle,
    startedAt: of.startedAt,
    promised,
    state: isLate ? "BREACHING" : isWarned ? "IMMINENT" : "PENDING",
    dueAt,
    warnAt,
    ...(isWarned ? { warnedAt: warnAt } : {}),
    ...(isLate ? { breachedAt: dueAt } : {}),
  };
}

/** What is cancelled was neither warned of nor late. */
function cancelled({ metric, cycle, startedAt, promised, dueAt, warnAt }: Clock): Clock {
  return { metric, cycle, startedAt, promised, state: "CANCELLED", dueAt, warnAt };
}

/** The version is that under which something was last promised otherwise. */
function keptPromise(before: Clock | undefined, is: Promised): Promised {
  const was = before?.promised;
  const isSame =
    was?.policy === is.policy &&
    was.minutes === is.minutes &&
    was.time === is.time &&
    was.calendar === is.calendar &&
    was.warnMinutes === is.warnMinutes;
  return isSame ? was : is;
}

/** The clock of something that runs: by what is promised now, from the same start; null when nobody ever promised it. */
function following(before: Clock | undefined, of: Measured, moment: Moment): Clock | null {
  const promised = promisedBy(moment.policy, of.metric, moment.facts, moment.rules);
  const applies = promised !== undefined && moment.story.hidden === "";
  if (applies) return running(of, before, keptPromise(before, promised), moment);
  return before ? cancelled(before) : null;
}

/** The clock of something that ended at `metAt`; what was cancelled before stays so. */
function settled(clock: Clock, how: Ended["how"], metAt: number): Clock {
  if (clock.state === "CANCELLED") return clock;
  const { dueAt, warnAt, warnedAt: _, breachedAt: __, ...own } = clock;
  const isLate = dueAt !== null && dueAt < metAt;
  const late = {
    ...own,
    dueAt,
    warnAt,
    ...(warnAt !== null && warnAt < metAt ? { warnedAt: warnAt } : {}),
    ...(isLate ? { breachedAt: dueAt } : {}),
  };
  if (how === "MET") return { ...late, state: isLate ? "BREACHED" : "ACHIEVED", metAt };
  return isLate ? { ...late, state: "BREACHED" } : cancelled(late);
}

/** All that runs, at a moment; what is settled stays as it was judged. */
export function advanced(clocks: readonly Clock[], moment: Moment): readonly Clock[] {
  const byName = new Map(clocks.map((clock) => [nameOf(clock), clock]));
  for (const { metric, need } of needsOf(moment.story)) {
    const of = { metric, cycle: need.cycle, startedAt: need.since };
    const next = following(byName.get(nameOf(of)), of, moment);
    if (next) byName.set(nameOf(of), next);
  }
  return [...byName.values()].sort(inOrder);
}

/** Settles what came to an end. */
export function closed(clocks: readonly Clock[], ended: readonly Ended[], metAt: number): readonly Clock[] {
  const ends = new Map(ended.map((one) => [`${one.metric}/${one.need.cycle}`, one.how]));
  return clocks.flatMap((clock) => {
    const how = ends.get(nameOf(clock));
    if (how === undefined) return [clock];
    return how === "VOID" ? [] : [settled(clock, how, metAt)];
  });
}

/** Without the oldest of what repeated often. */
export function pruned(clocks: readonly Clock[], story: Story): readonly Clock[] {
  const open = new Set(needsOf(story).map(({ metric, need }) => `${metric}/${need.cycle}`));
  const past = clocks.filter((one) => !open.has(nameOf(one)) && isSettled(one) && !isKept(one));
  const gone = new Set([...past].sort(byEnd).slice(0, -KEPT).map(nameOf));
  return gone.size === 0 ? clocks : clocks.filter((one) => !gone.has(nameOf(one)));
}

const isKept = ({ metric }: Clock): boolean => metric === "FIRST_RESPONSE" || ACCUMULATING.includes(metric);
const byEnd = (a: Clock, b: Clock): number => a.startedAt - b.startedAt || inOrder(a, b);
