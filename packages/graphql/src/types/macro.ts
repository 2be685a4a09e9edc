import * as Macros from "@switchboard/core/macro";
import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { enumOf, StatusChange, TicketPriority } from "./enums.ts";
import { Workspace } from "./refs.ts";
import { RenderedTemplate, TemplateBodyInput } from "./template.ts";
import { on, ticketId } from "./ticketParts.ts";
import { type FieldValues, fieldValues, valuesOf } from "./ticketSorting.ts";
import { configuring } from "./workspaceParts.ts";

const MacroKind = enumOf<Core.MacroKind>("MacroKind", "Whom the words of a macro are for.", {
  REPLY: "The customer: they go out as an answer.",
  NOTE: "The desk.",
});

const Macro = builder.objectRef<Core.Macro>("Macro").implement({
  description: "What one click says and does to a ticket: all of it, or nothing.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "What programs call it." }),
    name: t.exposeString("name", { description: "What people read." }),
    description: t.exposeString("description", { nullable: true, description: "When to use it." }),
    kind: t.expose("kind", { type: MacroKind, description: "Whom its words are for." }),
    template: t.exposeString("template", { nullable: true, description: "The template that its words are of." }),
    actions: t.field({
      type: ["JSON"],
      description: "What it does, each an object of one key: as `defineMacro` takes them.",
      resolve: ({ actions }) => actions,
    }),
  }),
});

builder.objectField(Workspace, "macros", (t) =>
  t.field({
    type: [Macro],
    description: "The macros, up to 100.",
    resolve: async (_, _args, { loaders }) => (await loaders.config()).macros,
  }),
);

const MacroStatus = builder.inputType("MacroStatusInput", {
  description: "Where the ticket stands afterwards: one of both.",
  fields: (t) => ({
    status: t.field({ type: StatusChange, description: "A category." }),
    customStatus: t.string({ description: "The key of a status of the company's own." }),
  }),
});

const MacroPriority = builder.inputType("MacroPriorityInput", {
  description: "How urgent the ticket is afterwards.",
  fields: (t) => ({
    priority: t.field({ type: TicketPriority, required: true, description: "How urgent." }),
    reason: t.string({ description: "Why: needed where another priority follows from impact and urgency." }),
  }),
});

const MacroActionInput = builder.inputType("MacroActionInput", {
  description: "One thing that a macro does: exactly one of these.",
  isOneOf: true,
  fields: (t) => ({
    assign: t.id({ description: "Makes this agent responsible. Needs `ticket:assign`." }),
    assignToMe: t.boolean({ description: "True: whoever applies it is. Needs `ticket:assign`." }),
    unassign: t.boolean({ description: "True: nobody is. Needs `ticket:assign`." }),
    tag: t.stringList({ description: "Adds these tags. Needs `ticket:edit`." }),
    untag: t.stringList({ description: "Removes these tags. Needs `ticket:edit`." }),
    changePriority: t.field({ type: MacroPriority, description: "Says how urgent it is. Needs `ticket:edit`." }),
    changeStatus: t.field({ type: MacroStatus, description: "Opens it or lets it wait. Needs `ticket:status`." }),
    resolve: t.boolean({ description: "True resolves it. Needs `ticket:status`." }),
    resolveAs: t.string({ description: "Resolves it with this status of the company's own. Needs `ticket:status`." }),
    changeTeam: t.string({ description: "Gives it to the team with this key. Needs `ticket:assign`." }),
    clearTeam: t.boolean({ description: "True takes it from its team. Needs `ticket:assign`." }),
    changeCategory: t.string({ description: "Says what it belongs to. Needs `ticket:edit`." }),
    clearCategory: t.boolean({ description: "True: it belongs to nothing in particular. Needs `ticket:edit`." }),
    changeFields: fieldValues(t, false),
  }),
});

type Wanted = { readonly [K in keyof typeof MacroActionInput.$inferInput]?: (typeof MacroActionInput.$inferInput)[K] };
type Action = NonNullable<Core.DefineMacroInput["actions"]>[number];

/** What is said flatly, as core takes it. A false does nothing, which core refuses. */
function actionOf(wanted: Wanted): Action {
  const { assign, tag, untag, changePriority, changeStatus, resolveAs, changeTeam, changeCategory, changeFields } =
    wanted;
  if (assign) return { assign: { assigneeId: assign } };
  if (tag) return { tag: { tags: [...tag] } };
  if (untag) return { untag: { tags: [...untag] } };
  if (changePriority) return { changePriority: { ...changePriority, reason: changePriority.reason ?? undefined } };
  if (changeStatus) {
    const { status, customStatus } = changeStatus;
    return { changeStatus: { status: status ?? undefined, customStatus: customStatus ?? undefined } };
  }
  if (resolveAs) return { resolve: { customStatus: resolveAs } };
  if (changeTeam) return { changeTeam: { team: changeTeam } };
  if (changeCategory) return { changeCategory: { category: changeCategory } };
  return changeFields ? { changeFields: { values: valuesOf(changeFields as FieldValues) } } : flagged(wanted);
}

function flagged({ assignToMe, unassign, resolve, clearTeam, clearCategory }: Wanted): Action {
  if (assignToMe) return { assignToMe: {} };
  if (unassign) return { unassign: {} };
  if (resolve) return { resolve: {} };
  if (clearTeam) return { changeTeam: { team: null } };
  return clearCategory ? { changeCategory: { category: null } } : {};
}

mutation(
  "defineMacro",
  (t) => ({
    key: t.string({ required: true, description: "What programs call it." }),
    name: t.string({ required: true, description: "What people read, up to 100 characters." }),
    description: t.string({ description: "When to use it, up to 500 characters." }),
    kind: t.field({ type: MacroKind, description: "Whom its words are for; REPLY unless said." }),
    template: t.string({ description: "The key of the template that its words are of; this or `bodies`." }),
    bodies: t.field({ type: [TemplateBodyInput], description: "Words of its own, in each language." }),
    actions: t.field({ type: [MacroActionInput], description: "What it does, up to 20 things, each of another sort." }),
  }),
  {
    ...configuring,
    says: "Adds a macro, or changes the one with this key: as a whole.",
    run: (ctx, { actions = [], ...input }) =>
      Core.defineMacro(ctx, {
        ...(input as Core.DefineMacroInput),
        actions: actions.map((action) => actionOf(action as Wanted)),
      }),
  },
);

mutation("removeMacro", (t) => ({ key: t.string({ required: true, description: "What programs call it." }) }), {
  ...configuring,
  says: "Takes a macro away.",
  run: (ctx, input) => Core.removeMacro(ctx, input),
});

const macroKey = "The key of the macro.";

mutation(
  "applyMacro",
  (t) => ({
    ticketId: ticketId(t),
    macro: t.string({ required: true, description: macroKey }),
    locale: t.string({ description: "In which language; the customer's unless said." }),
    attachmentIds: t.idList({ description: "Files that were uploaded for it, with its words." }),
  }),
  {
    ...on("ticket:read"),
    cost: 30,
    says: "Says and does what a macro does, all of it or nothing; each of its actions names what it needs besides.",
    run: (ctx, input) => Macros.apply(ctx, input),
  },
);

const MacroPreview = builder.objectRef<Macros.MacroPreview>("MacroPreview").implement({
  description: "What a macro would say and do.",
  fields: (t) => ({
    macro: t.field({ type: Macro, description: "The macro.", resolve: ({ macro }) => macro }),
    rendered: t.field({
      type: RenderedTemplate,
      nullable: true,
      description: "What it would say, if it says something.",
      resolve: ({ rendered }) => rendered,
    }),
    missing: t.stringList({
      description: "The permissions you lack to apply it here; empty when you may.",
      resolve: ({ missing }) => [...missing],
    }),
    configVersion: t.exposeInt("version", { description: "The configuration it is of." }),
  }),
});

builder.queryField("previewMacro", (t) =>
  t.field({
    ...rule("What a macro would say about a ticket, and whether you may apply it.", {
      permission: "workspace:read",
      cost: 20,
    }),
    type: MacroPreview,
    nullable: true,
    args: {
      ticketId: t.arg.id({ required: true, description: "Which ticket." }),
      macro: t.arg.string({ required: true, description: macroKey }),
      locale: t.arg.string({ description: "In which language; the customer's unless said." }),
    },
    resolve: (_, { ticketId, macro, locale }, { ctx }) =>
      Macros.preview(ctx, { ticketId, macro, ...(locale ? { locale } : {}) }),
  }),
);
