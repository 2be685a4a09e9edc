import { arn, physical } from "./names.ts";
import { bundling, dropMaps } from "./packages.ts";
import type { Settings } from "./settings/index.ts";

/**
 * What holds for every function of the stack, a company's own ones as well. Comes first: what was created
 * before it stays as SST has it.
 */
export function defaults({ logs }: Settings): void {
  $transform(sst.aws.Function, (args, _, name) => {
    const functionName = args.name ?? physical(name);
    args.name = functionName;
    args.runtime ??= "nodejs24.x";
    args.architecture ??= "arm64";
    args.memory ??= "512 MB";
    if (args.nodejs === undefined) {
      args.nodejs = bundling();
      args.hook ??= { postbuild: dropMaps };
    }
    args.logging ??= { format: "json" };
    args.permissions = $output([args.permissions ?? [], ownLogs(functionName), TRACES]).apply((lists) => lists.flat());
    args.transform = {
      function: { tracingConfig: { mode: "Active" } },
      logGroup: { retentionInDays: logs.retentionDays },
      ...args.transform,
      // In `sst dev` the developer's machine takes the role on.
      ...($dev ? {} : { role: { assumeRolePolicy: trust("lambda.amazonaws.com"), managedPolicyArns: [] } }),
    };
  });
  $transform(aws.sqs.Queue, (args) => {
    if (args && args.kmsMasterKeyId === undefined) args.sqsManagedSseEnabled ??= true;
  });
  narrowLinks();
}

/**
 * A role that one service of AWS may take on, and nobody else. SST lets the whole account take on a function's
 * role, and gives it every log group of the account.
 */
export const trust = (
  service: string,
  conditions: aws.types.input.iam.GetPolicyDocumentStatementConditionArgs[] = [],
): $util.Output<string> =>
  aws.iam.getPolicyDocumentOutput({
    statements: [
      { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: [service] }], conditions },
    ],
  }).json;

const ownLogs = (functionName: $util.Input<string>): sst.aws.FunctionPermissionArgs[] => [
  {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [arn("logs", $interpolate`log-group:/aws/lambda/${functionName}:*`)],
  },
];

/** X-Ray knows no resources: this is the one permission that cannot be narrower. */
const TRACES: sst.aws.FunctionPermissionArgs[] = [
  { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
];

/** The calls of the desk on its table; there is no Scan among them. */
export const TABLE_ACTIONS = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:ConditionCheckItem",
];

/** SST's links grant whole services: `dynamodb:*`, `events:*`, `sqs:*`, `s3:*`. */
function narrowLinks(): void {
  const { permission } = sst.aws;
  sst.Linkable.wrap(sst.aws.Dynamo, ({ name, arn: table }) => ({
    properties: { name },
    include: [permission({ actions: TABLE_ACTIONS, resources: [table, $interpolate`${table}/index/*`] })],
  }));
  sst.Linkable.wrap(sst.aws.Bus, ({ name, arn: bus }) => ({
    properties: { name, arn: bus },
    include: [permission({ actions: ["events:PutEvents"], resources: [bus] })],
  }));
  sst.Linkable.wrap(sst.aws.Queue, ({ url, arn: queue }) => ({
    properties: { url },
    include: [permission({ actions: ["sqs:SendMessage"], resources: [queue] })],
  }));
  sst.Linkable.wrap(sst.aws.Bucket, ({ name, arn: bucket }) => ({
    properties: { name },
    include: [
      permission({
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        resources: [$interpolate`${bucket}/*`],
      }),
    ],
  }));
}
