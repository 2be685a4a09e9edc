import { type Call, json, jsonError, operationOf, type Reply, type Service, ServiceError } from "../endpoint.ts";
import type { Meter } from "../figures.ts";
import { type MessageAttributes, md5, type Queue, type Queues } from "../queues.ts";

interface Input {
  readonly QueueUrl: string;
  readonly MessageBody?: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly Entries?: readonly { readonly Id: string; readonly MessageBody: string; readonly ReceiptHandle: string }[];
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly ReceiptHandle?: string;
}

type Operation = (queue: Queue, input: Input) => unknown;

const OPERATIONS: Readonly<Record<string, readonly [action: string, operation: Operation]>> = {
  SendMessage: [
    "sqs:SendMessage",
    (queue, { MessageBody = "", MessageAttributes }) => sent(queue, MessageBody, MessageAttributes),
  ],
  SendMessageBatch: [
    "sqs:SendMessage",
    (queue, { Entries = [] }) => ({
      Successful: Entries.map(({ Id, MessageBody }) => ({ Id, ...sent(queue, MessageBody) })),
      Failed: [],
    }),
  ],
  ReceiveMessage: [
    "sqs:ReceiveMessage",
    (queue, { MaxNumberOfMessages = 1, VisibilityTimeout }) => ({
      Messages: queue.receive(MaxNumberOfMessages, VisibilityTimeout).map((message) => ({
        MessageId: message.id,
        ReceiptHandle: message.receipt,
        Body: message.body,
        MD5OfBody: md5(message.body),
        Attributes: queue.attributesOf(message),
        MessageAttributes: message.attributes,
      })),
    }),
  ],
  DeleteMessage: [
    "sqs:DeleteMessage",
    (queue, { ReceiptHandle = "" }) => {
      queue.delete(ReceiptHandle);
      return {};
    },
  ],
  DeleteMessageBatch: [
    "sqs:DeleteMessage",
    (queue, { Entries = [] }) => {
      for (const { ReceiptHandle } of Entries) queue.delete(ReceiptHandle);
      return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
    },
  ],
  ChangeMessageVisibility: [
    "sqs:ChangeMessageVisibility",
    (queue, { ReceiptHandle = "", VisibilityTimeout = 0 }) => {
      queue.hide(ReceiptHandle, VisibilityTimeout);
      return {};
    },
  ],
  GetQueueAttributes: [
    "sqs:GetQueueAttributes",
    (queue) => ({
      Attributes: { QueueArn: queue.arn, ApproximateNumberOfMessages: String(queue.messages.length) },
    }),
  ],
};

/** SQS in its JSON form. */
export const sqs = (queues: Queues, meter: Meter): Service => ({
  refuse: jsonError,
  async handle(call: Call): Promise<Reply> {
    const { operation, input } = operationOf(call);
    const [action, run] = OPERATIONS[operation] ?? [];
    const { QueueUrl } = input as Input;
    const queue = queues.byUrl(QueueUrl);
    if (!action || !run) throw new ServiceError("UnknownOperationException", operation);
    if (!queue) throw new ServiceError("AWS.SimpleQueueService.NonExistentQueue", QueueUrl);
    call.need(action, queue.arn);
    meter.count("sqsRequests");
    return json(run(queue, input as Input));
  },
});

function sent(queue: Queue, body: string, attributes?: MessageAttributes) {
  return { MessageId: queue.send(body, attributes).id, MD5OfMessageBody: md5(body) };
}
