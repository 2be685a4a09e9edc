import { grantsOf, type Inputs, type Recorded, type Stack, statementsOf } from "./stack.ts";

/** Every asynchronous edge tries again and, when that is no use, leaves a letter where somebody looks. */
export const edges = (stack: Stack): string[] => [
  ...stack.of("aws:cloudwatch/eventTarget:EventTarget").flatMap((one) => target(stack, one)),
  ...stack.of("aws:scheduler/schedule:Schedule").flatMap((one) => schedule(stack, one)),
  ...stack.of("aws:lambda/eventSourceMapping:EventSourceMapping").flatMap((one) => mapping(stack, one)),
  ...calledWithoutWaiting(stack),
  ...rulesWithoutTarget(stack),
  ...reserved(stack),
];

const isQueue = (stack: Stack, arn: unknown): boolean =>
  stack.of("aws:sqs/queue:Queue").some(({ state }) => state["arn"] === arn);

function target(stack: Stack, { name, inputs }: Recorded): string[] {
  const letters = inputs["deadLetterConfig"]?.arn;
  const rule = stack.of("aws:cloudwatch/eventRule:EventRule").find(({ state }) => state["name"] === inputs["rule"]);
  const queues = [letters, inputs["arn"]].filter((arn) => isQueue(stack, arn));
  return [
    ...(isQueue(stack, letters) ? [] : [`${name} has no dead letters`]),
    ...(inputs["retryPolicy"]?.maximumRetryAttempts > 0 && inputs["retryPolicy"].maximumEventAgeInSeconds > 0
      ? []
      : [`${name} has no retry policy`]),
    ...(rule ? [] : [`${name} hangs on no rule`]),
    ...queues.filter((arn) => !mayWrite(stack, arn, rule)).map((arn) => `${name}: its rule may not write to ${arn}`),
    ...(isQueue(stack, inputs["arn"]) || mayCall(stack, inputs["arn"], rule)
      ? []
      : [`${name}: its rule may not call ${inputs["arn"]}`]),
  ];
}

/** Whether a queue's own policy lets a rule in: EventBridge asks for nothing else. */
function mayWrite(stack: Stack, arn: string, rule: Recorded | undefined): boolean {
  const queue = stack.of("aws:sqs/queue:Queue").find(({ state }) => state["arn"] === arn);
  const policy = stack
    .of("aws:sqs/queuePolicy:QueuePolicy")
    .find(({ inputs }) => inputs["queueUrl"] === queue?.state["url"]);
  const ruleArn = String(rule?.state["arn"]);
  return statementsOf(policy?.inputs["policy"]).some(
    ({ Principal, Condition, Resource }) =>
      Principal["Service"]?.includes("events.amazonaws.com") &&
      Resource.includes(arn) &&
      (Condition["ArnLike"]?.["aws:SourceArn"] ?? []).some((pattern) => like(pattern, ruleArn)),
  );
}

const mayCall = (stack: Stack, arn: string, rule: Recorded | undefined): boolean =>
  stack
    .of("aws:lambda/permission:Permission")
    .some(
      ({ inputs }) =>
        inputs["principal"] === "events.amazonaws.com" &&
        arn.endsWith(`:${inputs["function"]}`) &&
        inputs["sourceArn"] === rule?.state["arn"],
    );

const like = (pattern: string, value: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(value);

function schedule(stack: Stack, { name, inputs }: Recorded): string[] {
  const { deadLetterConfig, retryPolicy, roleArn } = inputs["target"];
  const role = stack.of("aws:iam/role:Role").find(({ state }) => state["arn"] === roleArn);
  const maySend =
    role &&
    grantsOf(role).some(
      ({ Action, Resource }) => Action.includes("sqs:SendMessage") && Resource.includes(deadLetterConfig?.arn),
    );
  return [
    ...(isQueue(stack, deadLetterConfig?.arn) ? [] : [`${name} has no dead letters`]),
    ...(maySend ? [] : [`${name} may not write its dead letters`]),
    ...(retryPolicy?.maximumEventAgeInSeconds > 0 ? [] : [`${name} has no retry policy`]),
  ];
}

function mapping(stack: Stack, { name, inputs }: Recorded): string[] {
  const partial = inputs["functionResponseTypes"]?.includes("ReportBatchItemFailures");
  const common = partial ? [] : [`${name} repeats a whole batch for one that fails`];
  return [
    ...common,
    ...(inputs["eventSourceArn"].includes(":dynamodb:") ? stream(stack, name, inputs) : poller(stack, name, inputs)),
  ];
}

const stream = (stack: Stack, name: string, inputs: Inputs): string[] => [
  ...(isQueue(stack, inputs["destinationConfig"]?.onFailure?.destinationArn) ? [] : [`${name} has no dead letters`]),
  ...(inputs["bisectBatchOnFunctionError"] ? [] : [`${name} does not look for the record that fails`]),
  ...(inputs["maximumRecordAgeInSeconds"] > 0 && inputs["maximumRecordAgeInSeconds"] < 86_400
    ? []
    : [`${name} gives up after the stream forgot`]),
  ...(inputs["filterCriteria"]?.filters?.length >= 1
    ? []
    : [`${name} runs for rows that the wiring table does not name`]),
  ...(inputs["startingPosition"] === "TRIM_HORIZON" ? [] : [`${name} loses what is written while it comes up`]),
  ...((inputs["maximumRetryAttempts"] ?? -1) === -1 ? [] : [`${name} gives up before the stream forgets`]),
  ...(inputs["enabled"] === false ? [`${name} is switched off`] : []),
];

function poller(stack: Stack, name: string, inputs: Inputs): string[] {
  const queue = stack.of("aws:sqs/queue:Queue").find(({ state }) => state["arn"] === inputs["eventSourceArn"]);
  const fn = stack
    .functions()
    .find(({ state }) => state["arn"] === inputs["functionName"] || state["name"] === inputs["functionName"]);
  const redrive: Inputs = JSON.parse(queue?.inputs["redrivePolicy"] ?? "{}");
  const visibility = queue?.inputs["visibilityTimeoutSeconds"] ?? 0;
  return [
    ...(isQueue(stack, redrive["deadLetterTargetArn"]) ? [] : [`${name}: its queue has no dead letters`]),
    ...(fn && mayTake(stack, fn, inputs["eventSourceArn"])
      ? []
      : [`${name}: its function may not take from the queue`]),
    ...(redrive["maxReceiveCount"] >= 3 ? [] : [`${name}: its queue gives up too early`]),
    ...(visibility >= 6 * fn?.inputs["timeout"]
      ? []
      : [`${name}: ${visibility} s out of sight are less than six runs`]),
    ...(inputs["scalingConfig"]?.maximumConcurrency >= 2 ? [] : [`${name} takes as many executions as it likes`]),
  ];
}

/** Lambda polls a queue in the name of the function. */
function mayTake(stack: Stack, fn: Recorded, queue: string): boolean {
  const role = stack.roleOf(fn);
  const actions = (role ? grantsOf(role) : [])
    .filter(({ Resource }) => Resource.includes(queue))
    .flatMap((one) => one.Action);
  return ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].every((one) => actions.includes(one));
}

/** Functions that AWS queues calls for by itself: by a rule, a schedule, a receipt rule. */
function calledWithoutWaiting(stack: Stack): string[] {
  const called = new Set<string>([
    ...stack.of("aws:cloudwatch/eventTarget:EventTarget").map(({ inputs }) => inputs["arn"]),
    ...stack.of("aws:scheduler/schedule:Schedule").map(({ inputs }) => inputs["target"].arn),
    ...stack
      .of("aws:ses/receiptRule:ReceiptRule")
      .flatMap(({ inputs }) => inputs["lambdaActions"].map((one: Inputs) => one["functionArn"])),
  ]);
  // What the clock calls, it calls again anyway.
  const byClock = new Set(stack.of("aws:scheduler/schedule:Schedule").map(({ inputs }) => inputs["target"].arn));
  return stack
    .functions()
    .filter(({ state }) => called.has(state["arn"]))
    .flatMap((fn) => {
      const config = stack
        .of("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
        .find(({ inputs }) => inputs["functionName"] === fn.state["name"]);
      const letters = config?.inputs["destinationConfig"]?.onFailure?.destination;
      const role = stack.roleOf(fn);
      const maySend =
        role &&
        grantsOf(role).some(({ Action, Resource }) => Action.includes("sqs:SendMessage") && Resource.includes(letters));
      const tries = config?.inputs["maximumRetryAttempts"];
      return [
        ...(tries >= 1 || byClock.has(fn.state["arn"]) ? [] : [`${fn.name} is tried once and no more`]),
        ...(isQueue(stack, letters) ? [] : [`${fn.name} loses the calls that fail`]),
        ...(maySend ? [] : [`${fn.name} may not write its dead letters`]),
      ];
    });
}

const rulesWithoutTarget = (stack: Stack): string[] =>
  stack
    .of("aws:cloudwatch/eventRule:EventRule")
    .filter(
      ({ state }) =>
        !stack.of("aws:cloudwatch/eventTarget:EventTarget").some(({ inputs }) => inputs["rule"] === state["name"]),
    )
    .map(({ name }) => `${name} leads nowhere`);

/** A new account has ten executions in all: what one function reserves, all others lack. */
const reserved = (stack: Stack): string[] =>
  stack
    .functions()
    .filter(({ inputs }) => inputs["reservedConcurrentExecutions"] !== undefined)
    .map(({ name }) => `${name} reserves executions`);
