import type { Reason, RouteState as State } from "@switchboard/core/routing";
import type { ChannelClass as Class } from "@switchboard/core/workspace";
import { enumOf } from "./enums.ts";

export const ChannelClass = enumOf<Class>("ChannelClass", "What kind of attention a channel takes.", {
  ASYNC: "Mail, forms, social, letters: nobody waits on the line.",
  CHAT: "Somebody waits, and others may beside them.",
  VOICE: "A call.",
  IN_PERSON: "Somebody stands at the desk.",
});

export const RouteState = enumOf<State>("TicketRouteState", "Where a ticket stands on its way to somebody.", {
  WAITING: "In a queue.",
  OFFERED: "Somebody is asked to take it.",
  ASSIGNED: "Somebody has it.",
  LEFT: "It needs nobody now.",
});

export const RouteOutcome = enumOf<"ASSIGN" | "NOBODY" | "STALE">("RouteOutcome", "What a decision came to.", {
  ASSIGN: "Somebody was chosen.",
  NOBODY: "Nobody could take it.",
  STALE: "Nobody said anything to it for so long that it is left to people.",
});

export const RouteRule = enumOf<"STRATEGY" | "STICKY" | "OVERFLOW">("RouteRule", "What made the choice.", {
  STRATEGY: "The strategy of the queue.",
  STICKY: "They had the customer's ticket before.",
  OVERFLOW: "Nobody else took it in time.",
});

export const RouteTieBreak = enumOf<"LONGEST_SINCE_ASSIGNMENT" | "AGENT_ID">(
  "RouteTieBreak",
  "What told the chosen one from the next, where their scores did not.",
  { LONGEST_SINCE_ASSIGNMENT: "Who was longest without a new ticket.", AGENT_ID: "The order of ids." },
);

export const RouteReason = enumOf<Reason>("RouteReason", "What took an agent out of the choice.", {
  NOT_ACTIVE: "They are suspended, invited, or have left.",
  WRONG_TEAM: "They are in no team of the queue.",
  OFFLINE: "They are offline.",
  AWAY: "They are away.",
  CHANNEL_OFF: "They take nothing from this channel now.",
  OUTSIDE_HOURS: "It is outside their working hours.",
  EXCLUDED: "They declined this ticket, or let its offer run out.",
  MISSING_SKILL: "They lack a skill that it needs.",
  NO_CAPACITY: "They have no room for it.",
  SECONDARY_WAITS: "They are of a secondary team, and a primary one can take it.",
  MISSING_PREFERRED: "They lack a preferred skill that is still waited for.",
});
