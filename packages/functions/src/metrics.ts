/**
 * The product's own metrics: what alarms and the dashboard are built from. Nine, as CloudWatch bills each one
 * and gives ten for nothing; what AWS counts anyway (errors, throttles, iterator age, the length of queues) is
 * not counted again.
 *
 * @module
 */
import type { BusEvent } from "@switchboard/core/port";

export const NAMESPACE = "Switchboard";
/** The one dimension, so that two desks in an account are told apart: the desk's own name. */
export const DIMENSION = "Service";

/** All are counts: take their sum. Delivery is at least once, so a repeated batch counts twice. */
export const METRICS = {
  EventsPublished: {
    says: "Events the relay put on the bus.",
    act: "None for hours while people work: see the relay.",
  },
  TicketsOpened: { says: "Tickets opened.", act: "For the dashboard." },
  MailReceived: { says: "Mails taken in, whatever became of them.", act: "None for a day: send one yourself." },
  MailQuarantined: {
    says: "Mails set aside as dangerous or forged.",
    act: "Many at once: somebody tries something. They are listed with their reason.",
  },
  MailSent: { says: "Mails the carrier took.", act: "For the dashboard." },
  MailBounced: {
    says: "Mails that came back or were complained about.",
    act: "Over 5 % of those sent: SES may pause the account. See the runbook, bounced mail.",
  },
  UnknownMailOutcomes: {
    says: "Mails of which nobody knows whether they went out. They are not sent again by themselves.",
    act: "Any: look at the ticket, ask the customer or answer again.",
  },
  WakesFailed: { says: "Timed work that failed; the next tick tries it again.", act: "See the log of the tick." },
  WakesParked: {
    says: "Timed work that failed five times and is tried no more.",
    act: "Any: the log of the tick has the id and the error.",
  },
} as const satisfies Record<string, { readonly says: string; readonly act: string }>;

export type MetricName = keyof typeof METRICS;
export type Counts = Readonly<Partial<Record<MetricName, number>>>;
export type Count = (counts: Counts) => void;

type Payload = Readonly<Record<string, unknown>>;

/** Which event counts as what. */
const COUNTED: Readonly<Record<string, (payload: Payload) => readonly MetricName[]>> = {
  "ticket.opened": () => ["TicketsOpened"],
  "mail.received": ({ outcome }) =>
    outcome === "QUARANTINED" ? ["MailReceived", "MailQuarantined"] : ["MailReceived"],
  "delivery.sent": () => ["MailSent"],
  "delivery.reported": ({ status }) => (status === "BOUNCED" || status === "COMPLAINED" ? ["MailBounced"] : []),
  "delivery.unknown": () => ["UnknownMailOutcomes"],
};

/** What a batch of events counts as. What was seeded or imported happened to nobody. */
export function countsOf(events: readonly BusEvent[]): Counts {
  const counts: Partial<Record<MetricName, number>> = {};
  const names = events
    .filter(({ detail }) => detail["origin"] === "live")
    .flatMap(({ detailType, detail }) => COUNTED[detailType]?.((detail["payload"] ?? {}) as Payload) ?? []);
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return { ...counts, ...(events.length > 0 ? { EventsPublished: events.length } : {}) };
}

/**
 * A line in CloudWatch's embedded metric format: CloudWatch Logs makes the metrics out of it, so that no call
 * has to be made, waited for and paid for. Null when there is nothing to count.
 */
export function metricLine(counts: Counts, { service, at }: { service: string; at: number }): string | null {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  if (found.length === 0) return null;
  const Metrics = found.map(([Name]) => ({ Name, Unit: "Count" }));
  const directive = { Namespace: NAMESPACE, Dimensions: [[DIMENSION]], Metrics };
  const _aws = { Timestamp: at, CloudWatchMetrics: [directive] };
  return JSON.stringify({ _aws, [DIMENSION]: service, ...Object.fromEntries(found) });
}

/**
 * Counts onto stdout. Straight, not by `console`: with JSON logs Lambda wraps what goes through that, and a
 * wrapped line is no metric.
 */
export const countTo =
  (service: string, write: (line: string) => void = (line) => void process.stdout.write(line)): Count =>
  (counts) => {
    const line = metricLine(counts, { service, at: Date.now() });
    if (line !== null) write(`${line}\n`);
  };
