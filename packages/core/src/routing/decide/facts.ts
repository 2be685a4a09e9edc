import type { PresenceState } from "../../agent/index.ts";
import type { Channel, ChannelClass, Priority, Strategy } from "../../workspace/index.ts";

/** How strongly a skill is preferred, 1 the most: group 3 is given up first. */
export type PreferredPriority = 1 | 2 | 3;

/** Units by channel class; a class that is not there has no number of its own. */
export type UnitsOf = Readonly<Partial<Record<ChannelClass, number>>>;

export interface SkillLevel {
  readonly skill: string;
  readonly level: number;
}

export interface PreferredSkill extends SkillLevel {
  readonly priority: PreferredPriority;
}

export interface RoutedTicket {
  readonly id: string;
  readonly channel: Channel;
  readonly customerId: string;
  readonly priority: Priority;
  /** What it costs whoever takes it; "ALL" is their whole capacity, as with a call. */
  readonly units: number | "ALL";
  readonly cls: ChannelClass;
  /** Since when it waits for somebody, ms: who declines it does not make it younger. */
  readonly eligibleSince: number;
  readonly required: readonly SkillLevel[];
  readonly preferred: readonly PreferredSkill[];
  readonly excluded: readonly { readonly agentId: string; readonly why: "DECLINED" | "TIMED_OUT" }[];
  /** Who last had a ticket of this customer. */
  readonly previousAgentId?: string;
  readonly lastActivityAt: number;
}

export interface RoutingQueue {
  readonly key: string;
  readonly strategy: Strategy;
  readonly primaryTeams: readonly string[];
  readonly secondaryTeams: readonly string[];
  /** After so long secondary teams take part though somebody of a primary one could take it. */
  readonly fallbackSeconds: number;
  /** After so long, and again after each such time, the lowest group of preferred skills is given up. */
  readonly skillTimeoutSeconds: number | null;
  /** Whether the customer's previous agent comes first. */
  readonly sticky: boolean;
  readonly overflow: { readonly afterSeconds: number; readonly agentId: string } | null;
  readonly staleAfterHours: number | null;
}

export interface RoutedAgent {
  readonly agentId: string;
  readonly active: boolean;
  readonly teams: readonly string[];
  readonly presence: { readonly state: PresenceState; readonly channels?: readonly Channel[] };
  readonly inHours: boolean;
  /** The next opening of their hours, ms; absent inside them, and where they never open. */
  readonly opensAt?: number;
  /** Units in all, and what of them a class may take at most. */
  readonly capacity: number;
  readonly capacityOf: UnitsOf;
  readonly load: number;
  readonly loadOf: UnitsOf;
  /** How many open tickets they have. */
  readonly open: number;
  readonly lastAssignedAt?: number;
  /** Their share where work is spread by weight; who weighs nothing comes last. */
  readonly weight: number;
  readonly skills: readonly SkillLevel[];
}

/** All that a decision depends on, and nothing else: the same facts give the same decision. Times are ms, units whole. */
export interface RouteFacts {
  readonly configVersion: number;
  readonly at: number;
  readonly ticket: RoutedTicket;
  readonly queue: RoutingQueue;
  readonly agents: readonly RoutedAgent[];
}
