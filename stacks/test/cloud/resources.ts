import * as z from "zod";
import type { Recording } from "../offline/recording.ts";

/**
 * What of a recording the cloud plays. Where an option would change how things behave, the shapes are strict: one
 * that the cloud does not know ends the test, so that nothing passes here for want of being looked at.
 */
const Named = z.object({ arn: z.string(), name: z.string() });
const Letters = z.strictObject({ onFailure: z.strictObject({ destination: z.string() }) });
const RetryPolicy = z.strictObject({ maximumRetryAttempts: z.number(), maximumEventAgeInSeconds: z.number() });
const DeadLetters = z.strictObject({ arn: z.string() });

const SHAPES = {
  "aws:lambda/function:Function": Named.extend({
    handler: z.string(),
    role: z.string(),
    timeout: z.number(),
    memorySize: z.number(),
    runtime: z.string(),
    environment: z.object({ variables: z.record(z.string(), z.string()) }),
  }),
  "aws:lambda/invocation:Invocation": z.object({ functionName: z.string(), input: z.string() }),
  "aws:lambda/functionUrl:FunctionUrl": z.object({
    functionName: z.string(),
    functionUrl: z.string(),
    authorizationType: z.enum(["NONE", "AWS_IAM"]),
    invokeMode: z.enum(["BUFFERED", "RESPONSE_STREAM"]),
  }),
  "aws:lambda/permission:Permission": z.object({
    action: z.string(),
    function: z.string(),
    principal: z.string(),
    sourceArn: z.string().optional(),
    sourceAccount: z.string().optional(),
    invokedViaFunctionUrl: z.boolean().optional(),
    functionUrlAuthType: z.string().optional(),
  }),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": z.object({
    functionName: z.string(),
    maximumRetryAttempts: z.number(),
    maximumEventAgeInSeconds: z.number(),
    destinationConfig: Letters,
  }),
  "aws:lambda/eventSourceMapping:EventSourceMapping": z.object({
    eventSourceArn: z.string(),
    functionName: z.string(),
    batchSize: z.number(),
    startingPosition: z.literal("TRIM_HORIZON").optional(),
    filterCriteria: z.strictObject({ filters: z.array(z.strictObject({ pattern: z.string() })) }).optional(),
    functionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
    bisectBatchOnFunctionError: z.boolean().default(false),
    maximumRetryAttempts: z.number().default(-1),
    maximumRecordAgeInSeconds: z.number().default(-1),
    destinationConfig: z.strictObject({ onFailure: z.strictObject({ destinationArn: z.string() }) }).optional(),
    scalingConfig: z.strictObject({ maximumConcurrency: z.number() }).optional(),
    // Not played: whoever sets one of these must teach the cloud first.
    parallelizationFactor: z.undefined().optional(),
    tumblingWindowInSeconds: z.undefined().optional(),
    maximumBatchingWindowInSeconds: z.undefined().optional(),
    provisionedPollerConfig: z.undefined().optional(),
  }),
  "aws:iam/role:Role": Named.extend({
    inlinePolicies: z.array(z.object({ policy: z.string() })).default([]),
    managedPolicyArns: z.array(z.string()).default([]),
    assumeRolePolicy: z.string(),
  }),
  "aws:dynamodb/table:Table": Named.extend({
    streamArn: z.string(),
    hashKey: z.string(),
    rangeKey: z.string(),
    streamEnabled: z.boolean(),
    streamViewType: z.string(),
    attributes: z.array(z.object({ name: z.string(), type: z.string() })),
    globalSecondaryIndexes: z.array(
      z.object({
        name: z.string(),
        hashKey: z.string(),
        rangeKey: z.string(),
        projectionType: z.string(),
        nonKeyAttributes: z.array(z.string()).optional(),
      }),
    ),
  }),
  "aws:sqs/queue:Queue": Named.extend({
    url: z.string(),
    visibilityTimeoutSeconds: z.number(),
    redrivePolicy: z.string().optional(),
  }),
  "aws:sqs/queuePolicy:QueuePolicy": z.object({ queueUrl: z.string(), policy: z.string() }),
  "aws:cloudwatch/eventBus:EventBus": Named,
  "aws:cloudwatch/eventRule:EventRule": Named.extend({ eventBusName: z.string(), eventPattern: z.string() }),
  "aws:cloudwatch/eventTarget:EventTarget": z.object({
    rule: z.string(),
    eventBusName: z.string(),
    arn: z.string(),
    inputTransformer: z.strictObject({ inputTemplate: z.string() }).optional(),
    retryPolicy: RetryPolicy,
    deadLetterConfig: DeadLetters,
    input: z.undefined().optional(),
    inputPath: z.undefined().optional(),
    sqsTarget: z.undefined().optional(),
    roleArn: z.undefined().optional(),
  }),
  "aws:scheduler/schedule:Schedule": Named.extend({
    scheduleExpression: z.string(),
    state: z.literal("ENABLED"),
    target: z.strictObject({
      arn: z.string(),
      input: z.string(),
      roleArn: z.string(),
      retryPolicy: RetryPolicy,
      deadLetterConfig: DeadLetters,
    }),
  }),
  "aws:s3/bucket:Bucket": Named.extend({ bucket: z.string() }),
  "aws:s3/bucketPolicy:BucketPolicy": z.object({ bucket: z.string(), policy: z.string() }),
  "aws:ses/receiptRule:ReceiptRule": z.object({
    name: z.string(),
    ruleSetName: z.string(),
    recipients: z.array(z.string()),
    enabled: z.literal(true),
    s3Actions: z.array(z.strictObject({ bucketName: z.string(), objectKeyPrefix: z.string(), position: z.number() })),
    lambdaActions: z.array(
      z.strictObject({ functionArn: z.string(), invocationType: z.literal("Event"), position: z.number() }),
    ),
  }),
  "aws:ses/activeReceiptRuleSet:ActiveReceiptRuleSet": z.object({ ruleSetName: z.string() }),
  "aws:sesv2/emailIdentity:EmailIdentity": z.object({ arn: z.string(), emailIdentity: z.string() }),
  "aws:sesv2/configurationSet:ConfigurationSet": z.object({ arn: z.string(), configurationSetName: z.string() }),
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": z.object({
    configurationSetName: z.string(),
    eventDestination: z.strictObject({
      enabled: z.literal(true),
      matchingEventTypes: z.array(z.string()),
      eventBridgeDestination: z.strictObject({ eventBusArn: z.string() }),
    }),
  }),
} as const;

type Type = keyof typeof SHAPES;
export type Of<T extends Type> = z.infer<(typeof SHAPES)[T]> & { readonly logicalName: string };

export type FunctionResource = Of<"aws:lambda/function:Function">;
export type MappingResource = Of<"aws:lambda/eventSourceMapping:EventSourceMapping">;
export type TargetResource = Of<"aws:cloudwatch/eventTarget:EventTarget">;
export type RuleResource = Of<"aws:cloudwatch/eventRule:EventRule">;
export type TableResource = Of<"aws:dynamodb/table:Table">;

/** The recorded resources of a kind, as the program asked for them and AWS answered. */
export class Resources {
  readonly region: string;
  readonly #recording: Recording;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.region = recording.region;
  }

  all<T extends Type>(type: T): readonly Of<T>[] {
    return this.#recording.resources
      .filter((resource) => resource.type === type)
      .map(({ name, inputs, state }) => {
        const parsed = SHAPES[type].safeParse({ ...state, ...inputs });
        if (!parsed.success) throw new Error(`${type} ${name}: ${z.prettifyError(parsed.error)}`);
        return { ...parsed.data, logicalName: name } as unknown as Of<T>;
      });
  }

  /** The one that fits; a deploy that lacks it would not have come this far in AWS. */
  one<T extends Type>(type: T, fits: (resource: Of<T>) => boolean = () => true): Of<T> {
    const [found, ...more] = this.all(type).filter(fits);
    if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} of ${type} instead of one`);
    return found;
  }
}
