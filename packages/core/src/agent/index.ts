/**
 * The people of the desk: from the invitation to the day they leave; profile, roles, teams, presence, working hours.
 *
 * @module
 */

export { DAYS, type Day, isWithinHours, MAX_INTERVALS, type WorkingHours } from "../calendar/index.ts";
export { recountAdmins } from "./admins.ts";
export { idByEmail } from "./byEmail.ts";
export {
  accepting,
  changeHours,
  changeProfile,
  inviting,
  offboard,
  reinviting,
  signatureOf,
  withdrawing,
} from "./life.ts";
export { AGENT_STATUSES, type AgentStatus, MOVES, type Move } from "./moves.ts";
export {
  changeRoles,
  changeTeams,
  create,
  get,
  getMany,
  hasLeft,
  isActive,
  isInvited,
  joining,
  list,
  reinstate,
  type Standing,
  standingOf,
  suspend,
} from "./operations.ts";
export {
  type AgentPresence,
  PRESENCE_STATES,
  type PresenceState,
  presence,
  presences,
  type SetPresenceInput,
  setPresence,
} from "./presence.ts";
export { assertKnown, byRole, grantsByRole, type HeldRoles } from "./roles.ts";
export {
  type Agent,
  type AgentInput,
  type ChangeHoursInput,
  type ChangeProfileInput,
  type ChangeRolesInput,
  type ChangeTeamsInput,
  type CreateInput,
  InviteInput,
  type OffboardInput,
} from "./schema.ts";
export { type AgentSummary, agent } from "./store.ts";
