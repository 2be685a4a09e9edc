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
export {
  type AgentLoad,
  type Capacity,
  capacityOf,
  decodeLoad,
  type Load,
  loadKey,
  loadRow,
  loadTally,
  sameLoad,
  withinCapacity,
} from "./load.ts";
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
  staying,
  suspend,
  working,
} from "./operations.ts";
export { presence, presences, type SetPresenceInput, setPresence, wentAway } from "./presence.ts";
export { type AgentPresence, decodePresence, PRESENCE_STATES, type PresenceState } from "./presenceRow.ts";
export { assertKnown, byRole, grantsByRole, type HeldRoles } from "./roles.ts";
export { enlist, stillActive, type Worker, workers, workersOf } from "./roster.ts";
export {
  type Agent,
  type AgentInput,
  type ChangeCapacityInput,
  type ChangeHoursInput,
  type ChangeProfileInput,
  type ChangeRolesInput,
  type ChangeSkillsInput,
  type ChangeTeamsInput,
  type CreateInput,
  InviteInput,
  type OffboardInput,
} from "./schema.ts";
export { type AgentSummary, agent } from "./store.ts";
export { changeCapacity, changeSkills, loadOf, loads } from "./work.ts";
