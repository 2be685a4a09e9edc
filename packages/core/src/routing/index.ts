/**
 * Who gets a ticket: the decision with every candidate and what removed or ranked them, its record, and what another
 * configuration would have decided. Around it the queues, offers, and what makes somebody look again.
 *
 * @module
 */
export { messageReceived, presenceChanged } from "./away.ts";
export { agentChanged, type TicketChanged, ticketChanged } from "./changed.ts";
export * from "./check/index.ts";
export * from "./decide/index.ts";
export { fill } from "./fill.ts";
export { follow } from "./follow.ts";
export { accept, decline } from "./offer.ts";
export { type CheckedPlan, plan } from "./past/check.ts";
export type { Breach, BreachComparison } from "./past/levels.ts";
export { type Simulated, type SimulateInput, simulate } from "./past/simulate.ts";
export {
  decisions,
  type OfferedTicket,
  offers,
  queues,
  type RecordedDecision,
  recorded,
  replayed,
  routeOf,
  waiting,
} from "./read.ts";
export { adopt, recountLoad } from "./recount.ts";
export {
  type AskedSkills,
  type ChangeTicketSkillsInput,
  EXCLUSIONS,
  type Offer,
  type OfferInput,
  ROUTE_STATES,
  type Route,
  type RouteState,
} from "./schema.ts";
export * from "./simulate/index.ts";
export { changeTicketSkills } from "./skills.ts";
export { route } from "./store.ts";
export { queuesSweep, startSweep } from "./sweep.ts";
export { wake } from "./wake.ts";
