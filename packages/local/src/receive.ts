import { rowsOf } from "@switchboard/functions";
import type { Parts } from "./platform.ts";
import { type Receipt, receiptEvent, sesId } from "./ses.ts";

/** A message as it arrives at SES. */
export type Arriving = Omit<Receipt, "messageId">;

/** Stores a message and calls the mail handlers, as SES's receipt rule does. Returns SES's id of it. */
export async function receive(
  { blobs, runner, clock, mailbox }: Parts,
  raw: Uint8Array,
  arriving: Arriving,
): Promise<string> {
  const messageId = sesId(clock.now());
  const event = receiptEvent({ ...arriving, messageId });
  mailbox.arrived({
    id: messageId,
    from: arriving.from,
    to: [...arriving.to],
    raw: Buffer.from(raw).toString("latin1"),
  });
  for (const row of rowsOf("mail")) {
    await blobs.put(row.trigger.prefix + messageId, raw, "message/rfc822");
    await runner.submit(row, event);
  }
  return messageId;
}
