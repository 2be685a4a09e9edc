import { authorize } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import type { GraphContext } from "../context.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { ImpactLevel } from "./configEnums.ts";
import { asOfOf, CustomField, CustomStatus, Team, Ticket, type TicketRow } from "./refs.ts";
import { on, ticketId } from "./ticketParts.ts";

const TicketField = builder.objectRef<Core.Held>("TicketField").implement({
  description: "A value of a field of the company's own.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "The key of the field." }),
    field: t.field({
      type: CustomField,
      nullable: true,
      description: "The field; null when there is none any more.",
      resolve: ({ field }) => field,
    }),
    value: t.field({ type: "JSON", description: "The value, as its type has it.", resolve: ({ value }) => value }),
  }),
});

/** How the desk weighs a ticket: lists do not carry it, and customers do not read it. */
const weight =
  (name: "impact" | "urgency") =>
  async (row: TicketRow, _: object, { ctx, loaders }: GraphContext): Promise<Core.Ticket["impact"]> => {
    await authorize(ctx, "ticket:read_notes");
    const found = "version" in row ? row : await loaders.ticket.load(row.id);
    return found?.[name];
  };

/** What the guard reckons with: few tickets have more. */
const USUAL = 10;

builder.objectFields(Ticket, (t) => ({
  statusLabel: t.field({
    ...rule("What its status is called: for agents in their words, for customers in theirs.", { cost: 1 }),
    type: "String",
    resolve: async (row, _, { loaders }) => (await loaders.statusLabels())(row),
  }),
  customStatus: t.field({
    ...rule("The status of the company's own within its category; null when it has none. For staff alone.", {
      permission: "workspace:read",
      cost: 1,
    }),
    type: CustomStatus,
    nullable: true,
    resolve: async ({ customStatus }, _, { loaders }) =>
      (await loaders.config()).statuses.find(({ key }) => key === customStatus),
  }),
  team: t.field({
    ...rule("The team it belongs to; null for none, or one that went away. For staff alone.", {
      permission: "workspace:read",
      cost: 1,
    }),
    type: Team,
    nullable: true,
    resolve: async ({ teamId }, _, { loaders }) => (await loaders.config()).teams.find(({ key }) => key === teamId),
  }),
}));

builder.objectFields(Ticket, (t) => ({
  impact: t.field({
    ...rule("How far it reaches. For staff alone.", { permission: "ticket:read_notes" }),
    type: ImpactLevel,
    nullable: true,
    resolve: weight("impact"),
  }),
  urgency: t.field({
    ...rule("How soon it hurts. For staff alone.", { permission: "ticket:read_notes" }),
    type: ImpactLevel,
    nullable: true,
    resolve: weight("urgency"),
  }),
  fields: t.field({
    ...rule("The values of its own fields, up to 50. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 2,
      size: USUAL,
    }),
    type: [TicketField],
    nullable: true,
    resolve: (row, _, { ctx }) => Core.fields(ctx, row.id, asOfOf(row)),
  }),
}));

const FieldValueInput = builder.inputType("FieldValueInput", {
  description: "A value for a field of the company's own.",
  fields: (t) => ({
    key: t.string({ required: true, description: "The key of the field." }),
    value: t.field({ type: "JSON", description: "The value, as its type has it; none clears." }),
  }),
});

/** Values of fields, as inputs take them. */
export const fieldValues = (t: InputBuilder, required: boolean) =>
  t.field({ type: [FieldValueInput], required, description: "Values of the company's own fields, each once." });

export type FieldValues = readonly { readonly key: string; readonly value?: unknown }[];

/** Whether they are values is core's to say. */
export const valuesOf = (given: FieldValues) =>
  Object.fromEntries(given.map(({ key, value }) => [key, value ?? null])) as Core.ChangeFieldsInput["values"];

mutation("changeTicketFields", (t) => ({ ticketId: ticketId(t), values: fieldValues(t, true) }), {
  ...on("ticket:edit"),
  says: "Sets or clears values of the company's own fields; one that hangs on another goes with it.",
  run: (ctx, { values, ...input }) => Core.changeFields(ctx, { ...input, values: valuesOf(values as FieldValues) }),
});

const level = (t: InputBuilder, says: string) => t.field({ type: ImpactLevel, required: true, description: says });

mutation(
  "changeTicketImpact",
  (t) => ({
    ticketId: ticketId(t),
    impact: level(t, "How far it reaches."),
    urgency: level(t, "How soon it hurts."),
  }),
  {
    ...on("ticket:edit"),
    says: "Says how far an incident or a problem reaches and how soon it hurts; its priority follows.",
    run: (ctx, input) => Core.changeImpact(ctx, input),
  },
);

mutation(
  "changeTicketTeam",
  (t) => ({ ticketId: ticketId(t), team: t.string({ description: "The key of the team; none when not given." }) }),
  {
    ...on("ticket:assign"),
    says: "Gives a ticket to a team.",
    run: (ctx, input) => Core.changeTeam(ctx, { ...input, team: input.team ?? null }),
  },
);
