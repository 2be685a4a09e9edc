import { CLOCK_EVENTS } from "./clockEvents.ts";
import { INBOUND_PREFIX } from "./functionSpecs.ts";
import type { Pattern } from "./pattern.ts";
import { ROUTED_EVENTS } from "./routedEvents.ts";
import type { WiringRow } from "./wiringRow.ts";

export { type Capability, FUNCTIONS, type FunctionId, type FunctionSpec, INBOUND_PREFIX } from "./functionSpecs.ts";
export type * from "./wiringRow.ts";

/** The rows of one kind of trigger. */
export const rowsOf = <Kind extends WiringRow["trigger"]["kind"]>(kind: Kind) =>
  WIRING.filter((row): row is Extract<WiringRow, { trigger: { kind: Kind } }> => row.trigger.kind === kind);

/** Reactions answer what happens now; what was seeded, imported or repaired mails nobody. */
export const live = (...types: readonly string[]): Pattern => ({
  source: ["switchboard"],
  "detail-type": [...types],
  detail: { origin: ["live"] },
});

/** One of these parts of the configuration is another one. */
const configured = (...parts: readonly string[]): Pattern => ({
  ...live("workspace.configured"),
  detail: { origin: ["live"], payload: { changed: [...parts] } },
});

/** Everything that makes a handler run. The deployed stack and the local platform are both built from it. */
export const WIRING: readonly WiringRow[] = [
  { id: "graphql", trigger: { kind: "http", path: "/graphql" }, runsIn: "api" },
  { id: "health", trigger: { kind: "http", path: "/health" }, runsIn: "api" },
  { id: "files", trigger: { kind: "http", path: "/files/" }, runsIn: "api" },
  {
    id: "relay",
    trigger: {
      kind: "stream",
      filters: [
        {
          eventName: ["INSERT"],
          dynamodb: { Keys: { sk: { S: [{ prefix: "P#" }, { prefix: "N#" }, { prefix: "A#" }] } } },
        },
        // Records that announce themselves, each time they change.
        { eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { ev: { S: [{ exists: true }] } } } },
      ],
    },
    runsIn: "relay",
  },
  {
    id: "projector",
    trigger: { kind: "stream", filters: [{ dynamodb: { Keys: { sk: { S: ["T"] } } } }] },
    runsIn: "projector",
  },
  { id: "tick", trigger: { kind: "schedule", everyMinutes: 1 }, runsIn: "tick" },
  { id: "mail-in", trigger: { kind: "mail", prefix: INBOUND_PREFIX }, runsIn: "mail-in", needs: "mail" },
  {
    id: "ses-feedback",
    trigger: {
      kind: "event",
      bus: "default",
      pattern: { source: ["aws.ses"], detail: { mail: { tags: { delivery: [{ exists: true }] } } } },
    },
    runsIn: "reactions",
    needs: "mail",
  },
  {
    id: "ticket-replied.send-mail",
    // SES limits sends per second, and a new account has ten executions for everything.
    trigger: { kind: "event", bus: "desk", pattern: live("ticket.replied"), concurrency: 2 },
    runsIn: "reactions",
    needs: "mail",
  },
  {
    id: "ticket-opened.acknowledge",
    // Without a queue of its own, which costs when idle: on a desk that answers nothing by itself it is one read, and
    // what sends waits its turn within the rate of sending.
    trigger: { kind: "event", bus: "desk", pattern: live("ticket.opened", "ticket.message_received") },
    runsIn: "reactions",
    needs: "mail",
  },
  {
    id: "ticket-redacted.forget-mail",
    trigger: { kind: "event", bus: "desk", pattern: live("ticket.redacted", "ticket.purged") },
    runsIn: "reactions",
  },
  {
    id: "ticket-changed.follow-clocks",
    // What moves a clock, or chooses its policy; in a workspace without policies each is one read.
    trigger: { kind: "event", bus: "desk", pattern: live(...CLOCK_EVENTS) },
    runsIn: "reactions",
  },
  {
    id: "workspace-configured.follow-clocks",
    trigger: {
      kind: "event",
      bus: "desk",
      pattern: configured("slaPolicies", "calendars"),
    },
    runsIn: "reactions",
  },
  {
    id: "ticket-purged.erase",
    trigger: { kind: "event", bus: "desk", pattern: live("ticket.purged") },
    runsIn: "reactions",
  },
  {
    id: "ticket-resolved.wake-waiting",
    // Whatever ends a ticket; one that is merged goes on elsewhere, and nobody waits for that.
    trigger: {
      kind: "event",
      bus: "desk",
      pattern: live("ticket.resolved", "ticket.closed", "ticket.merged", "ticket.deleted"),
    },
    runsIn: "reactions",
  },
  {
    id: "ticket-opened.wait-for-age",
    // On a desk without paths that wait for an age it is one read.
    trigger: { kind: "event", bus: "desk", pattern: live("ticket.opened") },
    runsIn: "reactions",
  },
  {
    id: "sla-warned.escalate",
    trigger: { kind: "event", bus: "desk", pattern: live("sla.warned") },
    runsIn: "reactions",
  },
  {
    id: "sla-breached.escalate",
    trigger: { kind: "event", bus: "desk", pattern: live("sla.breached") },
    runsIn: "reactions",
  },
  {
    id: "ticket-ended.end-escalations",
    trigger: {
      kind: "event",
      bus: "desk",
      pattern: live("ticket.resolved", "ticket.closed", "ticket.merged", "ticket.spam_marked", "ticket.deleted"),
    },
    runsIn: "reactions",
  },
  {
    id: "agent-offboarded.return-work",
    trigger: { kind: "event", bus: "desk", pattern: live("agent.offboarded") },
    runsIn: "reactions",
  },
  {
    id: "view-changed.count-tickets",
    trigger: {
      kind: "event",
      bus: "desk",
      pattern: {
        source: ["switchboard"],
        "detail-type": ["view.created", "view.changed"],
        detail: { origin: ["live"], payload: { fields: ["filter"] } },
      },
    },
    runsIn: "reactions",
  },
  {
    id: "ticket-changed.route",
    // In a workspace without queues each is one read.
    trigger: { kind: "event", bus: "desk", pattern: live(...ROUTED_EVENTS) },
    runsIn: "reactions",
  },
  {
    id: "agent-changed.route",
    trigger: {
      kind: "event",
      bus: "desk",
      pattern: live(
        "agent.presence_changed",
        "agent.skills_changed",
        "agent.capacity_changed",
        "agent.teams_changed",
        "agent.hours_changed",
        "agent.suspended",
        "agent.offboarded",
        "agent.reinstated",
        // Who leaves an offer to others has room for something else.
        "routing.declined",
      ),
    },
    runsIn: "reactions",
  },
  {
    id: "workspace-configured.route",
    trigger: {
      kind: "event",
      bus: "desk",
      pattern: configured("queues", "routing", "skills", "slaPolicies", "calendars"),
    },
    runsIn: "reactions",
  },
  { id: "first-start", trigger: { kind: "deploy" }, runsIn: "first-start" },
  { id: "operate", trigger: { kind: "operator" }, runsIn: "operate" },
];
