import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Usage } from "../../../scripts/cost/formula.ts";
import { type Recorded, recorded } from "../../../scripts/cost/page.ts";
import { ROOT } from "../offline/deploy.ts";
import { header, mailIn, type Running, reply, run, tickets } from "./desk.ts";
import type { Figures } from "./figures.ts";

const TICKETS = 10;
const TICKS = 10;
/** A Lambda of half a CPU is slower than the machine this runs on. */
const SLOWER = 2;

const deployed = inject("deployed");
let running: Running;
beforeAll(async () => {
  running = await run(deployed);
  // Everything has started once: what is measured is a desk at work.
  await oneTicket("Warm");
});
afterAll(() => running[Symbol.asyncDispose]());

const CONVERSATION = `query Look($id: ID!) {
  ticket(id: $id) { subject customer { name } entries(first: 20) { edges { node { text } } } }
}`;
const RESOLVE = "mutation Done($input: ResolveTicketInput!) { resolveTicket(input: $input) { errors { message } } }";

/** Mail in, a look, an answer, mail in, a look, an answer, resolved. */
async function oneTicket(subject: string): Promise<void> {
  const { graphql, cloud } = running;
  await mailIn(running, { subject });
  const id = (await tickets(running)).find((ticket) => ticket.subject === subject)?.id ?? "";
  await graphql(CONVERSATION, { id });
  await reply(running, id, "Oil it.");
  const token = /<([^>]+)>/.exec(header(cloud.sentMail().at(-1)?.raw ?? "", "Reply-To"))?.[1] ?? "";
  await mailIn(running, { to: token, subject: `Re: ${subject}`, text: "And now?" });
  await graphql(CONVERSATION, { id });
  await reply(running, id, "Ride it.");
  await graphql(RESOLVE, { input: { ticketId: id } });
  for (const mail of cloud.sentMail().slice(-2)) cloud.report(mail.id, "delivery");
  await cloud.settle();
}

/** What happened between two readings, for one of `times`. */
function usage(before: Figures, after: Figures, times: number): Usage {
  const { cloud } = running;
  const memory = new Map(
    cloud.resources.all("aws:lambda/function:Function").map(({ name, memorySize }) => [name, memorySize / 1024]),
  );
  const functions = ({ functions: all }: Figures, of: (name: string) => number) =>
    Object.keys(all).reduce((sum, name) => sum + of(name), 0);
  const requests = (figures: Figures) => functions(figures, (name) => figures.functions[name]?.invocations ?? 0);
  const gbSeconds = (figures: Figures) =>
    functions(figures, (name) => ((figures.functions[name]?.billedMs ?? 0) / 1_000) * (memory.get(name) ?? 0) * SLOWER);
  const units = ({ table }: Figures, what: "readUnits" | "writeUnits") =>
    Object.values(table).reduce((sum, one) => sum + one[what], 0);
  const each = (of: (figures: Figures) => number) => Number(((of(after) - of(before)) / times).toFixed(2));
  return {
    lambdaRequests: each(requests),
    gbSeconds: each(gbSeconds),
    readUnits: each((figures) => units(figures, "readUnits")),
    writeUnits: each((figures) => units(figures, "writeUnits")),
    events: each(({ eventsPut }) => eventsPut),
    sqsRequests: each(({ sqsRequests }) => sqsRequests),
    s3Puts: each(({ s3Puts }) => s3Puts),
    s3Gets: each(({ s3Gets }) => s3Gets),
    mailsSent: each(({ sesSent }) => sesSent),
    mailsReceived: each(({ sesReceived }) => sesReceived),
    schedules: each(({ schedules }) => schedules),
  };
}

test("a ticket uses no more of AWS than docs/cost.md says", { timeout: 60_000 }, async () => {
  const { cloud } = running;
  const begun = cloud.figures();
  for (let i = 0; i < TICKETS; i++) await oneTicket(`Case ${i}`);
  const told = cloud.figures();
  for (let i = 0; i < TICKS; i++) {
    cloud.tick();
    await cloud.settle();
  }
  const alarmed = deployed.recording.resources
    .filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm")
    .flatMap(({ inputs }) => inputs["metricQueries"] as { metric?: unknown }[]);
  const found: Recorded = {
    ticket: usage(begun, told, TICKETS),
    tick: usage(told, cloud.figures(), TICKS),
    queues: deployed.recording.resources.filter(
      ({ type, inputs }) =>
        type === "aws:lambda/eventSourceMapping:EventSourceMapping" &&
        String(inputs["eventSourceArn"]).includes(":sqs:"),
    ).length,
    alarmMetrics: alarmed.filter(({ metric }) => metric !== undefined).length,
  };
  if (process.env["RECORD_COST"]) writeFileSync(join(ROOT, "docs/cost.json"), `${JSON.stringify(found, null, 2)}\n`);
  const { gbSeconds: _, ...counts } = found.ticket;
  const written = recorded();
  for (const [what, count] of Object.entries(counts))
    expect(count, what).toBeLessThanOrEqual(written.ticket[what as keyof Usage] * 1.1);
  expect(found.tick.readUnits).toBeLessThanOrEqual(written.tick.readUnits * 1.1);
  expect(found.alarmMetrics).toBe(written.alarmMetrics);
  expect(found.queues).toBe(written.queues);
});
