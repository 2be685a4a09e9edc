import * as Templates from "@switchboard/core/template";
import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import type { InputBuilder } from "../mutation.ts";
import { bare, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { enumOf } from "./enums.ts";
import { Workspace } from "./refs.ts";
import { configuring } from "./workspaceParts.ts";

const TemplateBody = builder.objectRef<Core.TemplateBody>("TemplateBody").implement({
  description: "What a template says in one language; every part is Liquid.",
  fields: (t) => ({
    locale: t.exposeString("locale", { description: "BCP 47 language tag." }),
    subject: t.exposeString("subject", { nullable: true, description: "Of a mail, where it has one of its own." }),
    text: t.exposeString("text", { description: "The words." }),
    html: t.exposeString("html", { nullable: true, description: "The same as HTML; made of the text without it." }),
  }),
});

const Template = builder.objectRef<Core.Template>("Template").implement({
  description: "Words that are written once and used often.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "What programs call it." }),
    name: t.exposeString("name", { description: "What people read." }),
    bodies: t.field({
      type: [TemplateBody],
      description: "In each language, up to 30; the first is taken where no other fits.",
      resolve: ({ bodies }) => bodies,
    }),
  }),
});

const TemplatePart = enumOf<Templates.Part>("TemplatePart", "A part of a template.", {
  subject: "The subject.",
  text: "The words.",
  html: "The words as HTML.",
});

const UnknownVariable = builder.objectRef<Templates.UnknownVariable>("UnknownTemplateVariable").implement({
  description: "A variable that a template names and that there is not.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "As it is named." }),
    line: t.exposeInt("line", { description: "On which line, from 1." }),
    part: t.expose("part", { type: TemplatePart, description: "In which part." }),
  }),
});

export const RenderedTemplate = builder.objectRef<Templates.Rendered>("RenderedTemplate").implement({
  description: "A template as somebody reads it.",
  fields: (t) => ({
    subject: t.exposeString("subject", { nullable: true, description: "The subject, where it has one." }),
    text: t.exposeString("text", { description: "The words." }),
    html: t.exposeString("html", { nullable: true, description: "The words as HTML, where it has some." }),
    locale: t.exposeString("locale", { description: "The language that was taken." }),
    unknown: t.field({
      type: [UnknownVariable],
      description: "Every variable that there is not: they are left empty.",
      resolve: ({ unknown }) => unknown,
    }),
  }),
});

const TemplatePreview = builder.objectRef<Templates.TemplatePreview>("TemplatePreview").implement({
  description: "What a template would say.",
  fields: (t) => ({
    rendered: t.field({ type: RenderedTemplate, description: "As it is read.", resolve: (preview) => preview }),
    configVersion: t.exposeInt("version", { description: "The configuration it is of." }),
  }),
});

const VariableKind = enumOf<Core.VariableKind>("TemplateVariableKind", "What kind of thing a variable is.", {
  TEXT: "Words.",
  NUMBER: "A number.",
  TIME: "A time, in the customer's locale and zone; the filter `date` shows it in other styles.",
  LIST: "A list, for a `for`.",
});

const TemplateVariable = builder.objectRef<Core.TemplateVariable>("TemplateVariable").implement({
  description: "Something that a template may name.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "As it is named." }),
    kind: t.expose("kind", { type: VariableKind, description: "What it is." }),
    says: t.exposeString("says", { description: "What stands there." }),
    always: t.boolean({
      description: "Whether every ticket has one; else give it a `default`.",
      resolve: ({ always }) => always ?? false,
    }),
  }),
});

builder.objectFields(Workspace, (t) => ({
  templates: t.field({
    type: [Template],
    description: "The templates, up to 100.",
    resolve: async (_, _args, { loaders }) => (await loaders.config()).templates,
  }),
  templateVariables: t.field({
    type: [TemplateVariable],
    description: "What a template may name; anything else is refused when it is saved.",
    resolve: () => [...Core.TEMPLATE_VARIABLES],
  }),
}));

export const TemplateBodyInput = builder.inputType("TemplateBodyInput", {
  description: "What a template says in one language; every part is Liquid.",
  fields: (t) => ({
    locale: t.string({ required: true, description: "BCP 47 language tag, for example `pt-BR`." }),
    subject: t.string({ description: "Of a mail, up to 300 characters." }),
    text: t.string({ required: true, description: "The words, up to 16 KB." }),
    html: t.string({ description: "The same as HTML, up to 48 KB." }),
  }),
});

const key = (t: InputBuilder) => t.string({ required: true, description: "What programs call it." });

mutation(
  "defineTemplate",
  (t) => ({
    key: key(t),
    name: t.string({ required: true, description: "What people read, up to 100 characters." }),
    bodies: t.field({
      type: [TemplateBodyInput],
      required: true,
      description: "In each language, 1 to 30; the first is taken where no other fits.",
    }),
  }),
  {
    ...configuring,
    says: "Adds a template, or changes the one with this key: as a whole.",
    run: (ctx, input) => Core.defineTemplate(ctx, input as Core.DefineTemplateInput),
  },
);

mutation("removeTemplate", (t) => ({ key: key(t) }), {
  ...configuring,
  says: "Takes away a template that no address and no macro uses.",
  run: (ctx, input) => Core.removeTemplate(ctx, input),
});

const SourceInput = builder.inputType("TemplateSourceInput", {
  description: "A template that is being written; every part is Liquid.",
  fields: (t) => ({
    subject: t.string({ description: "The subject, up to 300 characters." }),
    text: t.string({ required: true, description: "The words, up to 50,000 characters." }),
    html: t.string({ description: "The words as HTML, up to 50,000 characters." }),
  }),
});

/** Rendering is bounded, and still more than most reads. */
const COST = 20;

builder.queryField("previewTemplate", (t) =>
  t.field({
    ...rule("What a template would say, about a ticket or to a customer: with every variable that there is not.", {
      permission: "workspace:read",
      cost: COST,
    }),
    type: TemplatePreview,
    nullable: true,
    args: {
      template: t.arg.string({ description: "The key of a template; this or `source`." }),
      source: t.arg({ type: SourceInput, description: "One that is being written." }),
      ticketId: t.arg.id({ description: "About which ticket." }),
      customerId: t.arg.id({ description: "To which customer; the ticket's unless said." }),
      locale: t.arg.string({ description: "In which language; the customer's unless said." }),
    },
    resolve: (_, args, { ctx }) => Templates.previewTemplate(ctx, given(args)),
  }),
);

/** Arguments as operations take them: what was null is absent. */
function given(args: object): Templates.PreviewInput {
  const set = Object.entries(args).filter(([, value]) => value !== null && value !== undefined);
  return bare(Object.fromEntries(set)) as Templates.PreviewInput;
}
