import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { FollowUp, FollowUpInput } from "./followUp.ts";
import { Issuer } from "./issuer.ts";
import { Node } from "./node.ts";
import { Workspace } from "./refs.ts";
import { SupportAddress } from "./supportAddress.ts";
import { configuring } from "./workspaceParts.ts";

const RateLimit = builder.objectRef<Core.Settings["rateLimit"]>("RateLimitSettings").implement({
  description: "How much may be asked of this API, in points of cost a minute.",
  fields: (t) => ({
    perCaller: t.exposeInt("perCaller", { description: "What one caller may ask for." }),
    perWorkspace: t.exposeInt("perWorkspace", { description: "What all of them together may ask for." }),
  }),
});

const MailSettings = builder.objectRef<Core.Settings["mail"]>("MailSettings").implement({
  description: "How mail goes out.",
  fields: (t) => ({
    sendRate: t.exposeInt("sendRate", { description: "Mails a second, all together; more wait." }),
    replyMarker: t.exposeBoolean("replyMarker", {
      description: "Whether answers begin with a line that asks to write above it.",
    }),
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
    mail: t.field({
      type: MailSettings,
      description: "How mail goes out.",
      resolve: (settings) => settings.mail,
    }),
    rateLimit: t.field({
      type: RateLimit,
      description: "How much may be asked for; more is refused as THROTTLED.",
      resolve: (settings) => settings.rateLimit,
    }),
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

const RateLimitInput = builder.inputType("RateLimitSettingsInput", {
  description:
    "What to change about the rate limit, from 1,000 to 100,000,000 points a minute each; what is not given stays. It is kept to within half a minute.",
  fields: (t) => ({
    perCaller: t.int({ description: "What one caller may ask for." }),
    perWorkspace: t.int({ description: "What all of them together may ask for." }),
  }),
});

const MailSettingsInput = builder.inputType("MailSettingsInput", {
  description: "What to change about how mail goes out; what is not given stays.",
  fields: (t) => ({
    sendRate: t.int({ description: "Mails a second, 1 to 1,000: what your carrier grants." }),
    replyMarker: t.boolean({ description: "Whether answers begin with a line that asks to write above it." }),
  }),
});

mutation(
  "changeWorkspaceSettings",
  (t) => ({
    followUp: t.field({ type: FollowUpInput, description: "For answers to closed tickets." }),
    autoCloseDays: t.int({ description: "Days after which a resolved ticket closes by itself: 1 to 365." }),
    mail: t.field({ type: MailSettingsInput, description: "How mail goes out." }),
    rateLimit: t.field({ type: RateLimitInput, description: "How much may be asked of this API." }),
  }),
  {
    ...configuring,
    says: "Changes policies; what is not given stays.",
    run: (ctx, input) => Core.changeSettings(ctx, input),
  },
);
