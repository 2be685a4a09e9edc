import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { ACCOUNT } from "../offline/account.ts";
import { about, answers, exchange, mailIn, operate, type Running, reply, run } from "./desk.ts";
import type { Moment } from "./faults.ts";

const HOUR = 3_600_000;

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();

const deployed = inject("deployed");

/** One cloud for the tests of a block: what one breaks, it also mends. */
function sharedCloud(): () => Running {
  let running: Running;
  beforeAll(async () => {
    running = await run(deployed);
  });
  afterAll(() => running?.[Symbol.asyncDispose]());
  return () => running;
}

/** Many reactions share a function: the one that is meant. */
const SENDING = "ticket-replied.send-mail";

describe("a process that dies", () => {
  const shared = sharedCloud();

  test.each<readonly [fn: string, when: Moment]>([
    ["mail-in", "before"],
    ["mail-in", "after"],
    ["mail-in", { once: "s3:GetObject" }],
    ["mail-in", { once: "dynamodb:PutItem" }],
    ["relay", "before"],
    ["relay", "after"],
    ["relay", { once: "events:PutEvents" }],
    ["reactions", "before"],
    ["reactions", "after"],
  ])("%s, %j: one ticket, one mail out, nothing lost", async (fn, when) => {
    const running = shared();
    const { cloud } = running;
    const failed = cloud.failures().length;
    const subject = `Case ${failed}`;
    cloud.faults.crash(cloud.nameOf(fn), when, fn === "reactions" ? { of: SENDING } : {});
    await exchange(running, subject);
    expect(cloud.failures().length).toBeGreaterThan(failed);
    expect(await about(running, subject)).toHaveLength(1);
    expect(answers(cloud, subject)).toHaveLength(1);
    expect(cloud.letters()).toEqual([]);
  });

  test("between SES and its answer: nobody can know, so the mail is not sent a second time", async () => {
    const { cloud } = shared();
    cloud.faults.crash(cloud.nameOf("reactions"), { once: "ses:SendRawEmail" });
    await exchange(shared(), "Lost answer");
    expect(answers(cloud, "Lost answer")).toHaveLength(1);
  });

  test("api: who asked is told so, and may ask again", async () => {
    const { cloud } = shared();
    cloud.faults.crash(cloud.nameOf("api"), "before");
    expect((await cloud.fetch("/health")).status).toBe(502);
    expect((await cloud.fetch("/health")).status).toBe(200);
  });

  test("mail-in, again and again: it ends as a dead letter with what it was to do", async () => {
    const { cloud } = shared();
    cloud.faults.crash(cloud.nameOf("mail-in"), "before", { times: 3 });
    await mailIn(shared());
    expect(cloud.letters()).toMatchObject([
      {
        body: {
          requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
          requestPayload: { Records: [{ eventSource: "aws:ses" }] },
          responsePayload: { errorType: "Runtime.ExitError" },
        },
      },
    ]);
  });

  test("a reaction behind a queue, again and again: its message is a dead letter that names it", async () => {
    const { cloud } = shared();
    cloud.faults.crash(cloud.nameOf("reactions"), "before", { times: 5, of: SENDING });
    await exchange(shared(), "Five");
    expect(answers(cloud, "Five")).toEqual([]);
    expect(cloud.letters().at(-1)?.body).toMatchObject({
      reaction: "ticket-replied.send-mail",
      event: { "detail-type": "ticket.replied", account: ACCOUNT },
    });
  });
});

describe("the bus", () => {
  const shared = sharedCloud();

  test("delivers everything twice and in any order: each answer goes out once", async () => {
    const { cloud } = shared();
    cloud.faults.duplicate = true;
    cloud.faults.shuffle = true;
    const subjects = ["One", "Two", "Three"];
    for (const subject of subjects) await exchange(shared(), subject);
    for (const { id } of cloud.sentMail()) cloud.report(id, "delivery");
    await cloud.settle();
    cloud.faults.duplicate = false;
    cloud.faults.shuffle = false;
    for (const subject of subjects) expect(answers(cloud, subject)).toHaveLength(1);
    expect(cloud.letters()).toEqual([]);
  });

  test("is turned away by a target: it tries again, and after a day it is a dead letter that says of what", async () => {
    const { cloud } = shared();
    const { arn, rule } = cloud.resources.one("aws:cloudwatch/eventTarget:EventTarget", ({ logicalName }) =>
      logicalName.startsWith("TicketRepliedSendMail"),
    );
    cloud.faults.throttle(arn, 5);
    const ticketId = await exchange(shared(), "Busy");
    expect(answers(cloud, "Busy")).toHaveLength(1);
    cloud.faults.throttle(arn, 1_000);
    await reply(shared(), ticketId, "Still there?");
    cloud.faults.throttle(arn, 0);
    expect(answers(cloud, "Busy")).toHaveLength(1);
    expect(cloud.letters()).toMatchObject([
      {
        body: { "detail-type": "ticket.replied" },
        attributes: {
          RULE_ARN: expect.stringContaining(rule),
          TARGET_ARN: arn,
          ERROR_CODE: "THROTTLING",
          EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
        },
      },
    ]);
  });

  test("is out for 30 hours: letters name the time of what did not pass, and afterwards all is as before", async () => {
    const { cloud } = shared();
    await mailIn(shared(), { subject: "Outage" });
    const ticketId = (await about(shared(), "Outage"))[0]?.id ?? "";
    const before = cloud.letters().length;
    cloud.faults.busDown();
    const begun = Date.now();
    await reply(shared(), ticketId, "Oil it.");
    await cloud.advance(30 * HOUR);
    cloud.faults.busUp();
    expect(answers(cloud, "Outage")).toEqual([]);
    const letters = cloud.letters().slice(before);
    expect(letters.length).toBeGreaterThan(0);
    for (const { body } of letters) {
      const { requestContext, DDBStreamBatchInfo: range } = body as StreamLetter;
      expect(requestContext.condition).toBe("RecordAgeExceeded");
      // The stream tells time in whole seconds.
      expect(Date.parse(range.approximateArrivalOfFirstRecord)).toBeGreaterThanOrEqual(begun - 2_000);
      expect(Date.parse(range.approximateArrivalOfLastRecord)).toBeLessThanOrEqual(Date.now());
    }
    await reply(shared(), ticketId, "Or replace it.");
    expect(answers(cloud, "Outage")).toHaveLength(1);
    await operate(shared(), { redrive: {} });
    expect(answers(cloud, "Outage")).toHaveLength(2);
    expect(cloud.letters()).toEqual([]);
  });

  test("gets a row that nobody can read: it holds nothing up for good, and is a letter", async () => {
    const { cloud } = shared();
    await mailIn(shared(), { subject: "Poison" });
    const ticketId = (await about(shared(), "Poison"))[0]?.id ?? "";
    const before = cloud.letters().length;
    const Item = { pk: { S: "main#tkt_poison" }, sk: { S: "P#000000001" }, t: { S: "no.such" } };
    await cloud.client.send(new PutItemCommand({ TableName: cloud.tableName, Item }));
    await reply(shared(), ticketId, "Oil it.");
    expect(answers(cloud, "Poison")).toHaveLength(1);
    expect(cloud.letters().slice(before)).toMatchObject([{ body: { letter: "poison-row", pk: Item.pk.S } }]);
    // As long as nobody mends it, it stays a letter.
    expect(await operate(shared(), { redrive: {} })).toMatchObject({ redriven: { left: [{ kind: "poison-row" }] } });
  });

  test("is turned away for a day by a target: the redriven letter sends the answer, once", async () => {
    const { cloud } = shared();
    const { arn } = cloud.resources.one("aws:cloudwatch/eventTarget:EventTarget", ({ logicalName }) =>
      logicalName.startsWith("TicketRepliedSendMail"),
    );
    cloud.faults.throttle(arn, 1_000);
    await exchange(shared(), "Later");
    cloud.faults.throttle(arn, 0);
    expect(answers(cloud, "Later")).toEqual([]);
    await operate(shared(), { redrive: {} });
    await operate(shared(), { republish: { from: hoursAgo(1), to: hoursAgo(0) } });
    expect(answers(cloud, "Later")).toHaveLength(1);
  });
});

interface StreamLetter {
  readonly requestContext: { readonly condition: string };
  readonly DDBStreamBatchInfo: {
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
  };
}
