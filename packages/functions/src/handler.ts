import type { Desk } from "@switchboard/core/desk";
import type { BlobPort } from "@switchboard/core/port";
import type { LogLevel } from "./log.ts";
import type { Count } from "./metrics.ts";

/** What every handler stands on: in AWS made from the environment, on one machine by the local platform. */
export interface Wired {
  readonly desk: Desk;
  /** Raw messages as the receipt rule stored them, by their message id. */
  readonly inbound: Pick<BlobPort, "get">;
  readonly introspection: "public" | "authenticated" | "off";
  /** How old a token may be, however long its issuer says it lives; seconds. */
  readonly maxTokenAge: number;
  /** Which pages of other origins may call the API; none when absent. */
  readonly corsOrigins?: readonly string[];
  /** Which lines are written; all when absent. */
  readonly logLevel?: LogLevel;
  /** Counts for the desk's metrics; absent where nobody looks at them. */
  readonly count?: Count;
  /** Which function runs reactions: for what goes back to one from the dead letters. */
  readonly reactionsFunction?: string;
}

/** A handler before it knows what it stands on. */
export type Create<Event, Answer> = (wired: Wired) => (event: Event) => Promise<Answer>;

/** Any handler: what it takes is known to the row of the wiring table that names it. */
export type AnyCreate = Create<never, unknown>;
