import type { ChannelClass } from "../../workspace/index.ts";
import type { RoutedAgent, RoutedTicket } from "./facts.ts";

type Loaded = Pick<RoutedAgent, "capacity" | "capacityOf" | "load" | "loadOf">;
type Cost = Pick<RoutedTicket, "units" | "cls">;

/** The units somebody has left for a class: of all they have, and of what the class may take. Below 0 when overloaded. */
export function roomFor(agent: Loaded, cls: ChannelClass): number {
  const room = agent.capacity - agent.load;
  const most = agent.capacityOf[cls];
  return most === undefined ? room : Math.min(room, most - (agent.loadOf[cls] ?? 0));
}

/** What a ticket costs this agent, in units. */
export const unitsFor = (agent: Pick<RoutedAgent, "capacity">, { units }: Pick<Cost, "units">): number =>
  units === "ALL" ? agent.capacity : units;

/**
 * Whether an automatic assignment may give it to them: they have something left, and afterwards not more than they
 * can carry. What takes all of somebody takes somebody who has nothing.
 */
export function hasRoom(agent: Loaded, ticket: Cost): boolean {
  const room = roomFor(agent, ticket.cls);
  return room > 0 && (ticket.units === "ALL" ? agent.load <= 0 : ticket.units <= room);
}
