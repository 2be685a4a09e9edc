import { iso } from "../../kernel/index.ts";
import { hasRoom, unitsFor } from "./capacity.ts";
import type { Reason, Tier } from "./decision.ts";
import type { RoutedAgent, RoutedTicket, RouteFacts, RoutingQueue } from "./facts.ts";
import { missing, spell } from "./preferred.ts";

export interface Removal {
  readonly removedBy: Reason;
  readonly detail?: string;
}

/** What is not asked of an agent: the overflow assignee need be in no team, and whoever opens later is looked at as if open. */
export interface Waived {
  readonly team?: boolean;
  readonly hours?: boolean;
}

/** Which teams of the queue somebody belongs to. A queue without teams takes everybody. */
export function tierOf({ primaryTeams, secondaryTeams }: RoutingQueue, { teams }: RoutedAgent): Tier | null {
  if (primaryTeams.length === 0 && secondaryTeams.length === 0) return "PRIMARY";
  if (teams.some((team) => primaryTeams.includes(team))) return "PRIMARY";
  return teams.some((team) => secondaryTeams.includes(team)) ? "SECONDARY" : null;
}

/** Why somebody could not take the ticket whatever others can, or null: DOMAIN 5.4 but for who goes first. */
export function removalOf(facts: RouteFacts, agent: RoutedAgent, waived: Waived = {}): Removal | null {
  if (!agent.active) return { removedBy: "NOT_ACTIVE" };
  if (!waived.team && tierOf(facts.queue, agent) === null) return { removedBy: "WRONG_TEAM" };
  return absence(facts, agent, waived) ?? unfitness(facts, agent);
}

function absence({ ticket }: RouteFacts, agent: RoutedAgent, waived: Waived): Removal | null {
  const { state, channels } = agent.presence;
  if (state === "OFFLINE") return { removedBy: "OFFLINE" };
  if (state !== "ONLINE") return { removedBy: "AWAY", detail: state };
  if (channels && !channels.includes(ticket.channel)) return { removedBy: "CHANNEL_OFF", detail: ticket.channel };
  if (agent.inHours || waived.hours) return null;
  return {
    removedBy: "OUTSIDE_HOURS",
    ...(agent.opensAt === undefined ? {} : { detail: `opens ${iso(agent.opensAt)}` }),
  };
}

function unfitness({ ticket }: RouteFacts, agent: RoutedAgent): Removal | null {
  const excluded = ticket.excluded.find(({ agentId }) => agentId === agent.agentId);
  if (excluded) return { removedBy: "EXCLUDED", detail: excluded.why };
  const lacked = missing(agent, ticket.required);
  if (lacked.length > 0) return { removedBy: "MISSING_SKILL", detail: spell(lacked) };
  if (hasRoom(agent, ticket)) return null;
  return { removedBy: "NO_CAPACITY", detail: fullness(agent, ticket) };
}

/** What somebody has of what they can carry, by what is short: their own capacity, or that of the class. */
function fullness(agent: RoutedAgent, ticket: RoutedTicket): string {
  const { cls } = ticket;
  const units = unitsFor(agent, ticket);
  const most = agent.capacityOf[cls];
  const ofClass = agent.loadOf[cls] ?? 0;
  const isWhole = most === undefined || agent.capacity - agent.load <= most - ofClass;
  return `asks for ${units}, has ${isWhole ? `${agent.load} of ${agent.capacity}` : `${ofClass} of ${most} in ${cls}`}`;
}
