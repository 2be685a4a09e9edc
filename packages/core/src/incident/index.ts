/**
 * Major incidents: something broken that many feel at once, led by named people, told in a timeline that the customers
 * concerned read, and ended together with the tickets in it.
 *
 * @module
 */
export { type Ending, reopen, resolve } from "./ending.ts";
export {
  assignRole,
  changeAudience,
  changeOwner,
  changeSeverity,
  declare,
  postUpdate,
  releaseRole,
} from "./operations.ts";
export {
  get,
  type IncidentEntry,
  type ListInput,
  list,
  ofTicket,
  reach,
  type SeenIncident,
  timeline,
} from "./read.ts";
export {
  type AssignRoleInput,
  type Audience,
  type ChangeAudienceInput,
  type ChangeOwnerInput,
  type ChangeSeverityInput,
  type DeclareInput,
  type EndInput,
  INCIDENT_STATUSES,
  type IncidentStatus,
  MAX_AUDIENCE,
  MAX_UPDATE_BYTES,
  type MajorIncident,
  type PostUpdateInput,
  RESPONSE_ROLES,
  type ReleaseRoleInput,
  type ResponseRole,
  SEVERITIES,
  type Severity,
} from "./schema.ts";
export { type IncidentSummary, incident } from "./store.ts";
