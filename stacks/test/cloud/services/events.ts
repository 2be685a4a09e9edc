import type { Bus, PutEvent } from "../bus.ts";
import { type Call, json, jsonError, operationOf, type Reply, type Service, ServiceError } from "../endpoint.ts";

const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;

/** EventBridge's PutEvents: limits, permissions, and an answer for each entry. */
export const events = (bus: Bus): Service => ({
  refuse: jsonError,
  async handle(call: Call): Promise<Reply> {
    const { operation, input } = operationOf(call);
    if (operation !== "PutEvents") throw new ServiceError("UnknownOperationException", operation);
    const { Entries } = input as { Entries: readonly PutEvent[] };
    const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    if (Entries.length === 0 || Entries.length > MAX_ENTRIES || size > MAX_BYTES)
      throw new ServiceError("ValidationException", `${Entries.length} entries of ${size} bytes`);
    for (const { EventBusName = "default" } of Entries) call.need("events:PutEvents", bus.arnOf(EventBusName));
    const answers = Entries.map((entry) => bus.put(entry));
    return json({ FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode).length, Entries: answers });
  },
});

const sizeOf = ({ Source = "", DetailType = "", Detail = "" }: PutEvent): number =>
  [Source, DetailType, Detail].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
