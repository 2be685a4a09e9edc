import { DIMENSION, METRICS, type MetricName, NAMESPACE } from "@switchboard/functions/metrics";
import { account, physical, serviceName } from "./names.ts";

const MINUTE = 60;

interface Watched {
  readonly functions: Record<string, sst.aws.Function>;
  readonly deadLetters: sst.aws.Queue;
  readonly mail?: string | undefined;
}

interface Alarm {
  readonly why: string;
  readonly metrics: readonly Metric[];
  readonly above: number;
  readonly minutes: number;
  /** Silence is the alarm. */
  readonly missing?: boolean;
}

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, $util.Input<string>>>;
  readonly stat: "Sum" | "Maximum";
}

/**
 * A few alarms over sums: one that somebody reads beats forty that nobody does. Each says in its description
 * what to do.
 */
export function alarms(watched: Watched): void {
  const topic = watched.mail === undefined ? undefined : told(watched.mail);
  for (const [name, alarm] of Object.entries(alarmsOf(watched))) raise(name, alarm, topic);
}

function alarmsOf({ functions, deadLetters }: Watched): Record<string, Alarm> {
  const ofAll = (name: string): Metric[] => Object.values(functions).map((fn) => ofFunction(fn, name, "Sum"));
  const { api, relay, tick } = functions;
  const letters = { QueueName: deadLetters.nodes.queue.name };
  return {
    "dead-letters": {
      why: "Something could not be done and waits in the dead letters. See the runbook: dead letters.",
      metrics: [
        { namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible", dimensions: letters, stat: "Maximum" },
      ],
      above: 0,
      minutes: 5,
    },
    errors: {
      why: "Functions fail. What failed is tried again and then a dead letter. See the runbook: errors.",
      metrics: ofAll("Errors"),
      above: 5,
      minutes: 5,
    },
    throttles: {
      why: "The account's executions are used up. See the runbook: throttling.",
      metrics: ofAll("Throttles"),
      above: 10,
      minutes: 5,
    },
    ...(api && { "api-failing": apiFailing(api) }),
    ...(relay && { "relay-behind": relayBehind(relay) }),
    ...(tick && { "tick-missing": tickMissing(tick) }),
    ...Object.fromEntries(OWN.map((name) => [name, counted(name)])),
  };
}

/** Of the desk's own metrics, those of which a single one is somebody's work. */
const OWN: readonly MetricName[] = ["UnknownMailOutcomes", "WakesParked"];

const counted = (name: MetricName): Alarm => ({
  why: `${METRICS[name].says} ${METRICS[name].act}`,
  metrics: [{ namespace: NAMESPACE, name, dimensions: { [DIMENSION]: serviceName() }, stat: "Sum" }],
  above: 0,
  minutes: 5,
});

/** An answer of 5xx is no error of the function: it ran well enough to say so. */
const apiFailing = (api: sst.aws.Function): Alarm => ({
  why: "The API answers with errors of its own. See the runbook: errors.",
  metrics: [ofFunction(api, "Url5xxCount", "Sum")],
  above: 5,
  minutes: 5,
});

const relayBehind = (relay: sst.aws.Function): Alarm => ({
  why: "Events reach the bus late: reactions wait. See the runbook: the relay is behind.",
  metrics: [ofFunction(relay, "IteratorAge", "Maximum")],
  above: 5 * MINUTE * 1_000,
  minutes: 5,
});

const tickMissing = (tick: sst.aws.Function): Alarm => ({
  why: "Nothing happens by the clock: snoozes, deadlines, retries. See the runbook: the tick is missing.",
  metrics: [ofFunction(tick, "Invocations", "Sum")],
  above: 0,
  minutes: 10,
  missing: true,
});

const ofFunction = (fn: sst.aws.Function, name: string, stat: Metric["stat"]): Metric => ({
  namespace: "AWS/Lambda",
  name,
  dimensions: { FunctionName: fn.name },
  stat,
});

function raise(id: string, { why, metrics, above, minutes, missing = false }: Alarm, topic?: aws.sns.Topic): void {
  const period = minutes * MINUTE;
  const queries = metrics.map(({ namespace, name, dimensions, stat }, i) => ({
    id: `m${i}`,
    metric: { namespace, metricName: name, dimensions, stat, period },
    returnData: false,
  }));
  new aws.cloudwatch.MetricAlarm(`Alarm${id}`, {
    name: physical(id),
    alarmDescription: why,
    comparisonOperator: missing ? "LessThanOrEqualToThreshold" : "GreaterThanThreshold",
    threshold: above,
    evaluationPeriods: 1,
    treatMissingData: missing ? "breaching" : "notBreaching",
    metricQueries: [
      ...queries,
      { id: "total", expression: metrics.length === 1 ? "m0" : "SUM(METRICS())", label: id, returnData: true },
    ],
    ...(topic ? { alarmActions: [topic.arn], okActions: [topic.arn] } : {}),
  });
}

/** Alarms hold no words of customers, and CloudWatch cannot write to a topic under AWS's own key: not encrypted. */
function told(mail: string): aws.sns.Topic {
  const topic = new aws.sns.Topic("Alarms", { name: physical("alarms") });
  new aws.sns.TopicSubscription("AlarmsMail", { topic: topic.arn, protocol: "email", endpoint: mail });
  new aws.sns.TopicPolicy("AlarmsPolicy", {
    arn: topic.arn,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          actions: ["sns:Publish"],
          resources: [topic.arn],
          principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
          conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account()] }],
        },
      ],
    }).json,
  });
  return topic;
}
