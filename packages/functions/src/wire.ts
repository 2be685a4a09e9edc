import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { eventBridgeBus } from "@switchboard/core/adapter/eventbridge";
import { lambdaFunctions } from "@switchboard/core/adapter/lambda";
import { s3Blobs } from "@switchboard/core/adapter/s3";
import { sesMailer } from "@switchboard/core/adapter/ses";
import { sqsQueue } from "@switchboard/core/adapter/sqs";
import { type ConnectOptions, connect } from "@switchboard/core/desk";
import type { BlobPort, Ports, TablePort } from "@switchboard/core/port";
import * as z from "zod";
import { isOrigin } from "./cors.ts";
import type { Create, Wired } from "./handler.ts";
import { serving } from "./log.ts";
import { countTo } from "./metrics.ts";
import { INBOUND_PREFIX } from "./wiring.ts";

/**
 * Every variable a Lambda of ours reads; each has those of what it uses. A desk without a mail domain has no mail
 * ones, and no mailer.
 */
const Environment = z.object({
  SWITCHBOARD_TABLE: z.string().min(3).optional(),
  SWITCHBOARD_BUS: z.string().min(1).optional(),
  SWITCHBOARD_FILES_BUCKET: z.string().min(3).optional(),
  SWITCHBOARD_MAIL_BUCKET: z.string().min(3).optional(),
  SWITCHBOARD_CONFIGURATION_SET: z.string().min(1).optional(),
  /** Where the API is reached from outside: links in mails begin with it. */
  SWITCHBOARD_PUBLIC_URL: z.url().optional(),
  /** The URL of the queue where what failed for good waits. */
  SWITCHBOARD_DEAD_LETTERS: z.url().optional(),
  /** Name or ARN; only the operator's function has it. */
  SWITCHBOARD_REACTIONS_FUNCTION: z.string().min(1).optional(),
  /** What this desk is called in the account's metrics. */
  SWITCHBOARD_SERVICE: z.string().min(1).default("switchboard"),
  SWITCHBOARD_INTROSPECTION: z.enum(["public", "authenticated", "off"]).default("authenticated"),
  /** Which pages of other origins may call the API, with commas between them. */
  SWITCHBOARD_CORS_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter((origin) => origin !== ""))
    .pipe(z.array(z.string().refine(isOrigin, "must be origins, such as https://app.example.com"))),
  SWITCHBOARD_LOG_LEVEL: z.enum(["info", "error"]).default("info"),
  SWITCHBOARD_MAX_TOKEN_AGE: z.coerce
    .number()
    .int()
    .positive()
    .default(24 * 3600),
});
type Environment = z.infer<typeof Environment>;

/** Reads the environment and connects. The SDKs of the ports load with their first call. */
export function wire(env: Readonly<Record<string, string | undefined>> = process.env): Wired {
  const settings = Environment.parse(env);
  const { SWITCHBOARD_REACTIONS_FUNCTION: reactionsFunction } = settings;
  return {
    desk: connect({ ...tableOf(settings), ports: portsOf(settings) }),
    inbound: inboundOf(settings),
    introspection: settings.SWITCHBOARD_INTROSPECTION,
    corsOrigins: settings.SWITCHBOARD_CORS_ORIGINS,
    logLevel: settings.SWITCHBOARD_LOG_LEVEL,
    maxTokenAge: settings.SWITCHBOARD_MAX_TOKEN_AGE,
    count: countTo(settings.SWITCHBOARD_SERVICE),
    ...(reactionsFunction === undefined ? {} : { reactionsFunction }),
  };
}

function tableOf({ SWITCHBOARD_TABLE: table }: Environment): Pick<ConnectOptions, "table" | "dynamodb"> {
  if (table === undefined) return { table: NO_TABLE };
  const dynamodb = new DynamoDBClient({ maxAttempts: 3 });
  // Costs a quarter of every Query and says nothing that our own log does not.
  dynamodb.middlewareStack.remove("loggerMiddleware");
  return { table, dynamodb };
}

const missing = () => Promise.reject(new Error("This function has no table: set SWITCHBOARD_TABLE."));

/** For the relay, which reads the stream alone and may not touch the table. */
const NO_TABLE: TablePort = {
  get: missing,
  batchGet: missing,
  query: missing,
  transact: missing,
  write: missing,
  add: missing,
};

function portsOf(settings: Environment): Ports {
  const { SWITCHBOARD_BUS: bus, SWITCHBOARD_FILES_BUCKET: bucket } = settings;
  const { SWITCHBOARD_CONFIGURATION_SET: configurationSet, SWITCHBOARD_DEAD_LETTERS: queue } = settings;
  const { SWITCHBOARD_PUBLIC_URL: publicUrl } = settings;
  return {
    ...(bus === undefined ? {} : { bus: eventBridgeBus({ bus }) }),
    ...(bucket === undefined ? {} : { blob: s3Blobs({ bucket }) }),
    ...(configurationSet === undefined ? {} : { mailer: sesMailer({ configurationSet }) }),
    ...(queue === undefined ? {} : { deadLetters: sqsQueue({ queue }) }),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/$/, "") }),
    ...(settings.SWITCHBOARD_REACTIONS_FUNCTION === undefined ? {} : { functions: lambdaFunctions() }),
  };
}

function inboundOf({ SWITCHBOARD_MAIL_BUCKET: bucket }: Environment): Pick<BlobPort, "get"> {
  if (bucket !== undefined) return s3Blobs({ bucket, prefix: INBOUND_PREFIX });
  return { get: () => Promise.reject(new Error("This desk was deployed without mail: set SWITCHBOARD_MAIL_BUCKET.")) };
}

/** What Lambda says about a call besides its event. */
export interface LambdaContext {
  readonly awsRequestId?: string;
}

/** The handler that Lambda calls: wired from the environment with the first event, so a bad one shows in its log. */
export function deployed<Event, Answer>(create: Create<Event, Answer>) {
  let run: ((event: Event) => Promise<Answer>) | undefined;
  return async (event: Event, context?: LambdaContext): Promise<Answer> => {
    serving(context?.awsRequestId);
    run ??= create(wire());
    return run(event);
  };
}
