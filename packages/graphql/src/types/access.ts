import * as Core from "@switchboard/core/access";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { enumOf, PermissionScope } from "./enums.ts";
import { GrantInput } from "./grant.ts";
import { AgentRole } from "./peopleEnums.ts";
import { Agent } from "./refs.ts";

const AccessRule = enumOf<Core.Rule>("AccessRule", "What decides about access: the first that applies.", Core.RULES);

const RoleGrant = builder.objectRef<Core.RoleSays>("RoleGrant").implement({
  description: "What one role says of a permission.",
  fields: (t) => ({
    role: t.exposeString("role", { description: "A built-in role, or the key of one of the company's own." }),
    scope: t.expose("scope", { type: PermissionScope, description: "How far it reaches by this role." }),
  }),
});

const AccessExplanation = builder.objectRef<Core.Explanation>("AccessExplanation").implement({
  description: "Whether somebody may do something, and the rule that decided.",
  fields: (t) => ({
    allowed: t.exposeBoolean("allowed", { description: "Whether they may." }),
    permission: t.exposeString("permission", { description: "What it takes." }),
    rule: t.expose("rule", { type: AccessRule, description: "What decided." }),
    says: t.exposeString("says", { description: "The same in one sentence." }),
    scope: t.expose("scope", {
      type: PermissionScope,
      nullable: true,
      description: "How far they hold the permission; null when they do not.",
    }),
    heldBy: t.field({
      type: [RoleGrant],
      description: "Which of their roles have it.",
      resolve: ({ heldBy }) => [...heldBy],
    }),
    grantedBy: t.field({
      type: [RoleGrant],
      description: "Which roles of this desk would give it.",
      resolve: ({ grantedBy }) => [...grantedBy],
    }),
  }),
});

const SubjectKind = builder.enumType("AccessSubjectKind", {
  description: "Whom access is asked about.",
  values: {
    AGENT: { value: "agent" as const, description: "Somebody of the desk." },
    CUSTOMER: { value: "customer" as const, description: "A customer." },
    APP: { value: "app" as const, description: "A program with keys of its own." },
  },
});

const SubjectInput = builder.inputType("AccessSubjectInput", {
  description: "Somebody whose access is asked about.",
  fields: (t) => ({
    kind: t.field({ type: SubjectKind, required: true, description: "What they are." }),
    id: t.id({ required: true, description: "Their id." }),
  }),
});

builder.queryField("explainAccess", (t) =>
  t.field({
    ...rule(
      "Why somebody may or may not do something: by the same facts, in the same order, by which every operation decides. About yourself; about others with `access:explain`.",
      { cost: 5 },
    ),
    type: AccessExplanation,
    nullable: true,
    args: {
      permission: t.arg.string({ required: true, description: "What: resource:action." }),
      objectId: t.arg.id({ description: "To what: a ticket, customer, company, agent or view." }),
      actor: t.arg({ type: SubjectInput, description: "Who; yourself when absent." }),
    },
    resolve: (_, { permission, objectId, actor }, { ctx }) =>
      Core.explain(ctx, { permission, ...(objectId ? { objectId } : {}), ...(actor ? { actor } : {}) }),
  }),
);

const PermissionChange = builder.objectRef<Core.Moved>("PermissionChange").implement({
  description: "A permission that would reach further, or less far.",
  fields: (t) => ({
    permission: t.exposeString("permission", { description: "Which." }),
    before: t.expose("before", {
      type: PermissionScope,
      nullable: true,
      description: "How far it reaches now; null for not at all.",
    }),
    after: t.expose("after", {
      type: PermissionScope,
      nullable: true,
      description: "How far it would reach; null for not at all.",
    }),
  }),
});

const RoleEffect = builder.objectRef<Core.Affected>("RoleEffect").implement({
  description: "What somebody would gain and lose.",
  fields: (t) => ({
    agent: t.field({
      ...rule("Who.", { permission: "agent:read", cost: 1 }),
      type: Agent,
      nullable: true,
      resolve: ({ agentId }, _, { loaders }) => loaders.agent.load(agentId),
    }),
    gains: t.field({ type: [PermissionChange], description: "What they would gain.", resolve: (e) => [...e.gains] }),
    loses: t.field({ type: [PermissionChange], description: "What they would lose.", resolve: (e) => [...e.loses] }),
  }),
});

/** What the guard reckons with: a role that more people have is tried out in process. */
const USUAL = 50;

const RoleSimulation = builder.objectRef<Core.Simulation>("RoleSimulation").implement({
  description: "What a change of roles would come to.",
  fields: (t) => ({
    affected: t.field({
      ...rule("Those for whom something would change.", { size: USUAL }),
      type: [RoleEffect],
      resolve: ({ affected }) => [...affected],
    }),
    looked: t.exposeInt("looked", { description: "How many people of the desk were looked at." }),
  }),
});

const RoleDraft = builder.inputType("RoleDraftInput", {
  description: "A role as it would be.",
  fields: (t) => ({
    key: t.string({ required: true, description: "Its key; one that there is changes." }),
    grants: t.field({ type: [GrantInput], required: true, description: "All that it would permit." }),
  }),
});

const AssignmentDraft = builder.inputType("RoleAssignmentDraftInput", {
  description: "The roles that an agent would have.",
  fields: (t) => ({
    agentId: t.id({ required: true, description: "Which agent." }),
    roles: t.field({ type: [AgentRole], required: true, description: "The built-in ones." }),
    customRoles: t.stringList({ required: true, description: "The keys of those of the company's own." }),
  }),
});

builder.queryField("simulateRole", (t) =>
  t.field({
    ...rule("Who would gain or lose what by a change of roles, before it is saved. Give one of the three.", {
      permission: "role:manage",
      cost: 100,
    }),
    type: RoleSimulation,
    nullable: true,
    args: {
      define: t.arg({ type: RoleDraft, description: "A role that would come, or change." }),
      remove: t.arg.string({ description: "The key of a role that would go." }),
      assign: t.arg({ type: AssignmentDraft, description: "Roles that somebody would have." }),
    },
    resolve: (_, { define, remove, assign }, { ctx }) =>
      Core.simulateRole(ctx, {
        ...(define ? { define } : {}),
        ...(remove ? { remove } : {}),
        ...(assign ? { assign } : {}),
      }),
  }),
);
