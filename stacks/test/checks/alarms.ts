import { rowsOf } from "@switchboard/functions/wiring";
import type { Inputs, Stack } from "./stack.ts";

const MOST = 10;
/** What somebody must be told of, by the metric that shows it. */
const WATCHED = [
  "ApproximateNumberOfMessagesVisible",
  "Errors",
  "Throttles",
  "IteratorAge",
  "Invocations",
  "UnknownMailOutcomes",
];

/** What CloudWatch takes in one alarm. */
const MOST_METRICS = 10;

/**
 * Few alarms, over sums of all functions that run by themselves, each with what to do. What fails of a company's own
 * is in the dead letters; what fails by hand is seen.
 */
export function alarms(stack: Stack, own: readonly string[]): string[] {
  const all = stack.of("aws:cloudwatch/metricAlarm:MetricAlarm");
  const metrics = all.flatMap(({ inputs }) =>
    inputs["metricQueries"].flatMap((one: Inputs) => one["metric"]?.metricName ?? []),
  );
  const byHand = [...rowsOf("deploy"), ...rowsOf("operator")].map(({ runsIn }) => runsIn);
  const ours = stack
    .functions()
    .filter(({ state }) => ![...own, ...byHand].some((id) => state["name"].endsWith(`-${id}`)));
  const names = ours.map(({ state }) => state["name"]);
  return [
    ...(all.length <= MOST ? [] : [`${all.length} alarms: nobody reads more than ${MOST}`]),
    ...all
      .filter(({ inputs }) => inputs["metricQueries"].length > MOST_METRICS)
      .map(({ name }) => `${name} takes more than ${MOST_METRICS} metrics`),
    ...all
      .filter(({ inputs }) => stack.of("aws:sns/topic:Topic").length > 0 && !inputs["alarmActions"]?.length)
      .map(({ name }) => `${name} tells nobody`),
    ...all
      .filter(({ name, inputs }) => (inputs["treatMissingData"] === "breaching") !== name.includes("missing"))
      .map(({ name }) => `${name} takes silence for something else than it is`),
    ...WATCHED.filter((name) => !metrics.includes(name)).map((name) => `nobody is told of ${name}`),
    ...all.filter(({ inputs }) => !inputs["alarmDescription"]).map(({ name }) => `${name} does not say what to do`),
    ...["Errors", "Throttles"].flatMap((metric) =>
      names.filter((name) => !watches(all, metric, name)).map((name) => `${metric} of ${name} are in no alarm`),
    ),
  ];
}

const watches = (all: ReturnType<Stack["of"]>, metric: string, name: string): boolean =>
  all.some(({ inputs }) =>
    inputs["metricQueries"].some(
      (one: Inputs) => one["metric"]?.metricName === metric && one["metric"].dimensions.FunctionName === name,
    ),
  );
