import { type ActorRef, actorCode, actorFromCode, type Ctx } from "../kernel/index.ts";
import type { Key, Row } from "../port/index.ts";
import { announcing, recordKey } from "../table/index.ts";
import type { Channel } from "../workspace/index.ts";

/** Whether somebody takes work now. AWAY_AND_REASSIGN is away for long enough that others take over. */
export const PRESENCE_STATES = ["ONLINE", "AWAY", "AWAY_AND_REASSIGN", "OFFLINE"] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

/** Whether an agent is at work: not to be confused with who looks at a ticket (ticket/people/presence.ts). */
export interface AgentPresence {
  readonly agentId: string;
  readonly state: PresenceState;
  readonly reason?: string;
  /** The channels they take work from now; absent for all of them. */
  readonly channels?: readonly Channel[];
  /** Since when it is this state, ms, and who said so; absent for who never said anything. */
  readonly since?: number;
  readonly by?: ActorRef;
}

/**
 * Access pattern: the presence of one agent, or of many in one batch. It changes many times a day and nobody asks what
 * it was last week, so it is a record without a history. Who acts on it hears of it by the bus all the same: the row
 * announces itself (table/outbox.ts).
 */
export const presenceKey = (ctx: Ctx, agentId: string): Key => recordKey(ctx, "presence", agentId);

interface Said {
  readonly agentId: string;
  readonly state: PresenceState;
  readonly reason?: string | undefined;
  readonly channels?: readonly Channel[] | undefined;
  readonly since: number;
  readonly by: ActorRef;
}

export function presenceRow(ctx: Ctx, { agentId, state, reason, channels, since, by }: Said): Row {
  return {
    ...presenceKey(ctx, agentId),
    _v: 1,
    ag: agentId,
    do: state,
    at: since,
    by: actorCode(by),
    // What is seeded or imported starts nothing.
    ...(ctx.request.origin === "live" ? announcing("agent.presence_changed", { agentId, state }) : {}),
    ...(reason === undefined ? {} : { rs: reason }),
    ...(channels === undefined ? {} : { ch: channels.join() }),
  };
}

export const offline = (agentId: string): AgentPresence => ({ agentId, state: "OFFLINE" });

export const decodePresence = (row: Row): AgentPresence => ({
  agentId: String(row["ag"]),
  state: String(row["do"]) as PresenceState,
  since: Number(row["at"]),
  by: actorFromCode(String(row["by"])),
  ...(row["rs"] === undefined ? {} : { reason: String(row["rs"]) }),
  ...(row["ch"] === undefined ? {} : { channels: String(row["ch"]).split(",") as Channel[] }),
});
