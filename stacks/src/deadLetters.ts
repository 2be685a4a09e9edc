import { account } from "./names.ts";

const FOURTEEN_DAYS = 14 * 24 * 3600;

/** Where everything ends that could not be done: one queue, and each letter says whose it is. */
export function deadLetters(): sst.aws.Queue {
  return new sst.aws.Queue("DeadLetters", {
    transform: { queue: { messageRetentionSeconds: FOURTEEN_DAYS } },
  });
}

/** Lets rules of EventBridge, and nobody else, put messages into a queue. A queue has one policy. */
export function allowRules(
  name: string,
  queue: sst.aws.Queue,
  rules: readonly $util.Input<string>[],
): aws.sqs.QueuePolicy {
  const { json } = aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sqs:SendMessage"],
        resources: [queue.arn],
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        conditions: [
          { test: "ArnLike", variable: "aws:SourceArn", values: [...rules] },
          { test: "StringEquals", variable: "aws:SourceAccount", values: [account()] },
        ],
      },
    ],
  });
  return new aws.sqs.QueuePolicy(name, { queueUrl: queue.url, policy: json });
}
