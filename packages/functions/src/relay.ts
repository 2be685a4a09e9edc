import type { BusEvent, Row } from "@switchboard/core/port";
import { busEventsOf } from "@switchboard/core/table";
import type { Create } from "./handler.ts";
import { rowOf, type StreamAnswer, type StreamEvent } from "./stream.ts";
import { deployed } from "./wire.ts";

/** Carries event rows from the table's stream to the bus. What the bus did not take is delivered again. */
export const create: Create<StreamEvent, StreamAnswer> =
  ({ desk: { ports } }) =>
  async ({ Records }) => {
    const { bus } = ports;
    if (!bus) throw new Error("The relay needs a bus: set SWITCHBOARD_BUS.");
    const inserted = Records.filter((record) => record.eventName === "INSERT").map(({ dynamodb }) => ({
      place: dynamodb?.SequenceNumber ?? "",
      row: rowOf(dynamodb?.NewImage ?? {}),
    }));
    const unreadable = inserted.filter(({ row }) => !isReadable(row));
    const readable = inserted.filter(({ row }) => isReadable(row));
    const events = busEventsOf(readable.map(({ row }) => row));
    const { failed } = await bus.publish(events);
    const places = new Map(readable.map(({ place, row }) => [nameOf(row), place]));
    const lost = failed.map((index) => places.get(nameOfEvent(events[index])) ?? "");
    const again = [...unreadable.map(({ place }) => place), ...lost];
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  };

export const handler = deployed(create);

/** One row that nobody can read must not take the rest of its batch with it. */
function isReadable(row: Row): boolean {
  try {
    busEventsOf([row]);
    return true;
  } catch {
    return false;
  }
}

const nameOf = (row: Row): string => `${String(row["pk"])}/${Number(String(row["sk"]).slice(2))}`;

function nameOfEvent(event: BusEvent | undefined): string {
  const { workspaceId, aggregateId, sequence } = event?.detail ?? {};
  return `${String(workspaceId)}#${String(aggregateId)}/${String(sequence)}`;
}
