import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import type { GraphContext } from "../context.ts";
import { FieldOwner, FieldType, ImpactLevel, ParentGuard, StatusCategory } from "./configEnums.ts";
import { TicketKind, TicketPriority } from "./enums.ts";
import { Category, CustomField, CustomStatus, Team, Workspace } from "./refs.ts";

const FieldOption = builder.objectRef<NonNullable<Core.Field["options"]>[number]>("FieldOption").implement({
  description: "Something that can be chosen.",
  fields: (t) => ({
    value: t.exposeString("value", { description: "What values say." }),
    label: t.exposeString("label", { description: "What people read." }),
    retired: t.boolean({
      description: "Kept for what has it already; nobody chooses it any more.",
      resolve: ({ retired }) => retired ?? false,
    }),
  }),
});

const FieldCondition = builder.objectRef<NonNullable<Core.Field["when"]>>("FieldCondition").implement({
  description: "A field that is there only while another has one of some values.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "The other field." }),
    in: t.field({ type: ["JSON"], description: "The values: options, or true and false.", resolve: (when) => when.in }),
  }),
});

CustomField.implement({
  description: "A field of the company's own, on tickets, customers or companies.",
  fields: (t) => ({
    on: t.expose("on", { type: FieldOwner, description: "What carries it." }),
    key: t.exposeString("key", { description: "What programs call it." }),
    label: t.exposeString("label", { description: "What people read." }),
    type: t.expose("type", { type: FieldType, description: "What its values are." }),
    options: t.field({
      type: [FieldOption],
      description: "For ENUM and MULTI_ENUM: what can be chosen, up to 200.",
      resolve: ({ options }) => options ?? [],
    }),
    kinds: t.field({
      type: [TicketKind],
      nullable: true,
      description: "On tickets: the kinds that have it; null for all.",
      resolve: ({ kinds }) => kinds,
    }),
    requiredOnResolve: t.boolean({
      description: "On tickets: without a value none of those that have it is resolved.",
      resolve: ({ requiredOnResolve }) => requiredOnResolve ?? false,
    }),
    when: t.field({
      type: FieldCondition,
      nullable: true,
      description: "When it is there; null for always.",
      resolve: ({ when }) => when,
    }),
  }),
});

CustomStatus.implement({
  description: "A status of the company's own. Every rule speaks of its category alone.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "What programs call it." }),
    category: t.expose("category", { type: StatusCategory, description: "What it counts as; never changes." }),
    label: t.exposeString("label", { description: "What agents read." }),
    customerLabel: t.exposeString("customerLabel", { description: "What customers read." }),
    retired: t.boolean({
      description: "Kept for what has it already; nothing gets it any more.",
      resolve: ({ retired }) => retired ?? false,
    }),
  }),
});

Category.implement({
  description: "A place in the tree of what tickets belong to.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "What programs call it, and tickets have as `category`." }),
    label: t.exposeString("label", { description: "What people read." }),
    parent: t.exposeString("parent", {
      nullable: true,
      description: "The key of the category above; null at the top.",
    }),
    retired: t.boolean({
      description: "Kept for what has it already; nothing gets it any more.",
      resolve: ({ retired }) => retired ?? false,
    }),
  }),
});

Team.implement({
  description: "Agents who work on the same tickets.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "What programs call it." }),
    label: t.exposeString("label", { description: "What people read." }),
  }),
});

const KindSettings = builder.objectRef<Core.KindInForce>("TicketKindSettings").implement({
  description: "What the workspace makes of a kind of ticket.",
  fields: (t) => ({
    kind: t.expose("kind", { type: TicketKind, description: "Which kind." }),
    enabled: t.exposeBoolean("enabled", { description: "Whether tickets of it are opened, and others become it." }),
    label: t.exposeString("label", { description: "What people read." }),
    parentGuard: t.expose("parentGuard", {
      type: ParentGuard,
      description: "What happens when a whole of this kind is resolved or closed before its parts are.",
    }),
  }),
});

const PriorityRule = builder.objectRef<Core.Cell>("PriorityRule").implement({
  description: "Which priority follows from an impact and an urgency.",
  fields: (t) => ({
    impact: t.expose("impact", { type: ImpactLevel, description: "How far it reaches." }),
    urgency: t.expose("urgency", { type: ImpactLevel, description: "How soon it hurts." }),
    priority: t.expose("priority", { type: TicketPriority, description: "What follows." }),
  }),
});

const cells = ({ matrix }: Core.Config): Core.Cell[] =>
  Core.LEVELS.flatMap((impact) =>
    Core.LEVELS.map((urgency) => ({ impact, urgency, priority: matrix[impact][urgency] })),
  );

const config = async (context: GraphContext) => context.loaders.config();

builder.objectFields(Workspace, (t) => ({
  fields: t.field({
    type: [CustomField],
    description: "The fields of the company's own: up to 50 each on tickets, customers and companies.",
    resolve: async (_, _args, context) => (await config(context)).fields,
  }),
  statuses: t.field({
    type: [CustomStatus],
    description: "The statuses of the company's own, up to 50.",
    resolve: async (_, _args, context) => (await config(context)).statuses,
  }),
  categories: t.field({
    type: [Category],
    description: "What tickets may belong to, up to 500, each naming the one above; with none any text is taken.",
    resolve: async (_, _args, context) => (await config(context)).categories,
  }),
  teams: t.field({
    type: [Team],
    description: "The teams, up to 100.",
    resolve: async (_, _args, context) => (await config(context)).teams,
  }),
  kinds: t.field({
    type: [KindSettings],
    description: "The seven kinds of ticket, as they are in force.",
    resolve: async (_, _args, context) => {
      const inForce = await config(context);
      return Core.KINDS.map((kind) => Core.kindOf(inForce, kind));
    },
  }),
  matrix: t.field({
    type: [PriorityRule],
    description: "Which priority follows from impact and urgency: nine cells.",
    resolve: async (_, _args, context) => cells(await config(context)),
  }),
}));
