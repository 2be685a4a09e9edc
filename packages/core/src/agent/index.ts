/**
 * The people of the desk: profile, roles, suspended or not.
 *
 * @module
 */
export { idByEmail } from "./byEmail.ts";
export {
  changeProfile,
  changeRoles,
  changeTeams,
  create,
  get,
  getMany,
  isActive,
  joining,
  list,
  reinstate,
  type Standing,
  standingOf,
  suspend,
} from "./operations.ts";
export { byRole, grantsByRole, type HeldRoles } from "./roles.ts";
export type {
  Agent,
  AgentInput,
  AgentStatus,
  ChangeProfileInput,
  ChangeRolesInput,
  ChangeTeamsInput,
  CreateInput,
} from "./schema.ts";
export { type AgentSummary, agent } from "./store.ts";
