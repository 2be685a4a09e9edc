import type { FunctionId } from "./functionSpecs.ts";
import type { Pattern } from "./pattern.ts";

interface Row<Trigger> {
  /** Names the row in dead letters, idempotency keys and resource names. */
  readonly id: string;
  readonly trigger: Trigger;
  readonly runsIn: FunctionId;
  /** What a desk may lack: without it the row is not deployed. */
  readonly needs?: "mail";
}

/** Requests to one path, or to all below it where it ends with a slash. */
export type HttpRow = Row<{ readonly kind: "http"; readonly path: string }>;
/** Records of the table's stream that match one of the filters, in batches. */
export type StreamRow = Row<{ readonly kind: "stream"; readonly filters: readonly Pattern[] }>;
export type ScheduleRow = Row<{ readonly kind: "schedule"; readonly everyMinutes: number }>;
/** Messages that a receipt rule stored under `prefix`. */
export type MailRow = Row<{ readonly kind: "mail"; readonly prefix: string }>;
/**
 * Events of a bus: the desk's own, or the account's default one, to which AWS's services write. A row with
 * `concurrency` waits in a queue of its own and is worked off by so many at once: for what another service limits.
 */
export type EventRow = Row<{
  readonly kind: "event";
  readonly bus: "desk" | "default";
  readonly pattern: Pattern;
  readonly concurrency?: number;
}>;
/** Runs once with every deploy. */
export type DeployRow = Row<{ readonly kind: "deploy" }>;
/** Runs when somebody who operates the desk calls it, and at no other time. */
export type OperatorRow = Row<{ readonly kind: "operator" }>;

export type WiringRow = HttpRow | StreamRow | ScheduleRow | MailRow | EventRow | DeployRow | OperatorRow;
