/**
 * Escalation: paths of people who are called one after the other until somebody acknowledges, and work that is handed
 * over to another team while its owner stays.
 *
 * @module
 */
export { acknowledge, ticketEnded } from "./ending.ts";
export { type HandedOver, handOver, handOverOfTask } from "./handOver/operations.ts";
export { HAND_OVER_STATUSES, type HandOver, type HandOverStatus } from "./handOver/schema.ts";
export { handOver as handOverAggregate, wake as wakeHandOver } from "./handOver/timer.ts";
export { get, mine, ofTicket } from "./read.ts";
export {
  type AcknowledgeInput,
  CLOCK_STATES,
  ClockInput,
  END_REASONS,
  type EndReason,
  ESCALATION_CAUSES,
  ESCALATION_STATUSES,
  type EscalateInput,
  type Escalation,
  type EscalationCause,
  type EscalationClock,
  type EscalationStatus,
  HAND_OVER_MODES,
  type HandOverInput,
  type HandOverMode,
  MAX_TARGET_MINUTES,
  type TimedStep,
} from "./schema.ts";
export { escalate, startForAge, startForClock } from "./starting.ts";
export { escalation } from "./store.ts";
export { wake } from "./wake.ts";
