import type { Applied } from "../../kernel/index.ts";
import type { Events } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";

export type Event = Applied<Events>;
export type Of<T extends Event["type"]> = Extract<Event, { type: T }>;

/** One step for each type of event. Events say what became of things, so nothing is decided here. */
export type Steps<T extends Event["type"]> = { readonly [K in T]: (ticket: Ticket, event: Of<K>) => Ticket };

/** For events that change nothing of the state. */
export const same = (ticket: Ticket): Ticket => ticket;

export const present = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

export function without<K extends keyof Ticket>(ticket: Ticket, ...fields: readonly K[]): Omit<Ticket, K> & Ticket {
  const copy: Partial<Ticket> = { ...ticket };
  for (const field of fields) delete copy[field];
  return copy as Omit<Ticket, K> & Ticket;
}

/** Out of a status: whatever it waited for there is over, and its own name goes with it. */
export const moved = (ticket: Ticket) => without(ticket, "snoozedUntil", "waitsFor", "closesAt", "customStatus");

type Tally =
  | "linkCount"
  | "incidentCount"
  | "sourceCount"
  | "movedCount"
  | "followerCount"
  | "ccCount"
  | "minutesSpent";

/** Counts what lies elsewhere; nothing of it is absent. */
export function tallied(ticket: Ticket, field: Tally, by: number): Ticket {
  const count = (ticket[field] ?? 0) + by;
  return { ...without(ticket, field), ...(count > 0 ? { [field]: count } : {}) };
}
