import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sqsQueue } from "../../src/adapter/sqs.ts";
import { type Answer, type Seen, standIn } from "./standIn.ts";

const QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters";
const json = { "content-type": "application/x-amz-json-1.0" };
const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const actionOf = (seen: Seen) => String(seen.headers["x-amz-target"]).replace("AmazonSQS.", "");
const inputOf = (seen: Seen) => JSON.parse(seen.body.toString()) as Record<string, unknown>;

const LETTER = {
  MessageId: "m-1",
  ReceiptHandle: "h-1",
  Body: '{"reaction":"r"}',
  MD5OfBody: md5('{"reaction":"r"}'),
  Attributes: { SentTimestamp: "1793610000000" },
  MessageAttributes: {
    RULE_ARN: { DataType: "String", StringValue: "arn:aws:events:rule" },
    PICTURE: { DataType: "Binary", BinaryValue: "AAAA" },
  },
};

function queue(seen: Seen): Answer {
  const { MessageBody } = inputOf(seen);
  const answers: Record<string, unknown> = {
    SendMessage: { MessageId: "m-2", MD5OfMessageBody: md5(String(MessageBody)) },
    ReceiveMessage: { Messages: [LETTER] },
  };
  return { headers: json, body: JSON.stringify(answers[actionOf(seen)] ?? {}) };
}

const over = (service: Awaited<ReturnType<typeof standIn>>) => sqsQueue({ ...service.config, queue: QUEUE });

describe("sqsQueue", () => {
  test("sends a body as it is", async () => {
    await using service = await standIn(queue);
    await over(service).send('{"letter":"poison-row"}');
    expect(service.seen.map(actionOf)).toEqual(["SendMessage"]);
    expect(service.seen.map(inputOf)).toEqual([{ QueueUrl: QUEUE, MessageBody: '{"letter":"poison-row"}' }]);
  });

  test("receives messages with what their senders wrote beside the body, and asks all servers for them", async () => {
    await using service = await standIn(queue);
    expect(await over(service).receive({ most: 7, hold: 900 })).toEqual([
      {
        id: "m-1",
        handle: "h-1",
        body: '{"reaction":"r"}',
        attributes: { RULE_ARN: "arn:aws:events:rule" },
        sentAt: 1_793_610_000_000,
      },
    ]);
    expect(inputOf(service.seen[0] as Seen)).toMatchObject({
      QueueUrl: QUEUE,
      MaxNumberOfMessages: 7,
      VisibilityTimeout: 900,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
    });
  });

  test("an empty queue gives nothing", async () => {
    await using service = await standIn(() => ({ headers: json, body: "{}" }));
    expect(await over(service).receive({ most: 10, hold: 1 })).toEqual([]);
  });

  test("deletes and gives back by the handle of the one time it received", async () => {
    await using service = await standIn(queue);
    const letters = over(service);
    const [letter] = await letters.receive({ most: 1, hold: 60 });
    await letters.release(letter!);
    await letters.delete(letter!);
    expect(service.seen.slice(1).map((seen) => [actionOf(seen), inputOf(seen)])).toEqual([
      ["ChangeMessageVisibility", { QueueUrl: QUEUE, ReceiptHandle: "h-1", VisibilityTimeout: 0 }],
      ["DeleteMessage", { QueueUrl: QUEUE, ReceiptHandle: "h-1" }],
    ]);
  });

  test("a refusal is thrown", async () => {
    const body = JSON.stringify({ __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "no" });
    await using service = await standIn(() => ({ status: 400, headers: json, body }));
    await expect(over(service).send("x")).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });
});
