import { readFileSync } from "node:fs";
import { costOf, MINUTES_A_MONTH, STANDING, type Usage } from "./formula.ts";

/** What was recorded, by `RECORD_COST=1 npm run test:deploy -- cost`. */
export interface Recorded {
  /** One ticket: two mails in, two out, and what staff asks of the API meanwhile. */
  readonly ticket: Usage;
  /** One tick with nothing to do. */
  readonly tick: Usage;
  readonly alarmMetrics: number;
  /** Queues that Lambda asks for work. */
  readonly queues: number;
}

const FILE = new URL("../../docs/cost.json", import.meta.url);
export const recorded = (): Recorded => JSON.parse(readFileSync(FILE, "utf8")) as Recorded;

const WORDS: Readonly<Record<keyof Usage, string>> = {
  lambdaRequests: "Lambda, requests",
  gbSeconds: "Lambda, GB s",
  readUnits: "DynamoDB, read units",
  writeUnits: "DynamoDB, write units",
  events: "EventBridge, events",
  sqsRequests: "SQS, requests",
  s3Puts: "S3, writes",
  s3Gets: "S3, reads",
  mailsSent: "SES, mails sent",
  mailsReceived: "SES, mails received",
  schedules: "Scheduler, calls",
};

const MANY = 100_000;
/** Requests to SQS a month that cost nothing. */
const FREE_POLLS = 1_000_000;
const dollars = (amount: number): string => (amount < 0.005 && amount > 0 ? "< 0.01" : amount.toFixed(2));

export function costPage(): string {
  const { ticket, tick, alarmMetrics, queues } = recorded();
  const perTicket = costOf(ticket, MANY);
  const rows = (Object.keys(WORDS) as (keyof Usage)[]).map(
    (what) => `| ${WORDS[what]} | ${ticket[what]} | ${dollars(perTicket[what])} |`,
  );
  const ticks = costOf(tick, MINUTES_A_MONTH).total;
  const pollsAMinute = STANDING.pollsAMinute * queues;
  const polls = costOf({ ...NOTHING, sqsRequests: pollsAMinute }, MINUTES_A_MONTH).total;
  const polled = costOf({ ...NOTHING, sqsRequests: 1 }, Math.max(0, pollsAMinute * MINUTES_A_MONTH - FREE_POLLS)).total;
  const alarms = alarmMetrics * STANDING.alarmMetric;
  return `# What it costs

Computed by \`scripts/cost\` from what a recorded run of the deployed bundles used, by the list prices of eu-west-1, without
any free tier. \`npm run test:deploy\` fails when a ticket uses over a tenth more than stands here.

## A ticket

A customer writes, staff looks at the list and the ticket and answers, the customer answers, staff answers and resolves it.

| | a ticket | ${MANY.toLocaleString("en")} tickets, dollars |
|---|---|---|
${rows.join("\n")}
| **all** | | **${dollars(perTicket.total)}** |

Lambda's time is that of the machine of the recorded run, doubled; a Lambda's own shows on the dashboard. Not in it: what is
stored (DynamoDB about 0.28 dollars a GB and month, as much again for point-in-time recovery; S3 0.023), logs (0.57 a GB),
traces over the first 100,000 a month, attachments leaving AWS.

## A month in which nobody writes

| | dollars |
|---|---|
| the tick, every minute: Lambda, DynamoDB, Scheduler | ${dollars(ticks)} |
| asking the queue of answers, ${pollsAMinute} times a minute (the first million requests a month are free) | ${dollars(polls)} |
| alarms over ${alarmMetrics} metrics (the first ten are free) | ${dollars(alarms)} |
| **all** | **${dollars(ticks + polls + alarms)}** |

Not in it: the dashboard (the first three of an account are free, else 3) and nine metrics (the first ten are free, else 0.30
each). In an account that uses none of its free tier elsewhere: ${dollars(Math.max(0, alarmMetrics - 10) * STANDING.alarmMetric + polled)}. With a domain CloudFront costs nothing at
rest; a firewall costs about 8.
`;
}

const NOTHING = Object.fromEntries(Object.keys(WORDS).map((what) => [what, 0])) as unknown as Usage;
