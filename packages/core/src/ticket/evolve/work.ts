import type { work as events } from "../events/work.ts";
import { type Steps, tallied } from "./step.ts";

export const work: Steps<keyof typeof events> = {
  "ticket.time_logged": (ticket, { payload }) => tallied(ticket, "minutesSpent", payload.minutes),
  "ticket.time_removed": (ticket, { payload }) => tallied(ticket, "minutesSpent", -payload.minutes),
};
