import { rowsOf } from "@switchboard/functions/wiring";
import { trust } from "./defaults.ts";
import { asynchronous, type Ground, lambda, lettersOf } from "./lambda.ts";
import { account, logical } from "./names.ts";

/** What happens by the clock. A tick that is late is no use: the next one does its work. */
export function schedules(ground: Ground): Record<string, sst.aws.Function> {
  const made = rowsOf("schedule").map(({ id, runsIn, trigger }) => {
    const fn = lambda(ground, runsIn, { permissions: [lettersOf(ground)] });
    asynchronous(ground, logical(runsIn), fn, 0);
    new sst.aws.CronV2(`${logical(id)}Every`, {
      schedule: `rate(${trigger.everyMinutes} minute${trigger.everyMinutes === 1 ? "" : "s"})`,
      function: fn.arn,
      retries: 0,
      dlq: ground.deadLetters.arn,
      transform: {
        schedule: (args) => {
          args.target = $output(args.target).apply((target) => ({
            ...target,
            retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
          }));
        },
        // Of this account alone, so that nobody else's schedules have ours run.
        role: {
          assumeRolePolicy: trust("scheduler.amazonaws.com", [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [account()] },
          ]),
        },
      },
    });
    return [runsIn, fn] as const;
  });
  return Object.fromEntries(made);
}
