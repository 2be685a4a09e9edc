/**
 * Service levels: what was promised for a ticket, and the clocks that measure it. They follow the ticket by its
 * events and never write it.
 *
 * @module
 */
export {
  addBusiness,
  type BusinessProof,
  type BusinessSpan,
  businessBetween,
  businessProof,
} from "../calendar/index.ts";
export {
  type Compliance,
  type ComplianceInput,
  compliance,
  type Figure,
  MAX_EVENTS,
  PERIODS,
  type Period,
} from "./compliance.ts";
export { type DueSoon, type DueSoonInput, dueSoon } from "./dueSoon.ts";
export type { Folded, Turn, Turned } from "./engine/fold.ts";
export { FOLLOWED } from "./engine/mark.ts";
export { CLOCK_STATES, type Clock, type ClockState, type Facts, type Promised, type Rules } from "./engine/schema.ts";
export type { ClockFacts, Sla } from "./events.ts";
export { type FollowInput, follow, wake } from "./follow.ts";
export { rulesOf } from "./following.ts";
export {
  type ClockProof,
  type ClockSpan,
  type ClockSpanReason,
  type ClocksInput,
  type ClockView,
  clocksOf,
  type ProofInput,
  proof,
} from "./read.ts";
export { clocksOver, type Replay } from "./simulate.ts";
export { clocksIdOf, sla } from "./store.ts";
export { clocksSweep, startSweep } from "./sweep.ts";
