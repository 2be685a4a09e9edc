import * as Core from "@switchboard/core/agent";
import * as Keys from "@switchboard/core/key";
import { builder } from "../builder.ts";
import { type Mutation, mutation } from "../mutation.ts";
import { agentId, customRoles, email, name, onAgent, roles, whole } from "./agentParts.ts";
import { Agent, Key } from "./refs.ts";

builder.objectFields(Agent, (t) => ({
  invitedUntil: t.field({
    type: "DateTime",
    nullable: true,
    description: "Until when the invitation can be accepted; null for who is not invited.",
    resolve: whole("invitedUntil"),
  }),
}));

const inviting = {
  permission: "agent:manage",
  payload: (t) => ({
    agent: t.field({ type: Agent, nullable: true, description: "Who is invited.", resolve: (p) => p.result?.agent }),
    code: t.string({
      nullable: true,
      description: "What they accept with, shown this once: null when the same call was made before.",
      resolve: (p) => p.result?.code,
    }),
  }),
} satisfies Pick<Mutation<object, Keys.Invited>, "permission" | "payload">;

mutation(
  "inviteAgent",
  (t) => ({
    name: name(t),
    email: email(t),
    roles: roles(t),
    customRoles: customRoles(t),
    teams: t.stringList({ description: "The keys of their teams, up to 20." }),
  }),
  {
    ...inviting,
    says: "Invites somebody to the desk. The code is good for seven days and once: hand it on, nothing is mailed.",
    run: (ctx, input) => Keys.invite(ctx, input),
  },
);

mutation("reinviteAgent", (t) => ({ agentId: agentId(t) }), {
  ...inviting,
  says: "Makes a new code for somebody who is invited, good for seven days; the one before is dead.",
  versioned: true,
  run: (ctx, input) => Keys.reinvite(ctx, input),
});

mutation("withdrawAgentInvitation", (t) => ({ agentId: agentId(t) }), {
  ...onAgent,
  says: "Takes an invitation back; the address is free again.",
  versioned: true,
  run: (ctx, input) => Keys.withdrawInvitation(ctx, input),
});

mutation("acceptInvitation", () => ({}), {
  permission: "agent:accept",
  says: "Accepts an invitation. Call it with the code as your credential: you get your first key. Or signed in by a token as who was invited: then you need none. With a code, give an `idempotencyKey` that nobody can guess: with it the same call gets the same key again for 24 hours, should the answer be lost.",
  run: (ctx, input) => Keys.acceptInvitation(ctx, input),
  payload: (t) => ({
    agent: t.field({ type: Agent, nullable: true, description: "You.", resolve: (p) => p.result?.agent }),
    key: t.field({ type: Key, nullable: true, description: "Your first key.", resolve: (p) => p.result?.key }),
    secret: t.string({
      nullable: true,
      description: "The key itself, for `authorization: Bearer`. Keep it: it is stored nowhere.",
      resolve: (p) => p.result?.secret,
    }),
  }),
});

mutation(
  "offboardAgent",
  (t) => ({ agentId: agentId(t), reason: t.string({ description: "Why, for the log, up to 500 characters." }) }),
  {
    ...onAgent,
    says: "Says goodbye to an agent for good: their keys are dead, their address is free, and their open tickets go back for anybody to take.",
    versioned: true,
    run: (ctx, input) => Core.offboard(ctx, input),
  },
);
