import type { RoutedAgent, RouteFacts } from "../decide/index.ts";
import type { LoadMoment } from "./history.ts";
import { added } from "./holding.ts";

/** What is known of agents at a time of history: from the last facts they stood in, and what happened to them since. */
export class Latest {
  readonly #agents = new Map<string, RoutedAgent>();
  readonly #rosters = new Map<string, readonly string[]>();
  /** When they were given tickets by decisions in this time, and when last otherwise. */
  readonly #given = new Map<string, Set<number>>();
  readonly #before = new Map<string, number>();

  learn({ queue, agents }: RouteFacts): void {
    this.#rosters.set(
      queue.key,
      agents.map(({ agentId }) => agentId),
    );
    for (const agent of agents) {
      const { agentId, lastAssignedAt } = agent;
      this.#agents.set(agentId, agent);
      const isOurs = lastAssignedAt !== undefined && this.#given.get(agentId)?.has(lastAssignedAt);
      if (lastAssignedAt !== undefined && !isOurs) this.#before.set(agentId, lastAssignedAt);
    }
  }

  change({ agentId, cls, units, delta }: Pick<LoadMoment, "agentId" | "cls" | "units" | "delta">): void {
    const agent = this.#agents.get(agentId);
    if (!agent) return;
    this.#agents.set(agentId, { ...agent, ...added(agent, { cls, units }, delta) });
  }

  /** A decision gave them a ticket. */
  give(agentId: string, at: number): void {
    this.#given.set(agentId, (this.#given.get(agentId) ?? new Set()).add(at));
    const agent = this.#agents.get(agentId);
    if (agent) this.#agents.set(agentId, { ...agent, lastAssignedAt: at });
  }

  /** When they were last given one, had none of the decisions of this time been made. */
  givenBefore(agentId: string): number | undefined {
    return this.#before.get(agentId);
  }

  /** Whoever a queue was decided among last, as they are now as far as is known. */
  roster(queue: string, at: number): readonly RoutedAgent[] {
    return (this.#rosters.get(queue) ?? []).flatMap((agentId) => {
      const agent = this.#agents.get(agentId);
      return agent ? [opened(agent, at)] : [];
    });
  }

  /** Everybody who ever stood in facts, but these: a queue with other teams may reach them. */
  others(known: readonly RoutedAgent[], at: number): readonly RoutedAgent[] {
    const here = new Set(known.map(({ agentId }) => agentId));
    return [...this.#agents.values()].filter(({ agentId }) => !here.has(agentId)).map((one) => opened(one, at));
  }
}

/** Whose hours have begun since they were last seen. */
function opened(agent: RoutedAgent, at: number): RoutedAgent {
  const { opensAt, ...rest } = agent;
  return agent.inHours || opensAt === undefined || opensAt > at ? agent : { ...rest, inHours: true };
}
