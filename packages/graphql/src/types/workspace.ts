import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { FollowUpOwner, FollowUpPolicy } from "./enums.ts";
import { Issuer } from "./issuer.ts";
import { Node } from "./node.ts";
import { Workspace } from "./refs.ts";
import { configuring } from "./workspaceParts.ts";

const FollowUp = builder.objectRef<Core.Settings["followUp"]>("FollowUpSettings").implement({
  description: "What happens when a customer answers a closed ticket.",
  fields: (t) => ({
    policy: t.expose("policy", { type: FollowUpPolicy, description: "Open again, or a new ticket." }),
    days: t.exposeInt("days", { description: "For REOPEN_WITHIN: so many days after closing." }),
    owner: t.expose("owner", { type: FollowUpOwner, description: "Who is responsible for the ticket that follows." }),
  }),
});

const RateLimit = builder.objectRef<Core.Settings["rateLimit"]>("RateLimitSettings").implement({
  description: "How much may be asked of this API, in points of cost a minute.",
  fields: (t) => ({
    perCaller: t.exposeInt("perCaller", { description: "What one caller may ask for." }),
    perWorkspace: t.exposeInt("perWorkspace", { description: "What all of them together may ask for." }),
  }),
});

const Settings = builder.objectRef<Core.Settings>("WorkspaceSettings").implement({
  description: "The policies of the workspace.",
  fields: (t) => ({
    followUp: t.field({
      type: FollowUp,
      description: "For answers to closed tickets.",
      resolve: (settings) => settings.followUp,
    }),
    autoCloseDays: t.exposeInt("autoCloseDays", {
      description: "Days after which a resolved ticket closes by itself.",
    }),
    rateLimit: t.field({
      type: RateLimit,
      description: "How much may be asked for; more is refused as THROTTLED.",
      resolve: (settings) => settings.rateLimit,
    }),
  }),
});

const SupportAddress = builder.objectRef<Core.SupportAddress>("SupportAddress").implement({
  description: "An address that customers write to.",
  fields: (t) => ({
    address: t.expose("address", { type: "EmailAddress", description: "The address." }),
    name: t.exposeString("name", { description: "The name that stands in front of it in answers." }),
  }),
});

Workspace.implement({
  description: "The desk of one company, and how it is set up.",
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was set up." }),
    configVersion: t.exposeInt("configVersion", {
      description: "The configuration in force: every change makes a new one.",
    }),
    version: t.exposeInt("version", { description: "Give it as `expectedVersion`." }),
    settings: t.field({
      type: Settings,
      description: "The policies in force.",
      resolve: async (_, _args, { loaders }) => (await loaders.config()).settings,
    }),
    supportAddresses: t.field({
      type: [SupportAddress],
      description: "Where customers write to.",
      resolve: async (_, _args, { loaders }) => (await loaders.config()).addresses,
    }),
    trustedIssuers: t.field({
      type: [Issuer],
      description: "Whose tokens are believed.",
      resolve: async (_, _args, { loaders }) => (await loaders.config()).issuers,
    }),
  }),
});

builder.queryField("workspace", (t) =>
  t.field({
    ...rule("The workspace you are in.", { permission: "workspace:read", cost: 1 }),
    type: Workspace,
    nullable: true,
    resolve: (_, _args, { ctx }) => orNull(Core.get(ctx)),
  }),
);

const FollowUpInput = builder.inputType("FollowUpSettingsInput", {
  description: "What to change about answers to closed tickets; what is not given stays.",
  fields: (t) => ({
    policy: t.field({ type: FollowUpPolicy, description: "Open again, or a new ticket." }),
    days: t.int({ description: "For REOPEN_WITHIN: 1 to 365 days." }),
    owner: t.field({ type: FollowUpOwner, description: "Who is responsible for the ticket that follows." }),
  }),
});

const RateLimitInput = builder.inputType("RateLimitSettingsInput", {
  description:
    "What to change about the rate limit, from 1,000 to 100,000,000 points a minute each; what is not given stays. It is kept to within half a minute.",
  fields: (t) => ({
    perCaller: t.int({ description: "What one caller may ask for." }),
    perWorkspace: t.int({ description: "What all of them together may ask for." }),
  }),
});

mutation(
  "changeWorkspaceSettings",
  (t) => ({
    followUp: t.field({ type: FollowUpInput, description: "For answers to closed tickets." }),
    autoCloseDays: t.int({ description: "Days after which a resolved ticket closes by itself: 1 to 365." }),
    rateLimit: t.field({ type: RateLimitInput, description: "How much may be asked of this API." }),
  }),
  {
    ...configuring,
    says: "Changes policies; what is not given stays.",
    run: (ctx, input) => Core.changeSettings(ctx, input),
  },
);

mutation(
  "addSupportAddress",
  (t) => ({
    address: t.field({ type: "EmailAddress", required: true, description: "The address." }),
    name: t.string({ required: true, description: "The name in front of it, up to 100 characters." }),
  }),
  {
    ...configuring,
    says: "Receives mail at an address from now on; one that is known gets the new name.",
    run: (ctx, input) => Core.addAddress(ctx, input),
  },
);

mutation(
  "removeSupportAddress",
  (t) => ({ address: t.field({ type: "EmailAddress", required: true, description: "The address." }) }),
  {
    ...configuring,
    says: "Stops receiving mail at an address.",
    run: (ctx, input) => Core.removeAddress(ctx, input),
  },
);
