import { canonical } from "../../kernel/index.ts";
import { type ConditionFacts, type Config, costOf } from "../../workspace/index.ts";
import type { RoutedAgent, RoutedTicket, RoutingQueue } from "../decide/index.ts";
import { routingQueue } from "../gather.ts";
import { askedSkills, queueFor } from "../place.ts";
import type { RoutingChange } from "../simulate/index.ts";

/** What is asked: what if that had been the configuration, and everybody could carry so many percent. */
export interface Asked {
  readonly before: Config;
  readonly after: Config;
  readonly capacityPercent: number;
  /** How a ticket was when it was decided on; undefined where that is not known. */
  readonly factsOf: (ticket: RoutedTicket) => ConditionFacts | undefined;
  /** Whether somebody can carry what everybody can, with nothing of their own said. */
  readonly isDefault: (agentId: string) => boolean;
}

/** A configuration as what it changes in recorded decisions: parts that are the same change nothing. */
export function changeOf(asked: Asked): RoutingChange {
  const { before, after, capacityPercent } = asked;
  const isSame = (part: "queues" | "routing"): boolean => canonical(before[part]) === canonical(after[part]);
  const isCapacitySame = capacityPercent === 100 && before.routing.defaultCapacity === after.routing.defaultCapacity;
  return {
    ...(isSame("queues") ? {} : { queue: (queue, ticket) => otherQueue(asked, queue, ticket) }),
    ...(isSame("routing") ? {} : { ticket: (ticket) => otherTicket(asked, ticket) }),
    ...(isCapacitySame ? {} : { agent: (agent) => otherAgent(asked, agent) }),
  };
}

/** No team is called so: whom no queue is for, nobody gets. */
const NOWHERE = "";

function otherQueue({ after, factsOf }: Asked, queue: RoutingQueue, ticket: RoutedTicket): RoutingQueue {
  const facts = factsOf(ticket);
  const found = facts ? queueFor(after, facts) : after.queues.find(({ key }) => key === queue.key);
  if (found) return routingQueue(found);
  return { ...queue, primaryTeams: [NOWHERE], secondaryTeams: [], overflow: null };
}

function otherTicket({ before, after, factsOf }: Asked, ticket: RoutedTicket): RoutedTicket {
  const { units } = costOf(after, ticket.channel);
  const facts = factsOf(ticket);
  if (!facts) return { ...ticket, units };
  const asked = askedSkills(before, facts);
  const isByRule = canonical(asked) === canonical({ required: ticket.required, preferred: ticket.preferred });
  // What a person said that it asks for it asks for under any rules.
  return { ...ticket, units, ...(isByRule ? askedSkills(after, facts) : {}) };
}

function otherAgent({ before, after, capacityPercent, isDefault }: Asked, agent: RoutedAgent): RoutedAgent {
  const isOther = before.routing.defaultCapacity !== after.routing.defaultCapacity && isDefault(agent.agentId);
  const capacity = isOther ? after.routing.defaultCapacity : agent.capacity;
  const share = (units: number): number => Math.floor((units * capacityPercent) / 100);
  const ofClasses = Object.entries(agent.capacityOf).map(([cls, units]) => [cls, share(units)] as const);
  return { ...agent, capacity: share(capacity), capacityOf: Object.fromEntries(ofClasses) };
}
