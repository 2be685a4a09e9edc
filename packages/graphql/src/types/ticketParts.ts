import type { Permission, Result } from "@switchboard/core";
import type * as Core from "@switchboard/core/ticket";
import type { InputBuilder, Mutation } from "../mutation.ts";
import { Ticket } from "./refs.ts";

/** What mutations of tickets answer with. */
export const payload: Mutation<object, Result<Core.Ticket>>["payload"] = (t) => ({
  ticket: t.field({
    type: Ticket,
    nullable: true,
    description: "The ticket as it is now.",
    resolve: (p) => p.result?.object,
  }),
});

/** What every change of a ticket that exists has in common. */
export const on = (permission: Permission) => ({ permission, versioned: true, payload });

export const customStatus = (t: InputBuilder) =>
  t.string({ description: "The key of a status of the company's own: it says its category by itself." });

export const ticketId = (t: InputBuilder) => t.id({ required: true, description: "Which ticket." });
