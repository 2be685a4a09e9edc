/**
 * The workspace: its configuration under a version pointer, and what the platform must find before it knows
 * which workspace it is in (support addresses, trusted issuers).
 *
 * @module
 */
export {
  ADDRESS_PARTS,
  type AddAddressInput,
  type AddressPart,
  type ChangeAddressInput,
  type FollowUp,
  type RemoveAddressInput,
  type SupportAddress,
} from "./address.ts";
export { addAddress, addressIn, changeAddress, offerAddress, removeAddress } from "./addresses.ts";
export { AttributesChanged, attributeSide, attributesIn, changeAttributes } from "./attribute.ts";
export type { Category } from "./category.ts";
export { CHANNEL_CLASSES, CHANNEL_TRAITS, type ChannelClass, type Units } from "./channel.ts";
export { Condition, type ConditionFacts, matches } from "./condition.ts";
export { fieldsOf } from "./decideField.ts";
export { assertSensible as assertSensibleRole } from "./decideRole.ts";
export { assertHeld } from "./decideRouting.ts";
export {
  changeKind,
  changeMatrix,
  defineCategory,
  defineField,
  defineStatus,
  defineTeam,
  removeCategory,
  removeField,
  removeStatus,
  removeTeam,
} from "./defining.ts";
export {
  ESCALATION_ACTIONS,
  type EscalationAction,
  type EscalationPath,
  type EscalationStep,
  type EscalationTrigger,
} from "./escalationPath.ts";
export type { WorkspaceDraft } from "./events.ts";
export {
  FIELD_OWNERS,
  FIELD_TYPES,
  type Field,
  type FieldOwner,
  type FieldType,
  FieldValue,
  type FieldValues,
  Key as FieldKey,
} from "./field.ts";
export { changeValues, type FieldChanges, isThere } from "./fieldValue.ts";
export {
  ACCESS_TYPE,
  AGENT_BY,
  type AgentBy,
  CUSTOMER_TYPE,
  type DistrustIssuerInput,
  ISSUER_FOR,
  type Issuer,
  type IssuerFor,
  NOWHERE,
  type TrustIssuerInput,
  typeKey,
} from "./issuer.ts";
export { distrustIssuer, trustIssuer } from "./issuers.ts";
export { type Cell, type KindInForce, kindOf, type Matrix } from "./kind.ts";
export {
  MACRO_KINDS,
  type Macro,
  type MacroAction,
  type MacroActionName,
  type MacroKind,
} from "./macro.ts";
export { changeSettings, config, configInForce, create, ensure, get } from "./operations.ts";
export { QUEUE_ORDERS, type Queue, type QueueOrder, STRATEGIES, type Strategy } from "./queue.ts";
export { type RotateReplyKeyInput, rotateReplyKey } from "./replyKey.ts";
export { type CustomRole, type Grant, grantsOfRole } from "./role.ts";
export { defineRole, removeRole } from "./roles.ts";
export { CapacityUnits, costOf, OFFLINE_POLICIES, type RoutingSettings, type TicketCost, WEIGHTS } from "./routing.ts";
export { configureRouting, type PlannedChange, planRouting, type RoutingPlan } from "./routingOperations.ts";
export {
  type ChangeKindInput,
  type ChangeMatrixInput,
  type ChangeSettingsInput,
  type Config,
  type ConfigureRoutingInput,
  type CreateInput,
  DEFAULT_CONFIG,
  type DefineCategoryInput,
  type DefineFieldInput,
  type DefineMacroInput,
  DefineRoleInput,
  type DefineStatusInput,
  type DefineTeamInput,
  type DefineTemplateInput,
  KeyInput,
  type RemoveFieldInput,
  type RoutingConfiguration,
  type Settings,
  type Workspace,
} from "./schema.ts";
export {
  SLA_METRICS,
  SLA_TIMES,
  type SlaMetric,
  type SlaPolicy,
  type SlaTarget,
  type SlaTime,
} from "./servicePolicy.ts";
export {
  HeldSkill,
  HIGHEST_LEVEL,
  PreferredSkill,
  PreferredSkills,
  RequiredSkills,
  type Skill,
  type SkillRule,
} from "./skill.ts";
export { type CustomStatus, STATUS_CATEGORIES } from "./status.ts";
export { issuerOf, WORKSPACE_ID, workspace, workspaceOfAddress, workspaces } from "./store.ts";
export type { Team } from "./team.ts";
export { BUILTIN_TEMPLATES, type BuiltinTemplate, type Template, type TemplateBody } from "./template.ts";
export { defineMacro, defineTemplate, removeMacro, removeTemplate } from "./templates.ts";
export { TEMPLATE_VARIABLES, type TemplateVariable, unknownIn, type VariableKind } from "./templateVariables.ts";
export {
  CHANNELS,
  type Channel,
  KINDS,
  type Kind,
  LEVELS,
  type Level,
  PARENT_GUARDS,
  type ParentGuard,
  PRIORITIES,
  type Priority,
  STATUSES,
  type Status,
  TIERS,
  type Tier,
} from "./trade.ts";
