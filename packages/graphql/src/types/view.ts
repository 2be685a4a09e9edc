import type { Result, Versioned } from "@switchboard/core";
import { notFound } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/view";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { type InputBuilder, type Mutation, mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { enumOf } from "./enums.ts";
import { filterInput, TicketFilter } from "./filter.ts";
import { Node } from "./node.ts";
import { Agent, TicketConnection, View, ViewConnection, type ViewRow } from "./refs.ts";

const ViewSharing = enumOf<Core.Sharing>("ViewSharing", "Who uses a saved view.", {
  PRIVATE: "The agent who saved it.",
  TEAM: "One team, and the agent who saved it.",
  ALL: "Everybody on the desk.",
});

/** What lists do not carry: read when somebody asks. */
const wholeOf = async (row: ViewRow, { ctx }: GraphContext): Promise<Versioned<Core.View>> =>
  "version" in row ? row : Core.get(ctx, row.id);

View.implement({
  description: "A list of tickets under a name.",
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    sharing: t.expose("sharing", { type: ViewSharing, description: "Who uses it." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was saved." }),
    filter: t.field({
      ...rule("What it narrows to, as `TicketFilter` takes it; times in milliseconds.", { cost: 1 }),
      type: "JSON",
      resolve: async (row, _, context) => (await wholeOf(row, context)).filter,
    }),
    team: t.string({
      nullable: true,
      description: "The key of the team it is shared with.",
      extensions: { cost: 1 },
      resolve: async (row, _, context) => (await wholeOf(row, context)).team ?? null,
    }),
    owner: t.field({
      ...rule("Who saved it; null when it was an app.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: async (row, _, context) => {
        const { ownerId } = await wholeOf(row, context);
        return ownerId === undefined ? null : context.loaders.agent.load(ownerId);
      },
    }),
    version: t.int({
      description: "Give it as `expectedVersion`.",
      extensions: { cost: 1 },
      resolve: async (row, _, context) => (await wholeOf(row, context)).version,
    }),
  }),
});

builder.objectFields(View, (t) => ({
  count: t.field({
    ...rule("How many tickets it lists that you may see, a moment behind; null until they were counted.", {
      permission: "view:read",
      cost: 3,
    }),
    type: "Int",
    nullable: true,
    resolve: async ({ id }, _, { loaders }) =>
      (await loaders.viewCounts()).find(({ viewId }) => viewId === id)?.count ?? null,
  }),
  tickets: t.field({
    ...rule("Its tickets that you may see, latest activity first.", {
      permission: "ticket:read",
      cost: 5,
      size: "page",
    }),
    type: TicketConnection,
    nullable: true,
    args: pageArgs(),
    resolve: ({ id }, page, { ctx }) => Core.tickets(ctx, id, pageInput(page)),
  }),
}));

builder.queryFields((t) => ({
  view: t.field({
    ...rule("One saved view; null when there is none that you may use.", { permission: "view:read", cost: 1 }),
    type: View,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id of the view." }) },
    resolve: (_, { id }, { ctx }) => orNull(Core.get(ctx, id)),
  }),
  views: t.field({
    ...rule("The saved views you may use, oldest first: everybody's, and your own.", {
      permission: "view:read",
      cost: 2,
      size: "page",
    }),
    type: ViewConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.list(ctx, pageInput(page)),
  }),
}));

const common = {
  permission: "view:write",
  payload: (t) => ({
    view: t.field({
      type: View,
      nullable: true,
      description: "The view.",
      resolve: (p) => {
        if (p.result?.object.removed) throw notFound(p.result.object.id);
        return p.result?.object;
      },
    }),
  }),
} satisfies Pick<Mutation<object, Result<Core.View>>, "permission" | "payload">;

const sharing = (t: InputBuilder, says: string) => t.field({ type: ViewSharing, description: says });
const team = (t: InputBuilder) => t.string({ description: "The key of the team, for TEAM." });
const viewId = (t: InputBuilder) => t.id({ required: true, description: "Which view." });

mutation(
  "createView",
  (t) => ({
    name: t.string({ required: true, description: "What it is called, up to 100 characters." }),
    filter: t.field({ type: TicketFilter, required: true, description: "What it narrows to." }),
    sharing: sharing(t, "Who uses it; PRIVATE unless said. Sharing takes `view:share`."),
    team: team(t),
  }),
  {
    ...common,
    says: "Saves a list of tickets under a name.",
    run: (ctx, input) => Core.create(ctx, { ...input, filter: filterInput(input.filter) }),
  },
);

mutation(
  "changeView",
  (t) => ({
    viewId: viewId(t),
    name: t.string({ description: "What it is called now." }),
    filter: t.field({ type: TicketFilter, description: "What it narrows to now." }),
    sharing: sharing(t, "Who uses it now. Sharing takes `view:share`."),
    team: team(t),
  }),
  {
    ...common,
    versioned: true,
    says: "Changes a saved view; what is not given stays.",
    run: (ctx, { filter, ...input }) =>
      Core.update(ctx, { ...input, ...(filter === undefined ? {} : { filter: filterInput(filter) }) }),
  },
);

mutation("removeView", (t) => ({ viewId: viewId(t) }), {
  permission: "view:write",
  versioned: true,
  says: "Takes a saved view away, for everybody who used it.",
  run: (ctx, input) => Core.remove(ctx, input),
  payload: (t) => ({
    viewId: t.id({ nullable: true, description: "The view that is gone.", resolve: (p) => p.result?.object.id }),
  }),
});
