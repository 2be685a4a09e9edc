import { type EventRow, rowsOf } from "@switchboard/functions/wiring";
import { allowRules } from "./deadLetters.ts";
import { asynchronous, type Ground, lambda, lettersOf } from "./lambda.ts";
import { arn, logical, physical, ruleName } from "./names.ts";

/** EventBridge tries for a day; what it could not hand over by then is a dead letter. */
export const RETRIES = { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 24 * 3600 };

const RECEIVES = 5;
/** AWS's rule: a message must stay out of sight as long as six runs may take. */
const VISIBILITY = 6;

/**
 * A rule for each reaction, with retries and dead letters of its own, so one can fail alone. The event is
 * written as `{ reaction, event }`: several share a Lambda, and a dead letter says which of them it was.
 */
export function rules(ground: Ground): Record<string, sst.aws.Function> {
  const rows = rowsOf("event").filter(({ needs }) => needs !== "mail" || ground.mail);
  const shared = [...new Set(rows.map(({ runsIn }) => runsIn))].map((id) => {
    const fn = lambda(ground, id, {
      permissions: [lettersOf(ground), ...fromQueues(rows.filter(({ runsIn }) => runsIn === id))],
    });
    asynchronous(ground, logical(id), fn);
    return [id, fn] as const;
  });
  const functions = Object.fromEntries(shared);
  for (const row of rows) react(ground, row, functions[row.runsIn] as sst.aws.Function);
  return functions;
}

function react(ground: Ground, { id, trigger }: EventRow, fn: sst.aws.Function): void {
  const name = logical(id);
  const bus = trigger.bus === "desk" ? ground.bus.name : "default";
  const rule = new aws.cloudwatch.EventRule(`${name}Rule`, {
    name: ruleName(id),
    eventBusName: bus,
    eventPattern: JSON.stringify(trigger.pattern),
  });
  const target =
    trigger.concurrency === undefined
      ? invoked(name, rule, fn)
      : queued(ground, { name, rule, fn }, trigger.concurrency);
  new aws.cloudwatch.EventTarget(`${name}Target`, {
    rule: rule.name,
    eventBusName: bus,
    arn: target,
    inputTransformer: { inputTemplate: `{"reaction":${JSON.stringify(id)},"event":<aws.events.event.json>}` },
    retryPolicy: RETRIES,
    deadLetterConfig: { arn: ground.deadLetters.arn },
  });
}

/** The rule may call the function. */
export function invoked(name: string, rule: aws.cloudwatch.EventRule, fn: sst.aws.Function): $util.Output<string> {
  new aws.lambda.Permission(`${name}Permission`, {
    action: "lambda:InvokeFunction",
    function: fn.name,
    principal: "events.amazonaws.com",
    sourceArn: rule.arn,
  });
  return fn.arn;
}

interface Reaction {
  readonly name: string;
  readonly rule: aws.cloudwatch.EventRule;
  readonly fn: sst.aws.Function;
}

/** For what another service limits: the events wait in a queue, and so many at once are worked off. */
function queued(ground: Ground, { name, rule, fn }: Reaction, concurrency: number): $util.Output<string> {
  const timeout = fn.nodes.function.timeout.apply((seconds) => seconds ?? 0);
  const queue = new sst.aws.Queue(name, {
    dlq: { queue: ground.deadLetters.arn, retry: RECEIVES },
    transform: {
      queue: (args) => {
        Object.assign(args, {
          name: physical(name),
          visibilityTimeoutSeconds: timeout.apply((seconds) => VISIBILITY * seconds),
        });
      },
    },
  });
  allowRules(`${name}Policy`, queue, [rule.arn]);
  new aws.lambda.EventSourceMapping(`${name}Poller`, {
    eventSourceArn: queue.arn,
    functionName: fn.arn,
    batchSize: 10,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency: concurrency },
  });
  return queue.arn;
}

/** What polling takes, on the queues that have the function work them off. */
function fromQueues(rows: readonly EventRow[]): sst.aws.FunctionPermissionArgs[] {
  const queues = rows.filter(({ trigger }) => trigger.concurrency !== undefined);
  if (queues.length === 0) return [];
  return [
    {
      actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
      resources: queues.map(({ id }) => arn("sqs", physical(logical(id)))),
    },
  ];
}
