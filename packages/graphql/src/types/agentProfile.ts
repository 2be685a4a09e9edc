import * as Core from "@switchboard/core/agent";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { agentId, whole, withAgent } from "./agentParts.ts";
import { enumOf } from "./enums.ts";
import { Agent } from "./refs.ts";

const Weekday = enumOf<Core.Day>("Weekday", "A day of the week.", {
  MON: "Monday.",
  TUE: "Tuesday.",
  WED: "Wednesday.",
  THU: "Thursday.",
  FRI: "Friday.",
  SAT: "Saturday.",
  SUN: "Sunday.",
});

const WorkingInterval = builder.objectRef<Core.WorkingHours["intervals"][number]>("WorkingInterval").implement({
  description: "A part of a day on which somebody works.",
  fields: (t) => ({
    day: t.expose("day", { type: Weekday, description: "Which day." }),
    from: t.exposeString("from", { description: "When it begins, `09:00`." }),
    to: t.exposeString("to", { description: "When it ends, `17:00`; `24:00` is the end of the day." }),
  }),
});

const WorkingHours = builder.objectRef<Readonly<Core.WorkingHours>>("WorkingHours").implement({
  description: "When somebody works, week by week, on the clock of a place.",
  fields: (t) => ({
    timeZone: t.exposeString("timeZone", { description: "IANA zone." }),
    intervals: t.expose("intervals", {
      type: [WorkingInterval],
      description: "In the order of the week, at most five a day.",
    }),
    open: t.boolean({
      description: "Whether that is now.",
      resolve: (hours, _, { ctx }) => Core.isWithinHours(hours, ctx.clock.now()),
    }),
  }),
});

builder.objectFields(Agent, (t) => ({
  displayName: t.string({
    nullable: true,
    description: "What customers read instead of the name; null when that is the name.",
    resolve: whole("displayName"),
  }),
  locale: t.string({ nullable: true, description: "BCP 47 language tag.", resolve: whole("locale") }),
  timeZone: t.string({ nullable: true, description: "IANA zone.", resolve: whole("timeZone") }),
  hours: t.field({
    type: WorkingHours,
    nullable: true,
    description: "When they work; null when nobody has said so.",
    resolve: whole("hours"),
  }),
  signature: t.string({
    ...rule("What stands under what they write.", { permission: "agent:read", cost: 1 }),
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.signatureOf(ctx, id),
  }),
}));

const editing = withAgent("agent:edit");
const AWAY = "; an empty text takes it away";

mutation(
  "changeAgentProfile",
  (t) => ({
    agentId: agentId(t),
    name: t.string({ description: "What they are called, up to 200 characters." }),
    displayName: t.string({ description: `What customers read instead of the name, up to 200 characters${AWAY}.` }),
    locale: t.string({ description: `BCP 47 language tag, for example \`de-AT\`${AWAY}.` }),
    timeZone: t.string({ description: `IANA zone, for example \`Europe/Berlin\`${AWAY}.` }),
    signature: t.string({ description: `What stands under what they write, up to 2,000 characters${AWAY}.` }),
  }),
  {
    ...editing,
    says: "Says who an agent is: what is not given stays. Everybody does it for themselves, a lead for their teams.",
    versioned: true,
    run: (ctx, { displayName, locale, timeZone, signature, ...input }) =>
      Core.changeProfile(ctx, { ...input, ...orNull({ displayName, locale, timeZone, signature }) }),
  },
);

type Texts = Readonly<Record<string, string | undefined>>;

const orNull = (texts: Texts): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value === "" ? null : value]])),
  );

export const IntervalInput = builder.inputType("WorkingIntervalInput", {
  description: "A part of a day on which somebody works.",
  fields: (t) => ({
    day: t.field({ type: Weekday, required: true, description: "Which day." }),
    from: t.string({ required: true, description: "When it begins, `09:00`." }),
    to: t.string({ required: true, description: "When it ends, `17:00`; `24:00` is the end of the day." }),
  }),
});

const HoursInput = builder.inputType("WorkingHoursInput", {
  description: "When somebody works, week by week, on the clock of a place.",
  fields: (t) => ({
    timeZone: t.string({ required: true, description: "IANA zone, for example `Europe/Berlin`." }),
    intervals: t.field({
      type: [IntervalInput],
      required: true,
      description: "At most five a day, none over another; over midnight takes two.",
    }),
  }),
});

mutation(
  "changeAgentHours",
  (t) => ({
    agentId: agentId(t),
    hours: t.field({ type: HoursInput, description: "When they work; nobody knows when absent." }),
  }),
  {
    ...editing,
    says: "Says when an agent works. Everybody does it for themselves, a lead for their teams.",
    versioned: true,
    run: (ctx, { hours, ...input }) => Core.changeHours(ctx, { ...input, hours: hours ?? null }),
  },
);
