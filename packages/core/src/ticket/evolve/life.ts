import type { life as events } from "../events/life.ts";
import { type Steps, without } from "./step.ts";

/** Deleting keeps everything as it is, so that restoring gives it back exactly. */
export const life: Steps<keyof typeof events> = {
  "ticket.spam_marked": (ticket) => ({ ...ticket, spam: true }),
  "ticket.spam_unmarked": (ticket) => without(ticket, "spam"),
  "ticket.deleted": (ticket, { at }) => ({ ...ticket, deleted: { at } }),
  "ticket.restored": (ticket) => without(ticket, "deleted"),
  "ticket.purged": (ticket) => ({
    ...without(ticket, "address", "followerCount", "ccCount", "fieldCount"),
    subject: "",
    purged: true,
  }),
};
