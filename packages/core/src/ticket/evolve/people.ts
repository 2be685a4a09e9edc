import type { people as events } from "../events/people.ts";
import { type Steps, same, tallied } from "./step.ts";

/** Who they are lies in a side (people/watchers.ts); the state counts them, so that those without cost no read. */
export const people: Steps<keyof typeof events> = {
  "ticket.followed": (ticket, { payload }) => tallied(ticket, "followerCount", payload.agentIds.length),
  "ticket.unfollowed": (ticket, { payload }) => tallied(ticket, "followerCount", -payload.agentIds.length),
  "ticket.mentioned": same,
  "ticket.macro_applied": same,
  "ticket.cc_added": (ticket) => tallied(ticket, "ccCount", 1),
  "ticket.cc_removed": (ticket) => tallied(ticket, "ccCount", -1),
};
