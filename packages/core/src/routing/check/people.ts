import { CHANNEL_TRAITS, CHANNELS } from "../../workspace/index.ts";
import { type Checked, type CheckedAgent, type Finding, finding } from "./finding.ts";

type Queue = Checked["config"]["queues"][number];

const teamsOf = ({ primaryTeams, secondaryTeams }: Queue): readonly string[] => [...primaryTeams, ...secondaryTeams];

/** Whoever works a queue: the members of its teams, or everybody where it has none. */
export function workersOf({ active }: Checked, queue: Queue): readonly CheckedAgent[] {
  const teams = teamsOf(queue);
  return teams.length === 0 ? active : active.filter((one) => one.teams.some((team) => teams.includes(team)));
}

/** Queues without anybody, overflows to nobody, teams nobody is in or that never work, channels nobody can carry. */
export function* people(checked: Checked): Generator<Finding> {
  for (const [i, queue] of checked.config.queues.entries()) {
    yield* ofQueue(checked, queue, i);
    yield* ofOverflow(checked, queue, i);
  }
  yield* ofTeams(checked);
  yield* ofChannels(checked);
}

function* ofQueue(checked: Checked, queue: Queue, i: number): Generator<Finding> {
  if (workersOf(checked, queue).every(({ capacity }) => capacity === 0)) {
    const message = `Nobody active in the teams of "${queue.key}" can take anything: its tickets wait for ever.`;
    yield finding("QUEUE_WITHOUT_AGENTS", ["queues", i], message);
    return;
  }
  for (const which of ["primaryTeams", "secondaryTeams"] as const) {
    for (const [j, team] of queue[which].entries()) {
      if (membersOf(checked, team).length > 0) continue;
      yield finding("TEAM_WITHOUT_AGENTS", ["queues", i, which, j], `Nobody active is in "${team}".`);
    }
  }
}

function* ofOverflow({ agents }: Checked, { overflow }: Queue, i: number): Generator<Finding> {
  if (!overflow) return;
  const found = agents.find(({ id }) => id === overflow.agentId);
  const path = ["queues", i, "overflow", "agentId"];
  if (!found) yield finding("OVERFLOW_AGENT_UNKNOWN", path, `There is no agent ${overflow.agentId}.`);
  else if (!found.active) {
    yield finding(
      "OVERFLOW_AGENT_NOT_ACTIVE",
      path,
      `${overflow.agentId} is not active, so nothing overflows to them.`,
    );
  }
}

const membersOf = ({ active }: Checked, team: string): readonly CheckedAgent[] =>
  active.filter(({ teams }) => teams.includes(team));

function* ofTeams(checked: Checked): Generator<Finding> {
  const { config, active } = checked;
  const working = new Set(config.queues.flatMap(teamsOf));
  const isAnybodyTimed = active.some(({ hours }) => hours !== undefined);
  for (const [i, { key }] of config.teams.entries()) {
    const members = membersOf(checked, key);
    if (!working.has(key) || members.length === 0) continue;
    if (members.every(({ hours }) => hours?.intervals.length === 0)) {
      const message = `Nobody in "${key}" has working hours that ever begin: nothing is given to them.`;
      yield finding("TEAM_WITHOUT_HOURS", ["teams", i], message);
    } else if (isAnybodyTimed && members.every(({ hours }) => hours === undefined)) {
      const message = `Nobody in "${key}" has working hours: they are taken to work around the clock.`;
      yield finding("TEAM_ALWAYS_OPEN", ["teams", i], message);
    }
  }
}

function* ofChannels({ config, active }: Checked): Generator<Finding> {
  if (config.queues.length === 0 || active.length === 0) return;
  const most = Math.max(...active.map(({ capacity }) => capacity));
  for (const channel of CHANNELS) {
    const units = config.routing.units[channel] ?? CHANNEL_TRAITS[channel].units;
    if (units === "ALL" || units <= most) continue;
    const message = `A ticket of ${channel} costs ${units} units, and nobody can carry more than ${most}.`;
    yield finding("CHANNEL_TOO_COSTLY", ["routing", "units", channel], message);
  }
}
