import { DIMENSION, METRICS, NAMESPACE } from "@switchboard/functions/metrics";
import { physical, serviceName } from "./names.ts";

const WIDTH = 12;
const HEIGHT = 6;

/** One page to look at: what the desk does, how long it takes, where it hurts. */
export function dashboard(functions: Readonly<Record<string, sst.aws.Function>>): void {
  const names = $util.all(Object.values(functions).map((fn) => fn.name));
  const body = $util.all([names, aws.getRegionOutput().region]).apply(([all, region]) => {
    const perFunction = (metric: string, stat: string) => ({
      title: `${metric} (${stat})`,
      region,
      stat,
      period: 300,
      metrics: all.map((name) => ["AWS/Lambda", metric, "FunctionName", name]),
    });
    const own = {
      title: "The desk (sum)",
      region,
      stat: "Sum",
      period: 300,
      metrics: Object.keys(METRICS).map((name) => [NAMESPACE, name, DIMENSION, serviceName()]),
    };
    const widgets = [
      own,
      perFunction("Invocations", "Sum"),
      perFunction("Errors", "Sum"),
      perFunction("Duration", "p95"),
      perFunction("Throttles", "Sum"),
    ];
    return JSON.stringify({
      widgets: widgets.map((properties, i) => ({
        type: "metric",
        x: (i % 2) * WIDTH,
        y: Math.floor(i / 2) * HEIGHT,
        width: WIDTH,
        height: HEIGHT,
        properties,
      })),
    });
  });
  new aws.cloudwatch.Dashboard("Dashboard", { dashboardName: physical("desk"), dashboardBody: body });
}
