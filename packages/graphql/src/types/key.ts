import * as Core from "@switchboard/core/key";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Agent, App, Key, KeyConnection } from "./refs.ts";

Key.implement({
  description:
    "A key that acts as an agent, or as an app. What it says is shown once, when it is made, and stored nowhere.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Names the key, and opens nothing." }),
    name: t.exposeString("name", { description: "What it is for." }),
    agent: t.field({
      ...rule("Whom it acts as, when that is an agent.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ agentId }, _, { loaders }) => (agentId === null ? null : loaders.agent.load(agentId)),
    }),
    app: t.field({
      ...rule("The app it is of, when it is one's.", { permission: "app:manage", cost: 1 }),
      type: App,
      nullable: true,
      resolve: (key, _, { loaders }) => ("appId" in key ? loaders.app.load(key.appId) : null),
    }),
    expiresAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it stops working by itself; null when it does not.",
      resolve: (key) => ("expiresAt" in key ? key.expiresAt : null),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was last used, to the minute; null before its first use.",
    }),
    revokedAt: t.expose("revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it stopped working for good; null while it works.",
    }),
  }),
});

builder.queryField("keys", (t) =>
  t.field({
    ...rule(
      "The keys of an agent or app, oldest first: your own unless you manage everybody's. Those that work no more are listed for 90 days.",
      { permission: "key:manage", cost: 5, size: "page" },
    ),
    type: KeyConnection,
    nullable: true,
    args: {
      agentId: t.arg.id({ description: "Whose; everybody's you manage when absent, and no `appId` is given." }),
      appId: t.arg.id({ description: "Of which app." }),
      ...pageArgs(),
    },
    resolve: (_, { agentId, appId, ...page }, { ctx }) =>
      Core.list(ctx, { ...(agentId == null ? {} : { agentId }), ...(appId == null ? {} : { appId }) }, pageInput(page)),
  }),
);

mutation(
  "claimDesk",
  (t) => ({
    name: t.string({ required: true, description: "What the first admin is called, up to 200 characters." }),
    email: t.field({ type: "EmailAddress", required: true, description: "Unique among the agents." }),
  }),
  {
    permission: "workspace:claim",
    says: "Makes the first admin of a fresh desk and a key that acts as them. Call it with the claim code of the deploy as your credential; that is all the code is good for, and once. Give an `idempotencyKey` that nobody can guess: with it the same call gets the same key again for 24 hours, should the answer be lost.",
    run: (ctx, input) => Core.claimDesk(ctx, input),
    payload: (t) => ({
      agent: t.field({ type: Agent, nullable: true, description: "The admin.", resolve: (p) => p.result?.agent }),
      key: t.field({ type: Key, nullable: true, description: "The key.", resolve: (p) => p.result?.key }),
      secret: t.string({
        nullable: true,
        description: "The key itself, for `authorization: Bearer`. Keep it: it is stored nowhere.",
        resolve: (p) => p.result?.secret,
      }),
    }),
  },
);

mutation("mintKey", (t) => ({ name: t.string({ description: "What it is for, up to 100 characters." }) }), {
  permission: "key:manage",
  says: "Makes another key that acts as you, beside those you have: mint one, put it to use, then revoke the one before.",
  run: (ctx, input) => Core.mint(ctx, input),
  payload: (t) => ({
    key: t.field({ type: Key, nullable: true, description: "The key.", resolve: (p) => p.result?.key }),
    secret: t.string({
      nullable: true,
      description: "The key itself, shown this once: null when the same call was made before.",
      resolve: (p) => p.result?.secret,
    }),
  }),
});

mutation("revokeKey", (t) => ({ keyId: t.id({ required: true, description: "Which key." }) }), {
  permission: "key:manage",
  says: "Ends a key for good, everywhere at once: one of yours, or anybody's and any app's when you manage them.",
  run: (ctx, input) => Core.revoke(ctx, input),
  payload: (t) => ({
    key: t.field({ type: Key, nullable: true, description: "The key.", resolve: (p) => p.result }),
  }),
});
