import type { ChannelClass } from "../../workspace/index.ts";
import type { DecisionSummary, RoutedAgent, RoutedTicket, RouteFacts, RoutingQueue } from "../decide/index.ts";

/** A decision as it was recorded: the facts it was made of, and what was kept of it. */
export interface PastDecision {
  readonly eventId: string;
  readonly ticketId: string;
  readonly sequence: number;
  readonly facts: RouteFacts;
  readonly summary: DecisionSummary;
}

/** A ticket that nobody had needs nobody any more: it was resolved, closed, merged, marked as spam or deleted. */
export interface Departure {
  readonly at: number;
  readonly ticketId: string;
  readonly gone: true;
}

/**
 * A ticket began (1) or ceased (-1) to cost an agent something without a decision: it was resolved, reopened, snoozed,
 * given to somebody by hand. Also of tickets that were assigned before: what they leave is room.
 */
export interface LoadMoment {
  readonly at: number;
  readonly ticketId: string;
  readonly agentId: string;
  readonly units: number;
  readonly cls: ChannelClass;
  readonly delta: 1 | -1;
}

/** What happened in a stretch of time, decisions and moments each in their order; `until` is where it ends, ms. */
export interface RoutingHistory {
  readonly decisions: readonly PastDecision[];
  readonly moments: readonly (LoadMoment | Departure)[];
  readonly until: number;
}

/** What another configuration says of a queue, of what agents can carry, of what a ticket costs. What is left out stays. */
export interface RoutingChange {
  readonly queue?: (queue: RoutingQueue, ticket: RoutedTicket) => RoutingQueue;
  readonly agent?: (agent: RoutedAgent) => RoutedAgent;
  readonly ticket?: (ticket: RoutedTicket) => RoutedTicket;
}

/** Both kinds of steps by time; at one time what frees or takes room comes before what is decided. */
export function* inOrder({ decisions, moments }: RoutingHistory): Generator<PastDecision | LoadMoment | Departure> {
  let next = 0;
  for (const decision of decisions) {
    for (let moment = moments[next]; moment && moment.at <= decision.facts.at; moment = moments[next]) {
      yield moment;
      next++;
    }
    yield decision;
  }
  yield* moments.slice(next);
}
