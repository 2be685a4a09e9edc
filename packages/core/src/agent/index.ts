/**
 * The people of the desk: profile, roles, suspended or not.
 *
 * @module
 */
export {
  changeProfile,
  changeRoles,
  create,
  get,
  getMany,
  grantsOf,
  isActive,
  joining,
  list,
  reinstate,
  suspend,
} from "./operations.ts";
export type { Agent, AgentInput, AgentStatus, ChangeProfileInput, ChangeRolesInput, CreateInput } from "./schema.ts";
export { type AgentSummary, agent } from "./store.ts";
