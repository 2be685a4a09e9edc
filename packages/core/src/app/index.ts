/**
 * The programs that work with the desk: what each may do, and whether it may.
 *
 * @module
 */
export { assertActive, assertMayGrant } from "./decide.ts";
export {
  changeScopes,
  create,
  disable,
  enable,
  get,
  getMany,
  isDisabled,
  list,
  rename,
  scopesInForce,
} from "./operations.ts";
export type {
  App,
  AppInput,
  AppStatus,
  ChangeScopesInput,
  CreateInput,
  RenameInput,
} from "./schema.ts";
export { type AppSummary, app } from "./store.ts";
