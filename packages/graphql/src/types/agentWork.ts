import * as Core from "@switchboard/core/agent";
import type { ChannelClass as Class, HeldSkill } from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { agentId, onAgent, whole } from "./agentParts.ts";
import { Agent } from "./refs.ts";
import { ChannelClass } from "./routingEnums.ts";

const AgentSkill = builder.objectRef<HeldSkill>("AgentSkill").implement({
  description: "Something that not everybody of the desk can do.",
  fields: (t) => ({
    skill: t.exposeString("skill", { description: "The key of the skill." }),
    level: t.exposeInt("level", { description: "How well, 1 to 5." }),
  }),
});

interface OfClass {
  readonly cls: Class;
  readonly units: number;
}

const UnitsOfClass = builder.objectRef<OfClass>("UnitsOfClass").implement({
  description: "Units of capacity, of one class of channels.",
  fields: (t) => ({
    class: t.field({ type: ChannelClass, description: "Which class.", resolve: ({ cls }) => cls }),
    units: t.exposeInt("units", { description: "How many." }),
  }),
});

const classes = (units: Readonly<Partial<Record<Class, number | undefined>>> = {}): OfClass[] =>
  Object.entries(units).map(([cls, of]) => ({ cls: cls as Class, units: of ?? 0 }));

const AgentCapacity = builder.objectRef<NonNullable<Core.Agent["capacity"]>>("AgentCapacity").implement({
  description: "How much work somebody takes at once.",
  fields: (t) => ({
    units: t.exposeInt("units", { description: "Units in all." }),
    byClass: t.field({
      type: [UnitsOfClass],
      description: "At most so many of them for a class of channels: one for each class that has a bound.",
      resolve: ({ byClass }) => classes(byClass),
    }),
  }),
});

const AgentLoad = builder.objectRef<Core.AgentLoad>("AgentLoad").implement({
  description: "What somebody carries now.",
  fields: (t) => ({
    units: t.exposeInt("units", { description: "Units in all." }),
    tickets: t.exposeInt("open", { description: "How many tickets that is, offers among them." }),
    byClass: t.field({
      type: [UnitsOfClass],
      description: "Units of each class of channels that has any.",
      resolve: ({ byClass }) => classes(byClass),
    }),
    lastAssignedAt: t.expose("lastAssignedAt", {
      type: "DateTime",
      nullable: true,
      description: "When routing last gave them something.",
    }),
  }),
});

builder.objectFields(Agent, (t) => ({
  skills: t.field({
    type: [AgentSkill],
    nullable: true,
    description: "What they can do that not everybody can, up to 50.",
    resolve: async (row, args, context) => [...((await whole("skills")(row, args, context)) ?? [])],
  }),
  capacity: t.field({
    type: AgentCapacity,
    nullable: true,
    description: "How much they take at once; null when it is what everybody takes.",
    resolve: whole("capacity"),
  }),
  weight: t.int({
    nullable: true,
    description: "Their share where a queue spreads by weight; null for 1.",
    resolve: whole("weight"),
  }),
  load: t.field({
    ...rule("What they carry now.", { permission: "agent:read", cost: 1 }),
    type: AgentLoad,
    nullable: true,
    resolve: ({ id }, _, { loaders }) => loaders.agentLoad.load(id),
  }),
}));

const SkillInput = builder.inputType("AgentSkillInput", {
  description: "Something that not everybody of the desk can do.",
  fields: (t) => ({
    skill: t.string({ required: true, description: "The key of the skill." }),
    level: t.int({ description: "How well, 1 to 5; 1 unless said." }),
  }),
});

mutation(
  "changeAgentSkills",
  (t) => ({
    agentId: agentId(t),
    skills: t.field({ type: [SkillInput], required: true, description: "All of their skills, up to 50." }),
  }),
  {
    ...onAgent,
    versioned: true,
    says: "Says what an agent can do that not everybody can.",
    run: (ctx, input) => Core.changeSkills(ctx, input),
  },
);

const UnitsInput = builder.inputType("UnitsOfClassInput", {
  description: "Units of capacity, of one class of channels.",
  fields: (t) => ({
    class: t.field({ type: ChannelClass, required: true, description: "Which class." }),
    units: t.int({ required: true, description: "At most so many, 0 to 1,000." }),
  }),
});

const CapacityInput = builder.inputType("AgentCapacityInput", {
  description: "How much work somebody takes at once.",
  fields: (t) => ({
    units: t.int({ required: true, description: "Units in all, 0 to 1,000." }),
    byClass: t.field({ type: [UnitsInput], description: "Bounds of classes of channels." }),
  }),
});

mutation(
  "changeAgentCapacity",
  (t) => ({
    agentId: agentId(t),
    capacity: t.field({ type: CapacityInput, description: "How much; what everybody takes, when absent." }),
    weight: t.int({ description: "Their share where a queue spreads by weight, 1 to 100; 1 when absent." }),
  }),
  {
    ...onAgent,
    versioned: true,
    says: "Says how much work an agent takes at once, and their share of it.",
    run: (ctx, { capacity, weight, ...input }) =>
      Core.changeCapacity(ctx, { ...input, weight: weight ?? null, capacity: capacity ? capacityIn(capacity) : null }),
  },
);

interface GivenCapacity {
  readonly units: number;
  readonly byClass?: readonly { readonly class: Class; readonly units: number }[] | undefined;
}

const capacityIn = ({ units, byClass }: GivenCapacity) => ({
  units,
  ...(byClass ? { byClass: Object.fromEntries(byClass.map((one) => [one.class, one.units])) } : {}),
});
