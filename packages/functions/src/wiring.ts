import type { BusDelivery } from "./event.ts";
import { type Create, INBOUND_PREFIX } from "./handler.ts";
import type { HttpAnswer, HttpEvent } from "./http.ts";
import type { ReceiptEvent } from "./mail-in.ts";
import type { Pattern } from "./pattern.ts";
import type { StreamAnswer, StreamEvent } from "./stream.ts";

interface Row<Trigger, Event, Answer> {
  /** Names the handler in dead letters, idempotency keys and resource names. */
  readonly id: string;
  readonly trigger: Trigger;
  /** File and export, from the repository's root: what a deploy bundles. */
  readonly handler: `packages/functions/src/${string}.handler`;
  /** The same handler, before it is wired: what runs on one machine. */
  readonly load: () => Promise<Create<Event, Answer>>;
}

/** Requests to one path. */
export type HttpRow = Row<{ kind: "http"; path: string }, HttpEvent, HttpAnswer>;
/** Inserts of the table that match the filter, in batches. */
export type StreamRow = Row<{ kind: "stream"; filter: Pattern }, StreamEvent, StreamAnswer>;
export type ScheduleRow = Row<{ kind: "schedule"; everyMinutes: number }, unknown, void>;
/** Messages that a receipt rule stored under `prefix`. */
export type MailRow = Row<{ kind: "mail"; prefix: string }, ReceiptEvent, void>;
/** Events of a bus: the desk's own, or the account's default one, to which AWS's services write. */
export type EventRow = Row<{ kind: "event"; bus: "desk" | "default"; pattern: Pattern }, BusDelivery, void>;

export type WiringRow = HttpRow | StreamRow | ScheduleRow | MailRow | EventRow;

/** Reactions answer what happens now; what was seeded, imported or repaired mails nobody. */
const live = (type: string): EventRow["trigger"] => ({
  kind: "event",
  bus: "desk",
  pattern: { source: ["switchboard"], "detail-type": [type], detail: { origin: ["live"] } },
});

/** Everything that makes a handler run. The deployed stack and the local platform are both built from it. */
export const WIRING: readonly WiringRow[] = [
  {
    id: "graphql",
    trigger: { kind: "http", path: "/graphql" },
    handler: "packages/functions/src/graphql.handler",
    load: async () => (await import("./graphql.ts")).create,
  },
  {
    id: "relay",
    trigger: {
      kind: "stream",
      filter: {
        eventName: ["INSERT"],
        dynamodb: { Keys: { sk: { S: [{ prefix: "P#" }, { prefix: "N#" }, { prefix: "A#" }] } } },
      },
    },
    handler: "packages/functions/src/relay.handler",
    load: async () => (await import("./relay.ts")).create,
  },
  {
    id: "tick",
    trigger: { kind: "schedule", everyMinutes: 1 },
    handler: "packages/functions/src/tick.handler",
    load: async () => (await import("./tick.ts")).create,
  },
  {
    id: "mail-in",
    trigger: { kind: "mail", prefix: INBOUND_PREFIX },
    handler: "packages/functions/src/mail-in.handler",
    load: async () => (await import("./mail-in.ts")).create,
  },
  {
    id: "ses-feedback",
    trigger: {
      kind: "event",
      bus: "default",
      pattern: { source: ["aws.ses"], detail: { mail: { tags: { delivery: [{ exists: true }] } } } },
    },
    handler: "packages/functions/src/ses-feedback.handler",
    load: async () => (await import("./ses-feedback.ts")).create,
  },
  {
    id: "ticket-replied.send-mail",
    trigger: live("ticket.replied"),
    handler: "packages/functions/src/reactions/ticket-replied.send-mail.handler",
    load: async () => (await import("./reactions/ticket-replied.send-mail.ts")).create,
  },
  {
    id: "ticket-redacted.forget-mail",
    trigger: live("ticket.redacted"),
    handler: "packages/functions/src/reactions/ticket-redacted.forget-mail.handler",
    load: async () => (await import("./reactions/ticket-redacted.forget-mail.ts")).create,
  },
];
