import type { Result, Versioned } from "@switchboard/core";
import * as Core from "@switchboard/core/app";
import { notFound } from "@switchboard/core/kernel";
import * as Keys from "@switchboard/core/key";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { type InputBuilder, type Mutation, mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { Node } from "./node.ts";
import { AppState } from "./peopleEnums.ts";
import { App, AppConnection, type AppRow, Key, KeyConnection } from "./refs.ts";

type Whole = Versioned<Core.App>;

/** A field that lists do not carry: read with those of the other rows when somebody asks. */
const whole =
  <K extends keyof Whole>(field: K) =>
  (row: AppRow, _: object, { loaders }: GraphContext): Whole[K] | Promise<Whole[K]> =>
    "version" in row ? row[field] : loaders.app.load(row.id).then((found) => (found ?? gone(row.id))[field]);

const gone = (id: string): never => {
  throw notFound(id);
};

App.implement({
  description: "A program that works with the desk. It gets in with keys of its own.",
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    status: t.expose("status", { type: AppState, description: "Whether its keys work." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    scopes: t.field({
      type: ["String"],
      description: "What it may do, everywhere in the workspace: the words that refusals use, up to 100.",
      resolve: async (row, _, context) => [...(await whole("scopes")(row, _, context))],
    }),
    version: t.int({ description: "Give it as `expectedVersion`.", resolve: whole("version") }),
    keys: t.field({
      ...rule("Its keys, oldest first. Those that work no more are listed for 90 days.", {
        permission: "key:manage",
        cost: 5,
        size: "page",
      }),
      type: KeyConnection,
      nullable: true,
      args: pageArgs(),
      resolve: ({ id }, page, { ctx }) => Keys.list(ctx, { appId: id }, pageInput(page)),
    }),
  }),
});

builder.queryFields((t) => ({
  app: t.field({
    ...rule("One app; null when there is none.", { permission: "app:manage", cost: 1 }),
    type: App,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id of the app." }) },
    resolve: (_, { id }, { ctx }) => orNull(Core.get(ctx, id)),
  }),
  apps: t.field({
    ...rule("All apps, in the order in which they were made.", { permission: "app:manage", cost: 5, size: "page" }),
    type: AppConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.list(ctx, pageInput(page)),
  }),
}));

const common = {
  permission: "app:manage",
  payload: (t) => ({
    app: t.field({ type: App, nullable: true, description: "The app.", resolve: (p) => p.result?.object }),
  }),
} satisfies Pick<Mutation<object, Result<Core.App>>, "permission" | "payload">;

const appId = (t: InputBuilder) => t.id({ required: true, description: "Which app." });
const name = (t: InputBuilder) => t.string({ required: true, description: "What it is called, up to 200 characters." });
const scopes = (t: InputBuilder) =>
  t.stringList({
    required: true,
    description: "Permissions, each everywhere in the workspace: nobody grants more than they hold.",
  });

mutation("createApp", (t) => ({ name: name(t), scopes: scopes(t) }), {
  ...common,
  says: "Makes an app. It gets in with the keys of `mintAppKey`.",
  run: (ctx, input) => Core.create(ctx, input),
});

mutation("renameApp", (t) => ({ appId: appId(t), name: name(t) }), {
  ...common,
  says: "Renames an app.",
  versioned: true,
  run: (ctx, input) => Core.rename(ctx, input),
});

mutation("changeAppScopes", (t) => ({ appId: appId(t), scopes: scopes(t) }), {
  ...common,
  says: "Changes what an app may do, for all its keys at once.",
  versioned: true,
  run: (ctx, input) => Core.changeScopes(ctx, input),
});

mutation("disableApp", (t) => ({ appId: appId(t) }), {
  ...common,
  says: "Shuts an app out, with all its keys and at once.",
  versioned: true,
  run: (ctx, input) => Core.disable(ctx, input),
});

mutation("enableApp", (t) => ({ appId: appId(t) }), {
  ...common,
  says: "Lets a disabled app in again.",
  versioned: true,
  run: (ctx, input) => Core.enable(ctx, input),
});

mutation(
  "mintAppKey",
  (t) => ({
    appId: appId(t),
    name: t.string({ description: "What it is for, up to 100 characters." }),
    expiresAt: t.field({ type: "DateTime", description: "When it stops working by itself; never when absent." }),
  }),
  {
    permission: "app:manage",
    says: "Makes another key of an app, beside those it has: mint one, put it to use, then revoke the one before.",
    run: (ctx, input) => Keys.mintForApp(ctx, input),
    payload: (t) => ({
      key: t.field({ type: Key, nullable: true, description: "The key.", resolve: (p) => p.result?.key }),
      secret: t.string({
        nullable: true,
        description: "The key itself, shown this once: null when the same call was made before.",
        resolve: (p) => p.result?.secret,
      }),
    }),
  },
);
