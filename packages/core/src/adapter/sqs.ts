/**
 * A queue in SQS.
 *
 * @module
 */
import type { Message, SQSClientConfig } from "@aws-sdk/client-sqs";
import type { QueueMessage, QueuePort } from "../port/index.ts";

/** Which queue, by its URL. `endpoint` and `credentials` are for tests; a Lambda has its own. */
export interface SqsOptions extends Pick<SQSClientConfig, "region" | "endpoint" | "credentials"> {
  readonly queue: string;
}

/** Any wait at all makes SQS ask all its servers, so that an empty answer means an empty queue. */
const WAIT_S = 1;

/**
 * A standard queue. Sending needs sqs:SendMessage alone; receiving needs ReceiveMessage, deleting DeleteMessage,
 * releasing ChangeMessageVisibility. The SDK is loaded with the first call.
 *
 * @example const desk = connect({ table: "support", dynamodb, ports: { deadLetters: sqsQueue({ queue: queueUrl }) } });
 */
export function sqsQueue({ queue: QueueUrl, ...config }: SqsOptions): QueuePort {
  let loaded: ReturnType<typeof load> | undefined;
  const sqs = () => {
    loaded ??= load(config);
    return loaded;
  };
  return {
    async send(MessageBody) {
      const { sdk, client } = await sqs();
      await client.send(new sdk.SendMessageCommand({ QueueUrl, MessageBody }));
    },
    async receive({ most, hold }) {
      const { sdk, client } = await sqs();
      const { Messages = [] } = await client.send(
        new sdk.ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: most,
          VisibilityTimeout: hold,
          WaitTimeSeconds: WAIT_S,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["SentTimestamp"],
        }),
      );
      return Messages.map(messageOf);
    },
    async delete({ handle: ReceiptHandle }) {
      const { sdk, client } = await sqs();
      await client.send(new sdk.DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    async release({ handle: ReceiptHandle }) {
      const { sdk, client } = await sqs();
      await client.send(new sdk.ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    },
  };
}

async function load(config: SQSClientConfig) {
  const sdk = await import("@aws-sdk/client-sqs");
  // The endpoint of the region or the environment, not the one in the queue's URL, which only names the queue.
  return { sdk, client: new sdk.SQSClient({ ...config, useQueueUrlAsEndpoint: false, maxAttempts: 3 }) };
}

function messageOf({ MessageId, ReceiptHandle, Body, MessageAttributes, Attributes }: Message): QueueMessage {
  const texts = Object.entries(MessageAttributes ?? {}).flatMap(([name, { StringValue }]) =>
    StringValue === undefined ? [] : [[name, StringValue] as const],
  );
  return {
    id: MessageId ?? "",
    handle: ReceiptHandle ?? "",
    body: Body ?? "",
    attributes: Object.fromEntries(texts),
    sentAt: Number(Attributes?.SentTimestamp ?? 0),
  };
}
