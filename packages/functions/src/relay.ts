import type { Publication, QueuePort, Row } from "@switchboard/core/port";
import { type Outgoing, outboxOf } from "@switchboard/core/table";
import type { Create } from "./handler.ts";
import { log, reasonOf } from "./log.ts";
import { countsOf } from "./metrics.ts";
import type { PoisonRow } from "./operator/letters.ts";
import { masked } from "./safeError.ts";
import { rowOf, type StreamAnswer, type StreamEvent, type StreamRecord } from "./stream.ts";
import { deployed } from "./wire.ts";

/**
 * Carries event rows from the table's stream to the bus. What the bus did not take is delivered again; a row
 * that can never pass goes to the dead letters, as it would hold up its shard for a day.
 */
export const create: Create<StreamEvent, StreamAnswer> =
  ({ desk: { ports }, count }) =>
  async ({ Records }) => {
    const { bus, deadLetters } = ports;
    if (!bus) throw new Error("The relay needs a bus: set SWITCHBOARD_BUS.");
    const inserted = Records.filter(tells).map(({ dynamodb }) => ({
      place: dynamodb?.SequenceNumber ?? "",
      row: rowOf(dynamodb?.NewImage ?? {}),
    }));
    const { outgoing, unreadable } = outboxOf(inserted.map(({ row }) => row));
    const answer = await bus.publish(outgoing.map(({ event }) => event));
    count?.(countsOf(takenOf(outgoing, answer)));
    const failed = new Set(answer.failed.map((index) => outgoing[index]?.row));
    const hopeless = new Map<Row, string>([
      ...unreadable.map(({ row, error }) => [row, reasonOf(error)] as const),
      ...answer.refused.map(({ index, reason }) => [(outgoing[index] as Outgoing).row, reason] as const),
    ]);
    for (const { place, row } of inserted) {
      const error = hopeless.get(row);
      const passes = error === undefined ? !failed.has(row) : await bury(deadLetters, { place, row, error });
      // Everything behind comes again with it, so letters about rows further on are left to that time.
      if (!passes) return { batchItemFailures: [{ itemIdentifier: place }] };
    }
    return { batchItemFailures: [] };
  };

export const handler = deployed(create);

/** An event when it was written, and a record that announces itself whenever it changes. */
const tells = ({ eventName, dynamodb }: StreamRecord): boolean =>
  eventName === "INSERT" || (eventName === "MODIFY" && dynamodb?.NewImage?.["ev"] !== undefined);

function takenOf(outgoing: readonly Outgoing[], { failed, refused }: Publication) {
  const left = new Set([...failed, ...refused.map(({ index }) => index)]);
  return outgoing.filter((_, index) => !left.has(index)).map(({ event }) => event);
}

interface Hopeless {
  readonly place: string;
  readonly row: Row;
  readonly error: string;
}

/** Writes the letter; false when it could not be sent, or when there is nowhere to send it. */
async function bury(queue: QueuePort | undefined, { place, row, error }: Hopeless): Promise<boolean> {
  const [pk, sk] = [String(row["pk"]), String(row["sk"])];
  const letter: PoisonRow = { letter: "poison-row", pk, sk, sequenceNumber: place, error };
  log("row cannot be published", { pk, sk, sequenceNumber: place, reason: masked(error) });
  try {
    await queue?.send(JSON.stringify(letter));
    return queue !== undefined;
  } catch (cause) {
    log("letter not sent", { pk, sk }, cause);
    return false;
  }
}
