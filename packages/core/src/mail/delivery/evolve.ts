import type { Applied } from "../../kernel/index.ts";
import type { Events } from "./events.ts";
import { type Delivery, type Recipient, type RecipientStatus, type StoredDelivery, whole } from "./schema.ts";

type Told<T extends keyof Events> = Extract<Applied<Events>, { type: T }>;

const UNSETTLED = new Set(["SENDING", "UNKNOWN"]);
/** Of a recipient: nothing was heard of what became of it. */
const OPEN: ReadonlySet<RecipientStatus> = new Set(["QUEUED", "UNKNOWN"]);

export function evolve(state: Delivery | undefined, event: Applied<Events>): Delivery {
  if (event.type === "delivery.started") return begun(event);
  const { retryAt: _, ...delivery } = whole(state as StoredDelivery);
  switch (event.type) {
    case "delivery.retried":
      return {
        ...delivery,
        status: "SENDING",
        attempt: event.payload.attempt,
        startedAt: event.at,
        recipients: without(delivery, event.payload.suppressed),
      };
    case "delivery.sent":
      // A report may be faster than the carrier's own answer: it already said more.
      return {
        ...delivery,
        status: UNSETTLED.has(delivery.status) ? "SENT" : delivery.status,
        ...event.payload,
        recipients: settled(delivery, "SENT"),
      };
    case "delivery.deferred":
      return {
        ...delivery,
        ...event.payload,
        status: "RETRYING",
        attempt: event.payload.attempt ?? delivery.attempt,
      };
    case "delivery.failed":
      return { ...delivery, status: "FAILED", ...event.payload, recipients: settled(delivery, "FAILED") };
    case "delivery.unknown":
      return { ...delivery, status: "UNKNOWN", ...event.payload, recipients: settled(delivery, "UNKNOWN") };
    case "delivery.reported":
      return { ...delivery, ...reported(delivery, event) };
  }
}

function begun({ aggregateId, payload, content, at, occurredAt }: Told<"delivery.started">): Delivery {
  const to = content?.to ?? "";
  const named = content?.recipients ?? [{ address: to, role: "TO" as const }];
  return {
    id: aggregateId,
    ...payload,
    purpose: payload.purpose ?? "REPLY",
    to,
    recipients: named.map(({ address, role, suppressed }) => ({
      address,
      role,
      status: suppressed ? "SUPPRESSED" : "QUEUED",
    })),
    status: "SENDING",
    attempt: 1,
    startedAt: at,
    createdAt: occurredAt,
  };
}

const settled = ({ recipients }: Delivery, status: RecipientStatus): readonly Recipient[] =>
  recipients.map((one) => (OPEN.has(one.status) ? { ...one, status } : one));

const without = ({ recipients }: Delivery, places: readonly number[] = []): readonly Recipient[] =>
  recipients.map((one, i) => (places.includes(i) ? { ...one, status: "SUPPRESSED" } : one));

function reported(delivery: Delivery, { payload }: Told<"delivery.reported">): Partial<Delivery> {
  const { status, diagnostic } = payload;
  // Told by a release that knew one recipient.
  const told = payload.recipients ?? [{ place: 0, status: status as RecipientStatus }];
  const byPlace = new Map(told.map(({ place, ...rest }) => [place, rest]));
  // Where there is a report about one, all of it went out.
  const recipients = settled(delivery, "SENT").map((one, i) => ({ ...one, ...byPlace.get(i) }));
  return { status, recipients, ...(diagnostic === null ? {} : { diagnostic }) };
}
