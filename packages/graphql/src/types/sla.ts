import { MINUTE } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/sla";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { Ticket } from "./refs.ts";
import { SlaClockState, SlaMetric, SlaSpanReason, SlaTime } from "./slaEnums.ts";

const SlaSpan = builder.objectRef<Core.ClockSpan>("SlaSpan").implement({
  description: "A span of time that counts for a clock as a whole, or not at all.",
  fields: (t) => ({
    from: t.expose("from", { type: "DateTime", description: "Where it begins." }),
    to: t.expose("to", { type: "DateTime", description: "Where it ends, and the next one begins." }),
    counted: t.exposeBoolean("counted", { description: "Whether it counts." }),
    why: t.expose("why", { type: SlaSpanReason, description: "Why, or why not." }),
    label: t.exposeString("label", { nullable: true, description: "What the holiday or the date is called." }),
  }),
});

const SlaProof = builder.objectRef<Core.ClockProof>("SlaProof").implement({
  description: "How a clock came to where it stands: from its start to its end, or to when it is due.",
  fields: (t) => ({
    minutes: t.exposeFloat("minutes", { description: "The minutes that count, all of them." }),
    spans: t.field({
      ...rule("The spans, one behind the other, at most 600.", { size: 20 }),
      type: [SlaSpan],
      resolve: ({ spans }) => [...spans],
    }),
    cutAt: t.expose("cutAt", {
      type: "DateTime",
      nullable: true,
      description: "Where the spans end because they would be too many; null when they show everything.",
    }),
  }),
});

const SlaPromise = builder.objectRef<Core.Promised>("SlaPromise").implement({
  description: "What was promised, and by which policy.",
  fields: (t) => ({
    policy: t.exposeString("policy", { description: "The key of the policy." }),
    configVersion: t.exposeInt("version", {
      description: "The version of the configuration that last promised otherwise.",
    }),
    target: t.field({ type: "Duration", description: "How long it may take.", resolve: (p) => p.minutes * MINUTE }),
    time: t.expose("time", { type: SlaTime, description: "Which minutes count." }),
    calendar: t.exposeString("calendar", {
      nullable: true,
      description: "The key of the calendar; null around the clock.",
    }),
  }),
});

/** A clock of a ticket. */
export const SlaClock = builder.objectRef<Core.ClockView>("SlaClock").implement({
  description: "One thing that is measured on a ticket; what repeats has a clock each time.",
  fields: (t) => ({
    metric: t.expose("metric", { type: SlaMetric, description: "What it measures." }),
    cycle: t.exposeInt("cycle", { description: "Which time, from 1." }),
    state: t.expose("state", { type: SlaClockState, description: "Where it stands." }),
    promise: t.field({ type: SlaPromise, description: "What was promised.", resolve: ({ promised }) => promised }),
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it began." }),
    dueAt: t.expose("dueAt", {
      type: "DateTime",
      nullable: true,
      description: "When it is due; null while it is paused.",
    }),
    warnAt: t.expose("warnAt", {
      type: "DateTime",
      nullable: true,
      description: "When it is about to be late; null while it is paused, and without a warning.",
    }),
    breachedAt: t.expose("breachedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was due, of one that was late.",
    }),
    metAt: t.expose("metAt", { type: "DateTime", nullable: true, description: "When it was done." }),
    paused: t.exposeBoolean("paused", { description: "Whether it stands still now." }),
    remainingMinutes: t.exposeFloat("remainingMinutes", {
      nullable: true,
      description: "Minutes of its own time that are left, below zero once it is late; null when it is settled.",
    }),
    proof: t.field({
      ...rule("How it came to where it stands.", { permission: "ticket:read", cost: 10 }),
      type: SlaProof,
      nullable: true,
      resolve: ({ ticketId, metric, cycle }, _, { ctx }) => Core.proof(ctx, { ticketId, metric, cycle }),
    }),
  }),
});

builder.objectFields(Ticket, (t) => ({
  clocks: t.field({
    ...rule(
      "The clocks of its service levels as they are now: those that run, and the latest that are settled. For staff and apps; none for customers.",
      { permission: "ticket:read", cost: 10, size: 10 },
    ),
    type: [SlaClock],
    nullable: true,
    resolve: async ({ id }, _, { ctx }) => [...(await Core.clocksOf(ctx, { ticketId: id }))],
  }),
}));
