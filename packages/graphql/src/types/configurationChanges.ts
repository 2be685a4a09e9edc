import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { type InputBuilder, mutation } from "../mutation.ts";
import { FieldOwner, FieldType, ImpactLevel, ParentGuard, StatusCategory } from "./configEnums.ts";
import { TicketKind, TicketPriority } from "./enums.ts";
import { configuring } from "./workspaceParts.ts";

const key = (t: InputBuilder) =>
  t.string({
    required: true,
    description: "What programs call it: 1 to 40 lower-case letters, digits and underscores, a letter first.",
  });
const label = (t: InputBuilder, says = "What people read, up to 100 characters.") =>
  t.string({ required: true, description: says });
const retired = (t: InputBuilder) =>
  t.boolean({ description: "Keeps it for what has it already; nothing gets it any more." });
const owner = (t: InputBuilder) => t.field({ type: FieldOwner, required: true, description: "What carries it." });

const FieldOptionInput = builder.inputType("FieldOptionInput", {
  description: "Something that can be chosen.",
  fields: (t) => ({ value: key(t), label: label(t), retired: retired(t) }),
});

const FieldConditionInput = builder.inputType("FieldConditionInput", {
  description: "There only while another field has one of these values.",
  fields: (t) => ({
    key: t.string({ required: true, description: "The other field: an ENUM, MULTI_ENUM or BOOLEAN." }),
    in: t.field({ type: ["JSON"], required: true, description: "Its options, or true and false." }),
  }),
});

mutation(
  "defineField",
  (t) => ({
    on: owner(t),
    key: key(t),
    label: label(t),
    type: t.field({ type: FieldType, required: true, description: "What its values are; never changes." }),
    options: t.field({ type: [FieldOptionInput], description: "For ENUM and MULTI_ENUM: what can be chosen." }),
    kinds: t.field({ type: [TicketKind], description: "On tickets: the kinds that have it; all unless said." }),
    requiredOnResolve: t.boolean({ description: "On tickets: none that has it is resolved without a value." }),
    when: t.field({ type: FieldConditionInput, description: "When it is there; always unless said." }),
  }),
  {
    ...configuring,
    says: "Adds a field of the company's own, or changes the one with this key: as a whole.",
    run: (ctx, input) => Core.defineField(ctx, input as Core.DefineFieldInput),
  },
);

mutation("removeField", (t) => ({ on: owner(t), key: key(t) }), {
  ...configuring,
  says: "Takes a field away; what has a value keeps it.",
  run: (ctx, input) => Core.removeField(ctx, input),
});

mutation(
  "defineStatus",
  (t) => ({
    key: key(t),
    category: t.field({ type: StatusCategory, required: true, description: "What it counts as; never changes." }),
    label: label(t, "What agents read, up to 100 characters."),
    customerLabel: label(t, "What customers read, up to 100 characters."),
    retired: retired(t),
  }),
  {
    ...configuring,
    says: "Adds a status of the company's own, or changes the one with this key: as a whole.",
    run: (ctx, input) => Core.defineStatus(ctx, input),
  },
);

mutation("removeStatus", (t) => ({ key: key(t) }), {
  ...configuring,
  says: "Takes a status away; tickets that have it show its category's label.",
  run: (ctx, input) => Core.removeStatus(ctx, input),
});

mutation(
  "defineCategory",
  (t) => ({
    key: key(t),
    label: label(t),
    parent: t.string({ description: "The key of the category above; at the top unless said. Five levels at most." }),
    retired: retired(t),
  }),
  {
    ...configuring,
    says: "Adds a category to the tree, or changes the one with this key, or moves it with all below it.",
    run: (ctx, input) => Core.defineCategory(ctx, input),
  },
);

mutation("removeCategory", (t) => ({ key: key(t) }), {
  ...configuring,
  says: "Takes a category away that none stands below; tickets that have it keep it.",
  run: (ctx, input) => Core.removeCategory(ctx, input),
});

mutation("defineTeam", (t) => ({ key: key(t), label: label(t) }), {
  ...configuring,
  says: "Adds a team, or gives the one with this key another label.",
  run: (ctx, input) => Core.defineTeam(ctx, input),
});

mutation("removeTeam", (t) => ({ key: key(t) }), {
  ...configuring,
  says: "Takes a team away; its agents and tickets keep a key that means nothing.",
  run: (ctx, input) => Core.removeTeam(ctx, input),
});

mutation(
  "changeKindSettings",
  (t) => ({
    kind: t.field({ type: TicketKind, required: true, description: "Which kind." }),
    enabled: t.boolean({ description: "Whether tickets of it are opened, and others become it." }),
    label: t.string({ description: "What people read, up to 100 characters." }),
    parentGuard: t.field({ type: ParentGuard, description: "For wholes that are resolved before their parts." }),
  }),
  {
    ...configuring,
    says: "Changes what the workspace makes of a kind of ticket; what is not given stays.",
    run: (ctx, input) => Core.changeKind(ctx, input),
  },
);

const PriorityRuleInput = builder.inputType("PriorityRuleInput", {
  description: "Which priority follows from an impact and an urgency.",
  fields: (t) => ({
    impact: t.field({ type: ImpactLevel, required: true, description: "How far it reaches." }),
    urgency: t.field({ type: ImpactLevel, required: true, description: "How soon it hurts." }),
    priority: t.field({ type: TicketPriority, required: true, description: "What follows." }),
  }),
});

mutation(
  "changePriorityMatrix",
  (t) => ({
    cells: t.field({ type: [PriorityRuleInput], required: true, description: "What changes, each cell once." }),
  }),
  {
    ...configuring,
    says: "Changes which priority follows from impact and urgency; cells that are not given stay.",
    run: (ctx, input) => Core.changeMatrix(ctx, input),
  },
);
