import type { SlaMetric, Status } from "../../workspace/index.ts";

/** How a ticket stands to a clock: worked on, waiting for the customer, for a third party, done, out of sight. */
export type Standing = "R" | "C" | "T" | "D" | "H";

/** A snoozed ticket is the desk's own to wait for: everybody's clocks run. */
const STANDINGS: Readonly<Record<Status, Standing>> = {
  NEW: "R",
  OPEN: "R",
  SNOOZED: "R",
  WAITING_ON_CUSTOMER: "C",
  WAITING_ON_THIRD_PARTY: "T",
  RESOLVED: "D",
  CLOSED: "D",
};

export const standingOf = (status: Status): Standing => STANDINGS[status];

/** What stops which clock. Out of sight stops all: nobody can do anything about a ticket that nobody sees. */
const PAUSES: Readonly<Record<SlaMetric, string>> = {
  FIRST_RESPONSE: "H",
  NEXT_RESPONSE: "H",
  PERIODIC_UPDATE: "H",
  PAUSABLE_UPDATE: "CH",
  AGENT_WORK: "CTDH",
  REQUESTER_WAIT: "CDH",
  TOTAL_RESOLUTION: "DH",
};

/** A stretch of a ticket's life through which it stood the same; the last one has no end yet. */
export interface Stretch {
  readonly from: number;
  readonly to: number | undefined;
  readonly counts: boolean;
}

/** So many changes are kept: a line of text of about a kilobyte. */
export const MAX_CHANGES = 200;

interface Change {
  readonly at: number;
  readonly to: string;
}

/** `R0C1a2b`: each change as a letter and the ms since the one before, in base 36. */
function changesOf(start: number, timeline: string): readonly Change[] {
  let at = start;
  return [...timeline.matchAll(/([A-Z])([0-9a-z]+)/g)].map(([, to = "", after = ""]) => {
    at += Number.parseInt(after, 36);
    return { at, to };
  });
}

const written = (start: number, changes: readonly Change[]): string =>
  changes.map(({ at, to }, i) => to + (at - (changes[i - 1]?.at ?? start)).toString(36)).join("");

/** Only what differs from the one before. */
const merged = (changes: readonly Change[]): readonly Change[] =>
  changes.filter(({ to }, i) => to !== changes[i - 1]?.to);

/** The timeline after a change. */
export function changed(start: number, timeline: string, at: number, to: Standing): string {
  const before = changesOf(start, timeline);
  if (before.at(-1)?.to === to) return timeline;
  // What lasted no time at all is none.
  const kept = before.filter((one, i) => i === 0 || one.at < at);
  const [last] = kept.slice(-1);
  const replaced = last && last.at === at ? kept.slice(0, -1) : kept;
  return written(start, bounded(merged([...replaced, { at, to }])));
}

/** Beyond the bound the shortest stretch goes, as part of the one before it: the clocks are off by that much, no more. */
function bounded(changes: readonly Change[]): readonly Change[] {
  if (changes.length <= MAX_CHANGES) return changes;
  const lengths = changes.slice(1, -1).map(({ at }, i) => (changes[i + 2]?.at ?? at) - at);
  const shortest = lengths.indexOf(Math.min(...lengths)) + 1;
  return merged(changes.filter((_, i) => i !== shortest));
}

/** What a story's timeline says is asked for each of its clocks. */
const read = new WeakMap<object, readonly Change[]>();

function changesIn(story: Lived): readonly Change[] {
  const known = read.get(story);
  if (known) return known;
  const changes = changesOf(story.createdAt, story.timeline);
  read.set(story, changes);
  return changes;
}

/** Of a story, what a timeline needs. */
export interface Lived {
  readonly createdAt: number;
  readonly timeline: string;
}

/** The stretches from a time on, and whether each counts for a metric; neighbours that count alike are one. */
export function stretchesFor(metric: SlaMetric, since: number, story: Lived): readonly Stretch[] {
  const changes = changesIn(story);
  const stretches: Stretch[] = [];
  for (const [i, { at, to }] of changes.entries()) {
    const end = changes[i + 1]?.at;
    if (end !== undefined && end <= since) continue;
    const counts = !PAUSES[metric].includes(to);
    const last = stretches.at(-1);
    if (last && last.counts === counts) stretches[stretches.length - 1] = { ...last, to: end };
    else stretches.push({ from: Math.max(at, since), to: end, counts });
  }
  return stretches;
}
