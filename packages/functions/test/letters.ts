import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import { HOUR } from "@switchboard/core/kernel";
import type { OutgoingMail } from "@switchboard/core/port";
import { memoryBlobs, memoryBus, memoryQueue, type Verdict } from "@switchboard/core/testing";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";
import type { Wired } from "../src/handler.ts";
import { create } from "../src/operate.ts";
import { create as reactionsOf } from "../src/reactions.ts";
import { testDesk } from "./desk.ts";

export const REACTIONS = "arn:aws:lambda:eu-west-1:123456789012:function:desk-reactions";
export const at = (ms: number) => new Date(ms).toISOString();

/** A desk whose letters go to the real reactions; the queue, the bus, the mailer and Lambda are stand-ins. */
async function deskWithLetters() {
  const queue = memoryQueue();
  const verdict: { current: Verdict } = { current: "take" };
  const bus = memoryBus(() => verdict.current);
  const mails: OutgoingMail[] = [];
  const calls: { target: string; payload: unknown }[] = [];
  const wired: { current?: Wired } = {};
  const functions = {
    invoke: async (target: string, payload: unknown) => {
      calls.push({ target, payload });
      if (target === REACTIONS) await reactionsOf(wired.current!)(payload as never);
      if (target.endsWith("broken")) throw new Error("AccessDenied");
    },
  };
  const mailer = { send: async (mail: OutgoingMail) => ({ messageId: `sent-${mails.push(mail)}` }) };
  const base = await testDesk({ bus, deadLetters: queue, functions, mailer, blob: memoryBlobs() });
  const { desk, clock } = base;
  wired.current = { desk, reactionsFunction: REACTIONS } as Wired;
  const system = desk.as({ kind: "system", workspaceId: "main", name: "test" });
  await Workspace.addAddress(system, { address: "support@northwind.example", name: "Northwind" });
  const agent = await Agent.create(system, { name: "Ada", email: "ada@x.example", roles: ["representative"] });
  const customer = await Customer.upsert(system, { email: "eve@example.com" });
  const ctx = desk.as({ kind: "agent", workspaceId: "main", agentId: agent.object.id });
  clock.advance(HOUR);
  const ticket = await Ticket.open(ctx, { customerId: customer.object.id, subject: "S", text: "T" });
  clock.advance(HOUR);
  await Ticket.reply(ctx, { ticketId: ticket.object.id, text: "On its way." });
  const replied = {
    version: "0",
    id: "17554ea1-9b10-e0ad-26bc-7797acd41391",
    source: "switchboard",
    "detail-type": "ticket.replied",
    time: at(clock.now()),
    detail: { workspaceId: "main", aggregateId: ticket.object.id, sequence: 3, origin: "live" },
  };
  const operate = (event: unknown, over: Partial<Wired> = {}) => create({ ...wired.current!, ...over })(event);
  const end = () => base[Symbol.asyncDispose]();
  return { ...base, queue, bus, verdict, mails, calls, ticketId: ticket.object.id, system, replied, operate, end };
}
export type Letters = Awaited<ReturnType<typeof deskWithLetters>>;

export async function withLetters(body: (d: Letters) => Promise<void>): Promise<void> {
  const d = await deskWithLetters();
  try {
    await body(d);
  } finally {
    await d.end();
  }
}

export const nothing = { invoked: 0, republished: 0, dropped: 0, left: [], more: false };
export const rule = (target: string) => ({
  RULE_ARN: "arn:aws:events:eu-west-1:123456789012:rule/desk/send-mail",
  TARGET_ARN: target,
  ERROR_CODE: "THROTTLING",
  RETRY_ATTEMPTS: "185",
});
export const record = (functionArn: string, requestPayload: unknown) => ({
  version: "1.0",
  timestamp: "2026-11-02T10:00:00.000Z",
  requestContext: { requestId: "r", functionArn, condition: "RetriesExhausted", approximateInvokeCount: 3 },
  requestPayload,
  responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  responsePayload: { errorType: "Error", errorMessage: "the table was away", trace: [] },
});
export const batch = (first: number, last: number) => ({
  requestContext: { requestId: "r", functionArn: "arn:aws:lambda:x", condition: "RetryAttemptsExhausted" },
  version: "1.0",
  timestamp: "2026-11-02T10:00:00.000Z",
  DDBStreamBatchInfo: {
    shardId: "shardId-0001",
    startSequenceNumber: "800000000003126276362",
    endSequenceNumber: "800000000003126276362",
    approximateArrivalOfFirstRecord: at(first).replace(".000Z", "Z"),
    approximateArrivalOfLastRecord: at(last).replace(".000Z", "Z"),
    batchSize: 1,
    streamArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/desk/stream/2026-01-01T00:00:00.000",
  },
});
