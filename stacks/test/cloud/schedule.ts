import type { Access } from "./access.ts";
import type { Meter } from "./figures.ts";
import type { Lambdas } from "./lambda.ts";
import type { Queues } from "./queues.ts";
import type { Resources } from "./resources.ts";

export interface ScheduleGround {
  readonly resources: Resources;
  readonly access: Access;
  readonly queues: Queues;
  readonly lambdas: () => Lambdas;
  readonly meter: Meter;
}

/** Runs every recorded schedule once, by the role that it has. */
export function tick({ resources, access, queues, lambdas, meter }: ScheduleGround): void {
  for (const { arn, target } of resources.all("aws:scheduler/schedule:Schedule")) {
    meter.count("schedules");
    if (access.byRole(target.roleArn, "lambda:InvokeFunction", target.arn)) {
      lambdas().get(target.arn).invokeLater(JSON.parse(target.input));
      continue;
    }
    if (!access.byRole(target.roleArn, "sqs:SendMessage", target.deadLetterConfig.arn)) continue;
    const attributes = { ERROR_CODE: "AccessDeniedException", SCHEDULE_ARN: arn, TARGET_ARN: target.arn };
    const text = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
    queues.byArn(target.deadLetterConfig.arn).send(target.input, Object.fromEntries(text));
  }
}
