/**
 * The Lambda entry points, as what the stacks and the local platform need of them: the table of every
 * trigger, and the shapes that pass through.
 *
 * @module
 */
export type { BusDelivery } from "./event.ts";
export type { FirstStartAnswer, FirstStartEvent } from "./first-start.ts";
export type { Create, Wired } from "./handler.ts";
export { HANDLERS } from "./handlers.ts";
export type { HttpAnswer, HttpEvent } from "./http.ts";
export type { ReceiptEvent } from "./mail-in.ts";
export { matches, type Pattern } from "./pattern.ts";
export type { StreamAnswer, StreamAttribute, StreamEvent, StreamRecord } from "./stream.ts";
export {
  type EventRow,
  FUNCTIONS,
  type FunctionId,
  type FunctionSpec,
  type HttpRow,
  INBOUND_PREFIX,
  live,
  type MailRow,
  rowsOf,
  type ScheduleRow,
  type StreamRow,
  WIRING,
  type WiringRow,
} from "./wiring.ts";
