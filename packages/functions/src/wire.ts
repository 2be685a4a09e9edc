import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { eventBridgeBus } from "@switchboard/core/adapter/eventbridge";
import { s3Blobs } from "@switchboard/core/adapter/s3";
import { sesMailer } from "@switchboard/core/adapter/ses";
import { connect } from "@switchboard/core/desk";
import type { BlobPort, Ports } from "@switchboard/core/port";
import * as z from "zod";
import type { Create, Wired } from "./handler.ts";
import { INBOUND_PREFIX } from "./wiring.ts";

/** Every variable a Lambda of ours reads. A desk without a mail domain has no mail ones, and no mailer. */
const Environment = z.object({
  SWITCHBOARD_TABLE: z.string().min(3),
  SWITCHBOARD_BUS: z.string().min(1).optional(),
  SWITCHBOARD_FILES_BUCKET: z.string().min(3).optional(),
  SWITCHBOARD_MAIL_BUCKET: z.string().min(3).optional(),
  SWITCHBOARD_CONFIGURATION_SET: z.string().min(1).optional(),
  SWITCHBOARD_INTROSPECTION: z.enum(["public", "authenticated", "off"]).default("authenticated"),
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
  const dynamodb = new DynamoDBClient({ maxAttempts: 3 });
  // Costs a quarter of every Query and says nothing that our own log does not.
  dynamodb.middlewareStack.remove("loggerMiddleware");
  return {
    desk: connect({ table: settings.SWITCHBOARD_TABLE, dynamodb, ports: portsOf(settings) }),
    inbound: inboundOf(settings),
    introspection: settings.SWITCHBOARD_INTROSPECTION,
    maxTokenAge: settings.SWITCHBOARD_MAX_TOKEN_AGE,
  };
}

function portsOf(settings: Environment): Ports {
  const { SWITCHBOARD_BUS: bus, SWITCHBOARD_FILES_BUCKET: bucket } = settings;
  const { SWITCHBOARD_CONFIGURATION_SET: configurationSet } = settings;
  return {
    ...(bus === undefined ? {} : { bus: eventBridgeBus({ bus }) }),
    ...(bucket === undefined ? {} : { blob: s3Blobs({ bucket }) }),
    ...(configurationSet === undefined ? {} : { mailer: sesMailer({ configurationSet }) }),
  };
}

function inboundOf({ SWITCHBOARD_MAIL_BUCKET: bucket }: Environment): Pick<BlobPort, "get"> {
  if (bucket !== undefined) return s3Blobs({ bucket, prefix: INBOUND_PREFIX });
  return { get: () => Promise.reject(new Error("This desk was deployed without mail: set SWITCHBOARD_MAIL_BUCKET.")) };
}

/** The handler that Lambda calls: wired from the environment with the first event, so a bad one shows in its log. */
export function deployed<Event, Answer>(create: Create<Event, Answer>): (event: Event) => Promise<Answer> {
  let run: ((event: Event) => Promise<Answer>) | undefined;
  return async (event) => {
    run ??= create(wire());
    return run(event);
  };
}
