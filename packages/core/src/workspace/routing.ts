import * as z from "zod";
import { CHANNEL_TRAITS, type ChannelClass, type Units } from "./channel.ts";
import { SkillRule } from "./skill.ts";
import { CHANNELS, type Channel } from "./trade.ts";

const UNITS = "Units are a whole number from 0 to 1,000.";
/** Whole units of capacity: never negative, never a part of one. */
export const CapacityUnits = z.number().int(UNITS).min(0, UNITS).max(1_000, UNITS);

/** What is wrong with a weight that is none. */
export const WEIGHTS = "A weight is a whole number from 1 to 100.";

/** When a ticket leaves an agent who went offline. */
export const OFFLINE_POLICIES = ["NEXT_MESSAGE", "AT_ONCE"] as const;

/** How work finds people. Without queues nothing is routed. */
export const RoutingSettings = z.object({
  /** What a ticket of a channel costs, where that is not what the channel costs by itself. */
  units: z.partialRecord(z.enum(CHANNELS), z.union([CapacityUnits, z.literal("ALL")])).default({}),
  /** Whether tickets that wait for somebody else count too. */
  countWaiting: z.boolean().default(false),
  /** Of agents of whom nobody has said more. */
  defaultCapacity: CapacityUnits.default(5),
  onOffline: z.enum(OFFLINE_POLICIES).default("NEXT_MESSAGE"),
  skillRules: z.array(SkillRule).max(200, "There are at most 200 rules of skills.").default([]),
});
export type RoutingSettings = z.infer<typeof RoutingSettings>;

export const DEFAULT_ROUTING: RoutingSettings = {
  units: {},
  countWaiting: false,
  defaultCapacity: 5,
  onOffline: "NEXT_MESSAGE",
  skillRules: [],
};

/** What a ticket costs whoever has it: kept with the ticket from then on, so that a changed setting changes no load. */
export interface TicketCost {
  readonly units: Units;
  readonly cls: ChannelClass;
  /** Set when it costs them while it waits for others, too. */
  readonly waiting?: true;
}

/** What a ticket of a channel costs under a configuration. */
export function costOf({ routing }: { readonly routing: RoutingSettings }, channel: Channel): TicketCost {
  const { units, cls } = CHANNEL_TRAITS[channel];
  return { units: routing.units[channel] ?? units, cls, ...(routing.countWaiting ? { waiting: true } : {}) };
}
