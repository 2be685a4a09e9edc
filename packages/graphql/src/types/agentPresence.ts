import * as Core from "@switchboard/core/agent";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { Channel, enumOf } from "./enums.ts";
import { Agent } from "./refs.ts";

const PresenceState = enumOf<Core.PresenceState>("PresenceState", "Whether an agent takes work now.", {
  ONLINE: "Takes work.",
  AWAY: "Takes no new work for a while.",
  AWAY_AND_REASSIGN: "Is away for so long that others take over.",
  OFFLINE: "Is not there.",
});

const AgentPresence = builder.objectRef<Core.AgentPresence>("AgentPresence").implement({
  description: "Whether an agent takes work now.",
  fields: (t) => ({
    state: t.expose("state", { type: PresenceState, description: "OFFLINE for who may not work." }),
    reason: t.exposeString("reason", { nullable: true, description: "Why, in their words." }),
    channels: t.expose("channels", {
      type: [Channel],
      nullable: true,
      description: "The channels they take work from; null for all of them.",
    }),
    since: t.expose("since", { type: "DateTime", nullable: true, description: "Since when it is this state." }),
    by: t.field({ type: Actor, nullable: true, description: "Who said so.", resolve: ({ by }) => by }),
  }),
});

builder.objectFields(Agent, (t) => ({
  presence: t.field({
    ...rule("Whether they take work now.", { permission: "agent:read", cost: 1 }),
    type: AgentPresence,
    nullable: true,
    resolve: ({ id }, _, { loaders }) => loaders.agentPresence.load(id),
  }),
}));

mutation(
  "setAgentPresence",
  (t) => ({
    agentId: t.id({ description: "Which agent; you unless said." }),
    state: t.field({ type: PresenceState, required: true, description: "Whether they take work now." }),
    reason: t.string({ description: "Why, up to 100 characters; none when absent." }),
    channels: t.field({ type: [Channel], description: "The channels they take work from; all when absent." }),
  }),
  {
    permission: "agent:edit",
    says: "Says whether an agent takes work now: you, or somebody whom you may speak for. It leaves nothing in the log.",
    run: (ctx, input) => Core.setPresence(ctx, input),
    payload: (t) => ({
      presence: t.field({
        type: AgentPresence,
        nullable: true,
        description: "As it is now.",
        resolve: (p) => p.result,
      }),
      agent: t.field({
        type: Agent,
        nullable: true,
        description: "The agent.",
        resolve: ({ result }, _, { loaders }) => result && loaders.agent.load(result.agentId),
      }),
    }),
  },
);
