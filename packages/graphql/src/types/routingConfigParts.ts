import type { QueueOrder as Order, Strategy } from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import type { InputBuilder } from "../mutation.ts";
import { IntervalInput } from "./agentProfile.ts";
import { Channel, enumOf, TicketKind, TicketPriority } from "./enums.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { SlaMetric, SlaTime } from "./slaEnums.ts";

export const key = (t: InputBuilder) =>
  t.string({
    required: true,
    description: "What programs call it: 1 to 40 lower-case letters, digits and underscores, a letter first.",
  });
export const label = (t: InputBuilder) =>
  t.string({ required: true, description: "What people read, up to 100 characters." });

const TagsInput = builder.inputType("TagConditionInput", {
  description: "Which tags a ticket must have, and must not.",
  fields: (t) => ({
    any: t.stringList({ description: "At least one of these." }),
    all: t.stringList({ description: "Each of these." }),
    none: t.stringList({ description: "None of these." }),
  }),
});

export const ConditionInput = builder.inputType("TicketConditionInput", {
  description:
    "Which tickets something is for: every part that is given must hold, of each list one. Without parts: all.",
  fields: (t) => ({
    tiers: t.field({ type: [CustomerTier], description: "How the customer is served." }),
    channels: t.field({ type: [Channel], description: "The way it came in." }),
    kinds: t.field({ type: [TicketKind], description: "What sort of work it is." }),
    priorities: t.field({ type: [TicketPriority], description: "How urgent it is." }),
    teams: t.stringList({ description: "The keys of teams it may belong to." }),
    categories: t.stringList({ description: "The categories it may have." }),
    tags: t.field({ type: TagsInput, description: "Its tags." }),
  }),
});

export const when = (t: InputBuilder) =>
  t.field({ type: ConditionInput, description: "Which tickets it is for; all, when absent." });

const HoursInput = builder.inputType("LocalHoursInput", {
  description: "A part of a day, by the clock on the wall.",
  fields: (t) => ({
    from: t.string({ required: true, description: "When it begins, `09:00`." }),
    to: t.string({ required: true, description: "When it ends, `17:00`; `24:00` is the end of the day." }),
  }),
});

const OverrideInput = builder.inputType("CalendarOverrideInput", {
  description: "A date that is not as its week has it.",
  fields: (t) => ({
    date: t.string({ required: true, description: "`2026-12-24`." }),
    intervals: t.field({ type: [HoursInput], required: true, description: "Its hours; closed without any." }),
    label: t.string({ description: "What it is called." }),
  }),
});

const HolidayInput = builder.inputType("CalendarHolidayInput", {
  description: "A day that is closed every year.",
  fields: (t) => ({
    on: t.string({ required: true, description: "`12-25`." }),
    label: t.string({ description: "What it is called." }),
  }),
});

export const CalendarInput = builder.inputType("BusinessCalendarInput", {
  description: "When the desk works.",
  fields: (t) => ({
    key: key(t),
    label: label(t),
    timeZone: t.string({ required: true, description: "IANA zone, for example `Europe/Berlin`." }),
    intervals: t.field({ type: [IntervalInput], required: true, description: "The hours of every week." }),
    overrides: t.field({ type: [OverrideInput], description: "Dates with hours of their own, up to 400." }),
    holidays: t.field({ type: [HolidayInput], description: "Days that are closed every year, up to 100." }),
  }),
});

export const SkillInput = builder.inputType("SkillInput", {
  description: "Something that not everybody of the desk can do.",
  fields: (t) => ({ key: key(t), label: label(t) }),
});

const QueueStrategy = enumOf<Strategy>("QueueStrategy", "Whom of several agents a ticket goes to.", {
  MOST_SPARE: "Who has most room.",
  LEAST_OPEN: "Who has the fewest open tickets.",
  ROUND_ROBIN: "Who was longest without a new one.",
  WEIGHTED: "Who has least for their weight.",
});

const QueueOrder = enumOf<Order>("QueueOrder", "What comes first in a queue.", {
  PRIORITY: "What is more urgent.",
  DUE: "What is due sooner.",
});

const OverflowInput = builder.inputType("QueueOverflowInput", {
  description: "Who takes what nobody else takes in time.",
  fields: (t) => ({
    afterSeconds: t.int({ required: true, description: "In time: so many seconds." }),
    agentId: t.id({ required: true, description: "Who takes it then." }),
  }),
});

export const QueueInput = builder.inputType("QueueInput", {
  description: "Where tickets wait for somebody. A ticket enters the first of the list that is for it.",
  fields: (t) => ({
    key: key(t),
    label: label(t),
    when: when(t),
    priority: t.int({ description: "1, emptied first, to 100 by who serves several; 50 unless said." }),
    strategy: t.field({ type: QueueStrategy, description: "Whom tickets go to; MOST_SPARE unless said." }),
    order: t.field({ type: QueueOrder, description: "What comes first; PRIORITY unless said." }),
    primaryTeams: t.stringList({ description: "The keys of the teams that work it; everybody without any team." }),
    secondaryTeams: t.stringList({ description: "Those that take over when nobody of the primary ones can." }),
    fallbackSeconds: t.int({ description: "After so long they take part in any case; 300 unless said." }),
    skillTimeoutSeconds: t.int({ description: "After each of these spans a group of preferred skills is given up." }),
    sticky: t.boolean({ description: "Whether who had the customer's ticket before goes first." }),
    overflow: t.field({ type: OverflowInput, description: "Who takes what nobody else takes." }),
    staleAfterHours: t.int({ description: "What nobody said anything to for so long is left to people." }),
    pushTimeoutSeconds: t.int({ description: "How long a chat or a call rings, up to 900; 30 unless said." }),
  }),
});

const TargetInput = builder.inputType("SlaTargetInput", {
  description: "How long something may take.",
  fields: (t) => ({
    metric: t.field({ type: SlaMetric, required: true, description: "What is measured." }),
    priority: t.field({ type: TicketPriority, description: "Of tickets of this priority; of all others when absent." }),
    minutes: t.int({ required: true, description: "So many minutes, up to a year." }),
    time: t.field({ type: SlaTime, description: "Which minutes count; BUSINESS unless said." }),
    warnMinutes: t.int({ description: "So long before it is due it is IMMINENT; never, when absent." }),
  }),
});

export const PolicyInput = builder.inputType("SlaPolicyInput", {
  description: "What some tickets are promised. The first of the list that is for a ticket is its own.",
  fields: (t) => ({
    key: key(t),
    label: label(t),
    when: when(t),
    calendar: t.string({ description: "The key of the calendar of BUSINESS time; around the clock without one." }),
    targets: t.field({
      type: [TargetInput],
      required: true,
      description: "At least one, each metric and priority once.",
    }),
    automatedRepliesCount: t.boolean({ description: "Whether an answer that no person wrote meets a response." }),
  }),
});
