import type { Result } from "@switchboard/core";
import * as Core from "@switchboard/core/incident";
import { builder } from "../builder.ts";
import { type InputBuilder, type Mutation, mutation } from "../mutation.ts";
import { IncidentSeverity, IncidentStatus, ResponseRole } from "./incidentEnums.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { MajorIncident } from "./refs.ts";
import { SkippedIncident } from "./ticketProblems.ts";

const payload: Mutation<object, Result<Core.MajorIncident>>["payload"] = (t) => ({
  majorIncident: t.field({
    type: MajorIncident,
    nullable: true,
    description: "The major incident as it is now.",
    resolve: (p) => p.result?.object,
  }),
});
const on = { permission: "incident:manage", versioned: true, payload } as const;

const incidentId = (t: InputBuilder) => t.id({ required: true, description: "Which major incident." });
const words = (t: InputBuilder, says: string) =>
  t.string({ required: true, description: `${says} Up to ${Core.MAX_UPDATE_BYTES / 1024} KB.` });

const Audience = builder.inputType("IncidentAudienceInput", {
  description: "Who is affected: every condition given must hold for them.",
  fields: (t) => ({
    tiers: t.field({ type: [CustomerTier], description: "Customers served at one of these tiers." }),
    companyIds: t.idList({ description: `Customers of one of these companies, up to ${Core.MAX_AUDIENCE}.` }),
    tags: t.stringList({
      description: `Customers with tickets that have one of these tags, up to ${Core.MAX_AUDIENCE}.`,
    }),
    text: t.string({ description: "In words, up to 500 characters." }),
  }),
});

const Role = builder.inputType("IncidentRoleInput", {
  description: "Who does what.",
  fields: (t) => ({
    role: t.field({ type: ResponseRole, required: true, description: "What." }),
    agentId: t.id({ required: true, description: "Who." }),
  }),
});

const NewProblem = builder.inputType("NewProblemInput", {
  description: "A problem that is opened with a major incident.",
  fields: (t) => ({
    customerId: t.id({ required: true, description: "A customer who feels it." }),
    text: words(t, "What they say."),
  }),
});

const Problem = builder.inputType("IncidentProblemInput", {
  description: "The problem a major incident stands on: exactly one of these.",
  isOneOf: true,
  fields: (t) => ({
    problemId: t.id({ description: "A ticket of kind PROBLEM." }),
    open: t.field({ type: NewProblem, description: "One that is opened with it. Needs `ticket:open`." }),
  }),
});

mutation(
  "declareMajorIncident",
  (t) => ({
    title: t.string({
      required: true,
      description: "What it is, up to 200 characters. Customers with a ticket in it read this.",
    }),
    severity: t.field({ type: IncidentSeverity, required: true, description: "How bad it is." }),
    problem: t.field({ type: Problem, required: true, description: "What it stands on." }),
    audience: t.field({ type: Audience, description: "Who is affected." }),
    ownerId: t.id({ description: "The agent who answers for it; you unless said." }),
    roles: t.field({ type: [Role], description: "Who does what while it lasts; one agent a role." }),
    text: t.string({ description: "The first update." }),
    public: t.boolean({ description: "Whether customers concerned read the first update; true unless said." }),
  }),
  {
    permission: "incident:manage",
    payload,
    says: "Declares a major incident on a problem, which has one at most.",
    run: (ctx, { problem, ...input }) => Core.declare(ctx, { ...input, ...problem }),
  },
);

mutation(
  "postIncidentUpdate",
  (t) => ({
    incidentId: incidentId(t),
    status: t.field({ type: IncidentStatus, description: "How it stands now; as before unless said." }),
    text: words(t, "What is to be said."),
    public: t.boolean({ required: true, description: "Whether customers concerned read it." }),
  }),
  {
    ...on,
    says: "Says how a major incident stands. `resolveMajorIncident` ends it.",
    run: (ctx, input) => Core.postUpdate(ctx, input),
  },
);

mutation(
  "assignIncidentRole",
  (t) => ({
    incidentId: incidentId(t),
    role: t.field({ type: ResponseRole, required: true, description: "What." }),
    agentId: t.id({ required: true, description: "Who, instead of whoever did." }),
  }),
  { ...on, says: "Gives an agent a role in a major incident.", run: (ctx, input) => Core.assignRole(ctx, input) },
);

mutation(
  "releaseIncidentRole",
  (t) => ({
    incidentId: incidentId(t),
    role: t.field({ type: ResponseRole, required: true, description: "What." }),
  }),
  { ...on, says: "Takes a role in a major incident back.", run: (ctx, input) => Core.releaseRole(ctx, input) },
);

mutation(
  "changeIncidentSeverity",
  (t) => ({
    incidentId: incidentId(t),
    severity: t.field({ type: IncidentSeverity, required: true, description: "How bad it is." }),
    reason: t.string({ required: true, description: "Why, up to 500 characters. For staff alone." }),
  }),
  { ...on, says: "Says anew how bad a major incident is.", run: (ctx, input) => Core.changeSeverity(ctx, input) },
);

mutation(
  "changeIncidentAudience",
  (t) => ({
    incidentId: incidentId(t),
    audience: t.field({ type: Audience, required: true, description: "Who is affected, all of it anew." }),
  }),
  { ...on, says: "Says anew who a major incident affects.", run: (ctx, input) => Core.changeAudience(ctx, input) },
);

mutation(
  "changeIncidentOwner",
  (t) => ({ incidentId: incidentId(t), ownerId: t.id({ required: true, description: "Who answers for it now." }) }),
  {
    ...on,
    says: "Makes another agent answer for a major incident.",
    run: (ctx, input) => Core.changeOwner(ctx, input),
  },
);

mutation(
  "reopenMajorIncident",
  (t) => ({ incidentId: incidentId(t), text: words(t, "Why: customers concerned read it.") }),
  {
    ...on,
    says: "Takes up again what was not over after all, its problem too. Needs `ticket:status` besides.",
    run: (ctx, input) => Core.reopen(ctx, input),
  },
);

const ended: Mutation<object, Core.Ending>["payload"] = (t) => ({
  majorIncident: t.field({
    type: MajorIncident,
    nullable: true,
    description: "The major incident as it is now.",
    resolve: (p) => p.result?.incident,
  }),
  resolvedIds: t.field({
    type: ["ID"],
    description: "The tickets that were resolved with it, also by an earlier call, and not reopened since.",
    resolve: (p) => [...(p.result?.cascade.resolved ?? [])],
  }),
  skipped: t.field({
    type: [SkippedIncident],
    description: "The tickets that were left as they are, up to 1,000.",
    resolve: (p) => p.result?.cascade.skipped ?? [],
  }),
});

mutation(
  "resolveMajorIncident",
  (t) => ({
    incidentId: incidentId(t),
    text: words(t, "What the timeline says, and the customer of each open ticket in it is told in public."),
  }),
  {
    permission: "incident:manage",
    // It may have a thousand incidents; how many is not known until it runs.
    cost: 500,
    versioned: true,
    says: "Ends a major incident: its problem and the tickets in it are resolved, each by itself. The same call again goes on where it was. Needs `ticket:status` and `ticket:reply` besides.",
    payload: ended,
    run: (ctx, input) => Core.resolve(ctx, input),
  },
);
