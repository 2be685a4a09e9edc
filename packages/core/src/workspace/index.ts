/**
 * The workspace: its configuration under a version pointer, and what the platform must find before it knows
 * which workspace it is in (support addresses, trusted issuers).
 *
 * @module
 */
export { addAddress, offerAddress, removeAddress } from "./addresses.ts";
export { AttributesChanged, attributeSide, attributesIn, changeAttributes } from "./attribute.ts";
export type { Category } from "./category.ts";
export { fieldsOf } from "./decideField.ts";
export { assertSensible as assertSensibleRole } from "./decideRole.ts";
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
export { changeSettings, config, configInForce, create, ensure, get } from "./operations.ts";
export { type CustomRole, type Grant, grantsOfRole } from "./role.ts";
export { defineRole, removeRole } from "./roles.ts";
export {
  type AddAddressInput,
  type ChangeKindInput,
  type ChangeMatrixInput,
  type ChangeSettingsInput,
  type Config,
  type CreateInput,
  DEFAULT_CONFIG,
  type DefineCategoryInput,
  type DefineFieldInput,
  DefineRoleInput,
  type DefineStatusInput,
  type DefineTeamInput,
  KeyInput,
  type RemoveAddressInput,
  type RemoveFieldInput,
  type Settings,
  type SupportAddress,
  type Workspace,
  type WorkspaceDraft,
} from "./schema.ts";
export { type CustomStatus, STATUS_CATEGORIES } from "./status.ts";
export { issuerOf, WORKSPACE_ID, workspace, workspaceOfAddress, workspaces } from "./store.ts";
export type { Team } from "./team.ts";
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
} from "./trade.ts";
