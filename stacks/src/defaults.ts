import { arn, physical } from "./names.ts";
import { bundling, dropMaps } from "./packages.ts";
import type { Settings } from "./settings/index.ts";

/**
 * What holds for every function of the stack, a company's own ones as well. Comes first: what was created
 * before it stays as SST has it.
 */
export function defaults({ logs }: Settings, keep: boolean): void {
  if (keep) retain();
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
      ...args.transform,
      function: both(args.transform?.function, { tracingConfig: { mode: "Active" } }),
      logGroup: both(args.transform?.logGroup, { retentionInDays: logs.retentionDays }),
      // In `sst dev` the developer's machine takes the role on.
      ...($dev ? {} : { role: both(args.transform?.role, narrow) }),
    };
  });
  $transform(aws.sqs.Queue, (args) => {
    if (args && args.kmsMasterKeyId === undefined) args.sqsManagedSseEnabled ??= true;
  });
  narrowLinks();
}

type Change<T> = Partial<T> | ((args: T, opts: $util.CustomResourceOptions, name: string) => unknown);

/** What the company changes of a resource, and what the desk does, after it. */
const both =
  <T extends object>(theirs: Change<T> | undefined, ours: Change<T>) =>
  (args: T, opts: $util.CustomResourceOptions, name: string): undefined => {
    for (const change of [theirs, ours]) {
      if (typeof change === "function") change(args, opts, name);
      else Object.assign(args, change);
    }
  };

/** Taken on by Lambda alone, and without the policy that opens every log group of the account. */
function narrow(args: aws.iam.RoleArgs): void {
  args.assumeRolePolicy = trust("lambda.amazonaws.com");
  args.managedPolicyArns = $output(args.managedPolicyArns ?? []).apply((arns) =>
    arns.filter((policy) => !policy.endsWith("/AWSLambdaBasicExecutionRole")),
  );
}

/** What outlives the stage stays as it was: private, over TLS alone, and forgetting what it should forget. */
function retain(): void {
  const keep = (_: unknown, opts: $util.CustomResourceOptions) => {
    opts.retainOnDelete = true;
  };
  $transform(aws.s3.BucketPolicy, keep);
  $transform(aws.s3.BucketPublicAccessBlock, keep);
  $transform(aws.s3.BucketServerSideEncryptionConfiguration, keep);
  $transform(aws.s3.BucketLifecycleConfiguration, keep);
  // Customers' mail may lie in it. Other queues are what SST or the company makes of them.
  const letters = (args: unknown, opts: $util.CustomResourceOptions, name: string) => {
    if (name.startsWith("DeadLetters")) keep(args, opts);
  };
  $transform(aws.sqs.Queue, letters);
  $transform(aws.sqs.QueuePolicy, letters);
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
