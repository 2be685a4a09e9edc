import { rowsOf } from "@switchboard/functions/wiring";
import { type Ground, lambda, lettersOf } from "./lambda.ts";
import { logical } from "./names.ts";

/** A stream keeps 24 hours. What is older than this goes to the dead letters while it can still be named. */
const MAX_AGE = 22 * 3600;

/** The table's stream to its consumers. One that fails is tried for as long as the stream keeps, in halves. */
export function streams(ground: Ground): Record<string, sst.aws.Function> {
  const { streamArn } = ground.table.nodes.table;
  const made = rowsOf("stream").map(({ id, runsIn, trigger }) => {
    const fn = lambda(ground, runsIn, {
      permissions: [
        {
          actions: [
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
          ],
          resources: [streamArn],
        },
        lettersOf(ground),
      ],
    });
    new aws.lambda.EventSourceMapping(`${logical(id)}Stream`, {
      eventSourceArn: streamArn,
      functionName: fn.arn,
      // From the first row on: LATEST would lose what is written while the mapping comes up.
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      filterCriteria: { filters: trigger.filters.map((filter) => ({ pattern: JSON.stringify(filter) })) },
      functionResponseTypes: ["ReportBatchItemFailures"],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: MAX_AGE,
      destinationConfig: { onFailure: { destinationArn: ground.deadLetters.arn } },
    });
    return [runsIn, fn] as const;
  });
  return Object.fromEntries(made);
}
