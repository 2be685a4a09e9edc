import type { SlaMetric } from "../../workspace/index.ts";
import type { Mark } from "./mark.ts";
import type { Need, Story } from "./schema.ts";
import { changed, type Standing, standingOf } from "./timeline.ts";

/** How a need came to its end: met, no longer there, or so short that it never was. */
export type Ending = "MET" | "LAPSED" | "VOID";

export interface Ended {
  readonly metric: SlaMetric;
  readonly need: Need;
  readonly how: Ending;
}

/** A step of the story, and what it brought to an end. */
export interface Step {
  readonly story: Story;
  readonly ended: readonly Ended[];
}

export function begun(at: number): Story {
  const cycles = { first: 0, next: 0, update: 0 };
  const said = { spoken: false, answered: false };
  return { createdAt: at, lastAt: at, timeline: "R0", standing: "R", hidden: "", ...said, cycles };
}

type Kind = "first" | "next" | "update";

const METRICS: Readonly<Record<Kind, readonly SlaMetric[]>> = {
  first: ["FIRST_RESPONSE"],
  next: ["NEXT_RESPONSE"],
  update: ["PERIODIC_UPDATE", "PAUSABLE_UPDATE"],
};
const KINDS = Object.keys(METRICS) as Kind[];

/** What runs now, whatever was promised: those that accumulate run until the ticket is done. */
export function needsOf(story: Story): readonly { readonly metric: SlaMetric; readonly need: Need }[] {
  const running = KINDS.flatMap((kind) => {
    const need = story[kind];
    return need ? METRICS[kind].map((metric) => ({ metric, need })) : [];
  });
  const need = { cycle: 1, since: story.createdAt };
  const whole = story.standing === "D" ? [] : accumulating.map((metric) => ({ metric, need }));
  return [...running, ...whole];
}
const accumulating = ["AGENT_WORK", "REQUESTER_WAIT", "TOTAL_RESOLUTION"] as const;

function ends(story: Story, kind: Kind, how: Ending): Step {
  const { [kind]: need, ...rest } = story;
  return { story: rest, ended: need ? METRICS[kind].map((metric) => ({ metric, need, how })) : [] };
}

function starts(story: Story, kind: Kind, since: number): Story {
  const cycle = story.cycles[kind] + 1;
  return { ...story, [kind]: { cycle, since }, cycles: { ...story.cycles, [kind]: cycle } };
}

/** The customer waits: for the first answer while there was none, else for the next. The oldest question counts. */
function asked(story: Story, since: number): Story {
  if (story.first || story.next) return story;
  return starts(story, story.answered ? "next" : "first", story.answered ? since : Math.max(since, story.createdAt));
}

function waits(story: Story, since: number | null): Step {
  if (since === null) {
    const first = ends(story, "first", "LAPSED");
    const next = ends(first.story, "next", "LAPSED");
    return { story: next.story, ended: [...first.ended, ...next.ended] };
  }
  const moved = story.next ? { ...story, next: { ...story.next, since } } : asked(story, since);
  return { story: moved, ended: [] };
}

function answered(story: Story, { automated, status }: Answer, counts: boolean): Step {
  const at = story.lastAt;
  const name = automated ? "firstAutomatedReplyAt" : "firstHumanReplyAt";
  const noted = { ...story, [name]: story[name] ?? at };
  if (automated && !counts) return { story: noted, ended: [] };
  let step: Step = { story: { ...noted, answered: true }, ended: [] };
  for (const kind of KINDS) {
    const next = ends(step.story, kind, "MET");
    step = { story: next.story, ended: [...step.ended, ...next.ended] };
  }
  return standingOf(status) === "D" ? step : { ...step, story: starts(step.story, "update", at) };
}

type Answer = Extract<Mark, { kind: "ANSWERED" }>;

/** What a change of where it stands ends: nobody is kept up to date on what is done, nobody answers what is closed. */
function moved(story: Story, standing: Standing, closed: boolean): Step {
  const at = story.lastAt;
  const timeline = changed(story.createdAt, story.timeline, at, story.hidden === "" ? standing : "H");
  let step: Step = { story: { ...story, standing, timeline }, ended: [] };
  if (standing !== "D") return step;
  const done = story.standing === "D" ? [] : accumulating;
  const need = { cycle: 1, since: story.createdAt };
  step = { ...step, ended: done.map((metric) => ({ metric, need, how: "MET" as const })) };
  // An answer that solves the ticket promises no further one.
  const updates = ends(step.story, "update", story.update?.since === at ? "VOID" : "LAPSED");
  step = { story: updates.story, ended: [...step.ended, ...updates.ended] };
  if (!closed) return step;
  const nobody = waits(step.story, null);
  return { story: nobody.story, ended: [...step.ended, ...nobody.ended] };
}

function hides(story: Story, why: string, hidden: boolean): Story {
  const others = story.hidden.replace(why, "");
  const reasons = hidden ? others + why : others;
  const standing = reasons === "" ? (story.standing as Standing) : "H";
  return { ...story, hidden: reasons, timeline: changed(story.createdAt, story.timeline, story.lastAt, standing) };
}

/** The story after a mark. `counts` says whether what no person wrote is an answer. */
export function told(before: Story, mark: Mark, counts: boolean): Step {
  const story = { ...before, lastAt: Math.max(before.lastAt, mark.at) };
  const spoken = { ...story, spoken: true };
  switch (mark.kind) {
    case "ASKED":
      return { story: asked(spoken, story.lastAt), ended: [] };
    case "WAITS":
      return waits(spoken, mark.since);
    case "ANSWERED":
      // Words that open a ticket answer nobody.
      return story.spoken ? answered(story, mark, counts) : { story: spoken, ended: [] };
    case "MOVED":
      return moved(story, standingOf(mark.status), mark.status === "CLOSED");
    case "HIDDEN":
      return { story: hides(story, mark.why, mark.hidden), ended: [] };
    case "OPENED":
    case "SORTED":
      return { story, ended: [] };
  }
}
