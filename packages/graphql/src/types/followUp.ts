import type * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { FollowUpOwner, FollowUpPolicy } from "./enums.ts";

export const FollowUp = builder.objectRef<Core.FollowUp>("FollowUpSettings").implement({
  description: "What happens when a customer answers a closed ticket.",
  fields: (t) => ({
    policy: t.expose("policy", { type: FollowUpPolicy, description: "Open again, or a new ticket." }),
    days: t.exposeInt("days", { description: "For REOPEN_WITHIN: so many days after closing." }),
    owner: t.expose("owner", { type: FollowUpOwner, description: "Who is responsible for the ticket that follows." }),
  }),
});

export const FollowUpInput = builder.inputType("FollowUpSettingsInput", {
  description: "What to change about answers to closed tickets; what is not given stays.",
  fields: (t) => ({
    policy: t.field({ type: FollowUpPolicy, description: "Open again, or a new ticket." }),
    days: t.int({ description: "For REOPEN_WITHIN: 1 to 365 days." }),
    owner: t.field({ type: FollowUpOwner, description: "Who is responsible for the ticket that follows." }),
  }),
});
