/**
 * The workspace: its configuration under a version pointer, and what the platform must find before it knows
 * which workspace it is in (support addresses, trusted issuers).
 *
 * @module
 */
export {
  addAddress,
  changeSettings,
  config,
  configInForce,
  create,
  ensure,
  get,
  removeAddress,
  trustIssuer,
} from "./operations.ts";
export {
  type AddAddressInput,
  type ChangeSettingsInput,
  type Config,
  type CreateInput,
  DEFAULT_CONFIG,
  type Issuer,
  type RemoveAddressInput,
  type Settings,
  type SupportAddress,
  type TrustIssuerInput,
  type Workspace,
} from "./schema.ts";
export { issuerOf, WORKSPACE_ID, workspace, workspaceOfAddress, workspaces } from "./store.ts";
