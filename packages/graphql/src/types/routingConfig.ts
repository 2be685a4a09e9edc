import type * as Core from "@switchboard/core/workspace";
import { configureRouting } from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { bare, mutation } from "../mutation.ts";
import { Channel, enumOf } from "./enums.ts";
import { EscalationAction } from "./escalationEnums.ts";
import { Workspace } from "./refs.ts";
import { CalendarInput, key, label, PolicyInput, QueueInput, SkillInput, when } from "./routingConfigParts.ts";
import { PreferredInput, RequiredInput } from "./routingSkills.ts";
import { SlaMetric } from "./slaEnums.ts";
import { configuring } from "./workspaceParts.ts";

const TriggerKind = enumOf<"MANUAL" | "SLA" | "AGE">("EscalationTriggerKind", "What starts an escalation path.", {
  MANUAL: "Somebody.",
  SLA: "A clock that is about to be late, or late.",
  AGE: "How old a ticket is.",
});

const TriggerState = enumOf<"IMMINENT" | "BREACHED">(
  "EscalationTriggerState",
  "Where a clock stands that starts a path.",
  {
    IMMINENT: "It is about to be late.",
    BREACHED: "It is late.",
  },
);

const TriggerInput = builder.inputType("EscalationTriggerInput", {
  description: "What starts an escalation path.",
  fields: (t) => ({
    kind: t.field({ type: TriggerKind, required: true, description: "A person, a clock, or age." }),
    metric: t.field({ type: SlaMetric, description: "Of SLA: which clock; any when absent." }),
    state: t.field({ type: TriggerState, description: "Of SLA: where it stands." }),
    minutes: t.int({ description: "Of AGE: so many minutes." }),
  }),
});

const StepTargetInput = builder.inputType("EscalationTargetInput", {
  description: "Whom a step goes to: one of the two.",
  fields: (t) => ({
    agentId: t.id({ description: "An agent." }),
    team: t.string({ description: "The key of a team." }),
  }),
});

const StepInput = builder.inputType("EscalationStepInput", {
  description: "Somebody who is called.",
  fields: (t) => ({
    afterMinutes: t.int({ required: true, description: "So long behind the step before, or behind the start." }),
    to: t.field({ type: StepTargetInput, required: true, description: "Whom it goes to." }),
    actions: t.field({ type: [EscalationAction], required: true, description: "What is done for them." }),
  }),
});

const PathInput = builder.inputType("EscalationPathInput", {
  description: "Who is called, in order, until somebody acknowledges.",
  fields: (t) => ({
    key: key(t),
    label: label(t),
    when: when(t),
    trigger: t.field({ type: TriggerInput, required: true, description: "What starts it." }),
    calendar: t.string({ description: "The key of the calendar whose minutes count; around the clock without one." }),
    steps: t.field({ type: [StepInput], required: true, description: "1 to 10, in order." }),
  }),
});

const ChannelUnitsInput = builder.inputType("ChannelUnitsInput", {
  description: "What a ticket of a channel costs whoever has it.",
  fields: (t) => ({
    channel: t.field({ type: Channel, required: true, description: "Which channel." }),
    units: t.int({ description: "Units, 0 to 1,000; all that somebody has, when absent." }),
  }),
});

const SkillRuleInput = builder.inputType("SkillRuleInput", {
  description: "What tickets of a sort ask for. All rules that hold are taken together.",
  fields: (t) => ({
    when: when(t),
    required: t.field({ type: [RequiredInput], description: "What they cannot do without, up to 20." }),
    preferred: t.field({ type: [PreferredInput], description: "What would be better, up to 20." }),
  }),
});

const OfflinePolicy = enumOf<"NEXT_MESSAGE" | "AT_ONCE">(
  "OfflinePolicy",
  "When a ticket leaves an agent who is gone.",
  {
    NEXT_MESSAGE: "When its customer writes again.",
    AT_ONCE: "At once.",
  },
);

const SettingsInput = builder.inputType("RoutingSettingsInput", {
  description: "How work finds people; what is not given is as it comes.",
  fields: (t) => ({
    units: t.field({ type: [ChannelUnitsInput], description: "What a ticket costs, where not 1, or all for a call." }),
    countWaiting: t.boolean({ description: "Whether tickets that wait for somebody else cost their agent, too." }),
    defaultCapacity: t.int({ description: "Units of agents of whom nobody has said more; 5 unless said." }),
    onOffline: t.field({ type: OfflinePolicy, description: "NEXT_MESSAGE unless said." }),
    skillRules: t.field({ type: [SkillRuleInput], description: "Which skills tickets ask for, up to 200 rules." }),
  }),
});

export const ConfigurationInput = builder.inputType("RoutingConfigurationInput", {
  description: "Each list takes the place of the one there is, in its order; what is not given stays.",
  fields: (t) => ({
    calendars: t.field({ type: [CalendarInput], description: "When the desk works, up to 50." }),
    skills: t.field({ type: [SkillInput], description: "What not everybody can do, up to 200." }),
    queues: t.field({ type: [QueueInput], description: "Where tickets wait, up to 100." }),
    slaPolicies: t.field({ type: [PolicyInput], description: "What is promised, up to 100." }),
    escalationPaths: t.field({ type: [PathInput], description: "Who is called, up to 50." }),
    settings: t.field({ type: SettingsInput, description: "How work finds people." }),
  }),
});

type Given = NonNullable<typeof ConfigurationInput.$inferInput>;
interface Units {
  readonly channel: Core.Channel;
  readonly units?: number | null | undefined;
}

/** What core takes: units by channel. Nulls are taken out as in every input. */
export function configurationOf({ settings, ...lists }: Given): Core.ConfigureRoutingInput {
  const units = (settings?.units ?? []) as readonly Units[];
  const byChannel = Object.fromEntries(units.map((one) => [one.channel, one.units ?? "ALL"]));
  return bare({
    ...lists,
    ...(settings ? { routing: { ...settings, units: byChannel } } : {}),
  }) as Core.ConfigureRoutingInput;
}

mutation(
  "configureRouting",
  (t) => ({
    configuration: t.field({ type: ConfigurationInput, required: true, description: "What shall be in force." }),
  }),
  {
    ...configuring,
    cost: 20,
    says: "Replaces calendars, skills, queues, service levels, escalation paths and settings of routing: one version. Try it with `planRouting`.",
    run: (ctx, { configuration, ...meta }) => configureRouting(ctx, { ...configurationOf(configuration), ...meta }),
  },
);

builder.objectField(Workspace, "routing", (t) =>
  t.field({
    type: "JSON",
    description:
      "Calendars, skills, queues, service levels, escalation paths and settings of routing in force, as core's `configureRouting` takes them.",
    resolve: async (_, _args, { loaders }) => {
      const { calendars, skills, queues, slaPolicies, escalationPaths, routing } = await loaders.config();
      return { calendars, skills, queues, slaPolicies, escalationPaths, routing };
    },
  }),
);
