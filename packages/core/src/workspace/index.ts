/**
 * The workspace: its configuration under a version pointer, and what the platform must find before it knows
 * which workspace it is in (support addresses, trusted issuers).
 *
 * @module
 */
export { AttributesChanged, attributeSide, attributesIn, changeAttributes } from "./attribute.ts";
export { fieldsOf } from "./decideField.ts";
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
  addAddress,
  changeSettings,
  config,
  configInForce,
  create,
  defineField,
  ensure,
  get,
  offerAddress,
  removeAddress,
  removeField,
  trustIssuer,
} from "./operations.ts";
export {
  type AddAddressInput,
  type ChangeSettingsInput,
  type Config,
  type CreateInput,
  DEFAULT_CONFIG,
  type DefineFieldInput,
  type Issuer,
  type RemoveAddressInput,
  type RemoveFieldInput,
  type Settings,
  type SupportAddress,
  type TrustIssuerInput,
  type Workspace,
} from "./schema.ts";
export { issuerOf, WORKSPACE_ID, workspace, workspaceOfAddress, workspaces } from "./store.ts";
export {
  CHANNELS,
  type Channel,
  KINDS,
  type Kind,
  PRIORITIES,
  type Priority,
  STATUSES,
  type Status,
} from "./trade.ts";
