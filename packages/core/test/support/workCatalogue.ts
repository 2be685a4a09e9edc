import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import type { Call } from "./configuring.ts";

/** What is done around a conversation: who watches, what is drafted, blanked, logged and put away; and views. */
export const WORK_WRITES: Readonly<Record<string, Call>> = {
  "view.create": (ctx, _, key) => View.create(ctx, { name: "Urgent", filter: { priority: ["URGENT"] }, ...key }),
  "view.update": (ctx, { viewId }, key) => View.update(ctx, { viewId, filter: { unassigned: true }, ...key }),
  "view.remove": (ctx, { viewId }, key) => View.remove(ctx, { viewId, ...key }),
  "ticket.follow": (ctx, { ticketId, agentId }, key) => Ticket.follow(ctx, { ticketId, agentId, ...key }),
  "ticket.unfollow": (ctx, { ticketId, agentId }, key) => Ticket.unfollow(ctx, { ticketId, agentId, ...key }),
  "ticket.addCc": (ctx, { ticketId }, key) => Ticket.addCc(ctx, { ticketId, address: "cc@example.com", ...key }),
  "ticket.removeCc": (ctx, { ticketId }, key) => Ticket.removeCc(ctx, { ticketId, address: "cc@example.com", ...key }),
  "ticket.saveDraft": (ctx, { ticketId }, key) =>
    Ticket.saveDraft(ctx, { ticketId, kind: "REPLY", text: "Dear Eve", ...key }),
  "ticket.discardDraft": (ctx, { ticketId }, key) => Ticket.discardDraft(ctx, { ticketId, kind: "REPLY", ...key }),
  "ticket.announcePresence": (ctx, { ticketId }, key) =>
    Ticket.announcePresence(ctx, { ticketId, activity: "TYPING", ...key }),
  "ticket.redactText": (ctx, { ticketId }, key) =>
    Ticket.redactText(ctx, { ticketId, text: "climb", reason: "asked to", ...key }),
  "ticket.redactAttachment": (ctx, { ticketId, attachmentId }, key) =>
    Ticket.redactAttachment(ctx, { ticketId, attachmentId, reason: "asked to", ...key }),
  "ticket.logTime": (ctx, { ticketId }, key) => Ticket.logTime(ctx, { ticketId, minutes: 25, note: "Called", ...key }),
  "ticket.removeTime": (ctx, { ticketId, loggedId }, key) =>
    Ticket.removeTime(ctx, { ticketId, entryId: loggedId, ...key }),
  "ticket.markSpam": (ctx, { ticketId }, key) => Ticket.markSpam(ctx, { ticketId, ...key }),
  "ticket.unmarkSpam": (ctx, { ticketId }, key) => Ticket.unmarkSpam(ctx, { ticketId, ...key }),
  "ticket.remove": (ctx, { ticketId }, key) => Ticket.remove(ctx, { ticketId, ...key }),
  "ticket.restore": (ctx, { ticketId }, key) => Ticket.restore(ctx, { ticketId, ...key }),
  "ticket.erase": (ctx, { ticketId }) => Ticket.erase(ctx, { ticketId }),
  "ticket.returnWork": (ctx, { agentId }) => Ticket.returnWork(ctx, { agentId }),
  "ticket.wakeWaiting": (ctx, { resolvedId: ticketId }) => Ticket.wakeWaiting(ctx, { ticketId }),
};
