/**
 * Events onto an EventBridge bus.
 *
 * @module
 */
import type { EventBridgeClientConfig, PutEventsRequestEntry, PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { BusEvent, BusPort, BusRefusal, Publication } from "../port/index.ts";

/** Which bus. `endpoint` and `credentials` are for tests; a Lambda has its own. */
export interface EventBridgeOptions extends Pick<EventBridgeClientConfig, "region" | "endpoint" | "credentials"> {
  readonly bus: string;
}

const MAX_ENTRIES = 10;
/** Of one PutEvents request, all entries together. */
const MAX_BYTES = 256 * 1024;
/** What PutEvents says of an entry that it will never take. Everything else passes, or somebody can mend it. */
const FOR_GOOD: ReadonlySet<string> = new Set(["MalformedDetail", "InvalidArgument"]);

/**
 * A bus over PutEvents: ten events a call, never more bytes than it takes. Events it did not take come back
 * by index, apart from those it never will; when not one call went through, its error is thrown. The SDK is
 * loaded with the first call.
 *
 * @example connect({ table: "support", dynamodb, ports: { bus: eventBridgeBus({ bus: "support" }) } });
 */
export function eventBridgeBus({ bus, ...config }: EventBridgeOptions): BusPort {
  let connected: ReturnType<typeof connect> | undefined;
  return {
    async publish(events) {
      connected ??= connect(config);
      const put = await connected;
      const { batches, oversized } = batchesOf(events, bus);
      const failed: number[] = [];
      const refused: BusRefusal[] = [...oversized];
      const errors: unknown[] = [];
      for (const batch of batches) {
        const outcome = await put(batch.map(({ entry }) => entry)).catch((e: unknown) => {
          errors.push(e);
          return null;
        });
        const answer = readAnswer(batch, outcome);
        failed.push(...answer.failed);
        refused.push(...answer.refused);
      }
      if (errors.length > 0 && errors.length === batches.length) throw errors[0];
      return { failed, refused: refused.sort((a, b) => a.index - b.index) };
    },
  };
}

/** Without an outcome nobody knows what became of the batch, so all of it failed. */
function readAnswer(batch: readonly Placed[], outcome: readonly PutEventsResultEntry[] | null): Publication {
  const failed: number[] = [];
  const refused: BusRefusal[] = [];
  for (const [i, { index }] of batch.entries()) {
    const code = outcome === null ? "NoAnswer" : outcome[i]?.ErrorCode;
    if (code === undefined) continue;
    if (FOR_GOOD.has(code)) refused.push({ index, reason: `The bus refused it: ${code}.` });
    else failed.push(index);
  }
  return { failed, refused };
}

async function connect(config: EventBridgeClientConfig) {
  const { EventBridgeClient, PutEventsCommand } = await import("@aws-sdk/client-eventbridge");
  const client = new EventBridgeClient({ ...config, maxAttempts: 3 });
  return async (Entries: PutEventsRequestEntry[]): Promise<readonly PutEventsResultEntry[]> =>
    (await client.send(new PutEventsCommand({ Entries }))).Entries ?? [];
}

interface Placed {
  readonly index: number;
  readonly entry: PutEventsRequestEntry;
}

function batchesOf(events: readonly BusEvent[], bus: string) {
  const batches: Placed[][] = [];
  const oversized: BusRefusal[] = [];
  let room = 0;
  for (const [index, event] of events.entries()) {
    const entry = entryOf(event, bus);
    const size = sizeOf(entry);
    if (size > MAX_BYTES) {
      oversized.push({ index, reason: `It has ${size} bytes; the bus takes ${MAX_BYTES}.` });
      continue;
    }
    const open = batches.at(-1);
    if (open && open.length < MAX_ENTRIES && size <= room) open.push({ index, entry });
    else batches.push([{ index, entry }]);
    room = (batches.at(-1)?.length === 1 ? MAX_BYTES : room) - size;
  }
  return { batches, oversized };
}

const entryOf = (event: BusEvent, bus: string): PutEventsRequestEntry => ({
  EventBusName: bus,
  Source: event.source,
  DetailType: event.detailType,
  Detail: JSON.stringify(event.detail),
});

/** The size of an entry as EventBridge counts it. */
const sizeOf = ({ Source = "", DetailType = "", Detail = "" }: PutEventsRequestEntry): number =>
  Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
