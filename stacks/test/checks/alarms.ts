import type { Inputs, Stack } from "./stack.ts";

const MOST = 10;
/** What somebody must be told of, by the metric that shows it. */
const WATCHED = ["ApproximateNumberOfMessagesVisible", "Errors", "Throttles", "IteratorAge", "Invocations"];

/** Few alarms, over sums of all functions, each with what to do. */
export function alarms(stack: Stack): string[] {
  const all = stack.of("aws:cloudwatch/metricAlarm:MetricAlarm");
  const metrics = all.flatMap(({ inputs }) =>
    inputs["metricQueries"].flatMap((one: Inputs) => one["metric"]?.metricName ?? []),
  );
  const names = stack.functions().map(({ state }) => state["name"]);
  return [
    ...(all.length <= MOST ? [] : [`${all.length} alarms: nobody reads more than ${MOST}`]),
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
