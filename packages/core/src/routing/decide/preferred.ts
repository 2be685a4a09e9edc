import type { PreferredPriority, RoutedAgent, RouteFacts, SkillLevel } from "./facts.ts";

const SECOND = 1_000;

/**
 * What of the preferred skills a ticket still waits for, and what it has given up.
 *
 * As long as a group is not given up, it is waited for like a required skill: the ticket goes to somebody who holds
 * all of it or to nobody. With every skill timeout since the ticket became eligible the lowest group that it has is
 * given up whole: 3, then 2, then 1. A queue without a timeout waits for no preferred skill, else it would wait for
 * ever: there they only rank.
 */
export interface Preference {
  readonly dropped: readonly PreferredPriority[];
  readonly asked: readonly SkillLevel[];
}

export function preferenceAt({ at, ticket, queue }: Pick<RouteFacts, "at" | "ticket" | "queue">): Preference {
  const { skillTimeoutSeconds: timeout } = queue;
  if (timeout === null || ticket.preferred.length === 0) return { dropped: [], asked: [] };
  const groups = groupsOf({ ticket });
  const waited = Math.max(0, at - ticket.eligibleSince);
  const passed = timeout <= 0 ? groups.length : Math.floor(waited / (timeout * SECOND));
  const dropped = groups.slice(0, passed);
  return { dropped, asked: ticket.preferred.filter(({ priority }) => !dropped.includes(priority)) };
}

/** The groups that a ticket has, in the order in which they are given up. */
const groupsOf = ({ ticket }: Pick<RouteFacts, "ticket">): PreferredPriority[] =>
  ([3, 2, 1] as const).filter((group) => ticket.preferred.some(({ priority }) => priority === group));

/** From when on nothing of what this agent lacks is waited for any more; in the past for who lacks nothing. */
export function preferredFrom(facts: RouteFacts, agent: RoutedAgent): number {
  const { ticket, queue } = facts;
  const lacked = missing(agent, ticket.preferred);
  if (queue.skillTimeoutSeconds === null || lacked.length === 0) return ticket.eligibleSince;
  const last = Math.min(...lacked.map(({ priority }) => priority));
  const drops = groupsOf(facts).filter((group) => group >= last).length;
  return ticket.eligibleSince + drops * queue.skillTimeoutSeconds * SECOND;
}

/** Which of these skills somebody does not hold at the level asked. */
export const missing = <S extends SkillLevel>(agent: Pick<RoutedAgent, "skills">, asked: readonly S[]): S[] =>
  asked.filter((one) => !holds(agent, one));

const holds = ({ skills }: Pick<RoutedAgent, "skills">, { skill, level }: SkillLevel): boolean =>
  skills.some((held) => held.skill === skill && held.level >= level);

/** Skills in words, for an explanation. */
export const spell = (skills: readonly SkillLevel[]): string =>
  skills.map(({ skill, level }) => `${skill} at level ${level}`).join(", ");
