import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as Ticket from "@switchboard/core/ticket";
import { reaction } from "@switchboard/functions/reaction";
import { Resource } from "sst";

const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/**
 * Every new ticket goes on the wall board in the office, and says so on itself. The note is written once, however
 * often AWS delivers the event; the board shows a ticket it has already as what it has.
 */
export const { handler } = reaction("ticket-opened.tell-board", async (ctx, { aggregateId }) => {
  const ticket = await Ticket.get(ctx, aggregateId);
  if (!ticket) return;
  const MessageBody = JSON.stringify({ number: ticket.number, priority: ticket.priority });
  await sqs.send(new SendMessageCommand({ QueueUrl: Resource.Board.url, MessageBody }));
  await Ticket.note(ctx, { ticketId: aggregateId, text: "On the wall board." });
});
