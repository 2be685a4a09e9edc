import { transition } from "../kernel/index.ts";

/** Where somebody stands with the desk. */
export const AGENT_STATUSES = ["INVITED", "ACTIVE", "SUSPENDED", "OFFBOARDED"] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** What is done with an agent as such. */
export type Move = "accept" | "reinvite" | "withdraw" | "suspend" | "reinstate" | "offboard";

/** What leads where. A move that is not here is refused; OFFBOARDED is for good. */
export const MOVES: Readonly<Record<AgentStatus, Readonly<Partial<Record<Move, AgentStatus>>>>> = {
  INVITED: { accept: "ACTIVE", reinvite: "INVITED", withdraw: "OFFBOARDED" },
  ACTIVE: { suspend: "SUSPENDED", offboard: "OFFBOARDED" },
  SUSPENDED: { reinstate: "ACTIVE", offboard: "OFFBOARDED" },
  OFFBOARDED: {},
};

/** @throws TRANSITION, naming what can be done with them instead */
export function assertMove(from: AgentStatus, move: Move): void {
  if (MOVES[from][move] !== undefined) return;
  throw transition(`An agent who is ${from} cannot be asked for this: ${move}.`, Object.keys(MOVES[from]), ["agentId"]);
}

/** @throws TRANSITION for one who has left: they change no more */
export function assertStays(status: AgentStatus): void {
  if (status !== "OFFBOARDED") return;
  throw transition("Who was offboarded changes no more; invite them anew.", [], ["agentId"]);
}
