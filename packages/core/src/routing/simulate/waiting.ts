import { HOUR } from "../../kernel/index.ts";
import { PRIORITIES } from "../../workspace/index.ts";
import type { RoutedTicket, RouteFacts, RoutingQueue } from "../decide/index.ts";
import type { RoutingChange } from "./history.ts";
import type { Stint } from "./stint.ts";

/** A ticket that nobody has in the simulation, with the facts of its last decision. */
export interface Waiter {
  readonly stint: Stint;
  readonly facts: RouteFacts;
  /** A number for what it asks for in both worlds. */
  readonly asks: number;
  /** When time alone changes something for it, ms. */
  readonly turns: readonly number[];
}

/** Who waits, in the order in which they are tried: by priority, then who waits longest, then by id (DOMAIN 5.3). */
export class Waiting {
  readonly #list: Waiter[] = [];

  get size(): number {
    return this.#list.length;
  }

  put(waiter: Waiter): void {
    this.remove(waiter.stint.ticketId);
    let [low, high] = [0, this.#list.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (before(this.#list[mid] as Waiter, waiter)) low = mid + 1;
      else high = mid;
    }
    this.#list.splice(low, 0, waiter);
  }

  remove(ticketId: string): boolean {
    const i = this.#list.findIndex(({ stint }) => stint.ticketId === ticketId);
    if (i >= 0) this.#list.splice(i, 1);
    return i >= 0;
  }

  inOrder(): readonly Waiter[] {
    return [...this.#list];
  }
}

function before({ facts: { ticket: a } }: Waiter, { facts: { ticket: b } }: Waiter): boolean {
  const byPriority = PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority);
  return (byPriority || a.eligibleSince - b.eligibleSince || (a.id < b.id ? -1 : 1)) < 0;
}

const SECOND = 1_000;

/** Makes waiters, with the same number for those who ask for the same: compared again and again, words are slow. */
export class Waiters {
  readonly #asks = new Map<string, number>();
  readonly #change: RoutingChange;

  constructor(change: RoutingChange) {
    this.#change = change;
  }

  of(stint: Stint, facts: RouteFacts): Waiter {
    const ticket = this.#change.ticket?.(facts.ticket) ?? facts.ticket;
    const worlds = [facts, { ticket, queue: this.#change.queue?.(facts.queue, facts.ticket) ?? facts.queue }];
    const asks = JSON.stringify(worlds.map(asked));
    const number = this.#asks.get(asks) ?? this.#asks.size;
    this.#asks.set(asks, number);
    return { stint, facts, asks: number, turns: worlds.flatMap(turnsOf) };
  }
}

interface Asking {
  readonly ticket: RoutedTicket;
  readonly queue: RoutingQueue;
}

/** All of a ticket and its queue that a decision depends on but for how long it has waited. */
function asked({ ticket, queue }: Asking) {
  const { channel, cls, units, required, preferred, excluded, previousAgentId } = ticket;
  const quiet = queue.staleAfterHours === null ? 0 : ticket.lastActivityAt - ticket.eligibleSince;
  return { queue, channel, cls, units, required, preferred, excluded, previousAgentId, quiet };
}

function turnsOf({ ticket, queue }: Asking): number[] {
  const { fallbackSeconds, skillTimeoutSeconds, overflow, staleAfterHours } = queue;
  const timeouts =
    ticket.preferred.length > 0 && skillTimeoutSeconds ? [1, 2, 3].map((n) => n * skillTimeoutSeconds) : [];
  const seconds = [fallbackSeconds, ...timeouts, ...(overflow ? [overflow.afterSeconds] : [])];
  const stale = staleAfterHours === null ? [] : [ticket.lastActivityAt + staleAfterHours * HOUR];
  return [...seconds.map((n) => ticket.eligibleSince + n * SECOND), ...stale];
}

/** More turns than a ticket can have in both worlds. */
const TURNS = 16;

/**
 * What two waiting tickets share that cannot but have the same answer at one time: what they ask for, and how far time
 * has brought them. So of hundreds who wait for the same one is tried.
 */
export function likeness({ asks, turns }: Waiter, at: number): number {
  let passed = 0;
  for (const turn of turns) if (turn <= at) passed++;
  return asks * TURNS + passed;
}
