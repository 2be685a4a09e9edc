import { type Capability, FUNCTIONS, type FunctionId, type FunctionSpec, rowsOf } from "@switchboard/functions/wiring";
import { TABLE_ACTIONS } from "./defaults.ts";
import { arn, logical, OWN_REACTIONS, physical, serviceName } from "./names.ts";
import { handlerOf } from "./packages.ts";
import type { Settings } from "./settings/index.ts";

/** What functions stand on. Without a mail domain there is no mail. */
export interface Ground {
  readonly settings: Settings;
  readonly table: sst.aws.Dynamo;
  readonly bus: sst.aws.Bus;
  readonly files: sst.aws.Bucket;
  readonly deadLetters: sst.aws.Queue;
  readonly mail: MailGround | null;
  /** Where the API is; not known to the API itself. */
  readonly apiUrl?: $util.Output<string>;
}

export interface MailGround {
  readonly domain: string;
  readonly raw: sst.aws.Bucket;
  /** Where in the bucket received messages lie. */
  readonly prefix: string;
  readonly configurationSet: aws.sesv2.ConfigurationSet;
}

/** The first support address. */
export const addressOf = ({ settings: { mail } }: Ground): string | null =>
  mail ? `${mail.address}@${mail.domain}` : null;

interface Grant {
  readonly environment: Record<string, $util.Input<string>>;
  readonly permissions: sst.aws.FunctionPermissionArgs[];
}

const NOTHING: Grant = { environment: {}, permissions: [] };

/** What a dead letter may be for: what AWS calls without waiting, and a company's own reactions. */
const REDRIVEN = [
  ...new Set([...rowsOf("event"), ...rowsOf("mail")].map(({ runsIn }) => runsIn as string)),
  OWN_REACTIONS,
];
const functionArn = (id: string): $util.Output<string> => arn("lambda", `function:${physical(id)}`);

/** A capability as variables and permissions: the least that its calls need, on the resources they name. */
const GRANTS: Readonly<Record<Capability, (ground: Ground) => Grant>> = {
  table: ({ table }) => ({
    environment: { SWITCHBOARD_TABLE: table.name },
    permissions: [{ actions: TABLE_ACTIONS, resources: [table.arn, $interpolate`${table.arn}/index/*`] }],
  }),
  files: ({ files }) => ({
    environment: { SWITCHBOARD_FILES_BUCKET: files.name },
    permissions: [
      { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], resources: [$interpolate`${files.arn}/*`] },
      // Without it S3 answers "forbidden" for what is not there.
      { actions: ["s3:ListBucket"], resources: [files.arn] },
    ],
  }),
  inbound: ({ mail }) =>
    mail
      ? {
          environment: { SWITCHBOARD_MAIL_BUCKET: mail.raw.name },
          permissions: [{ actions: ["s3:GetObject"], resources: [$interpolate`${mail.raw.arn}/${mail.prefix}*`] }],
        }
      : NOTHING,
  mailer: ({ mail, apiUrl }) =>
    mail
      ? {
          environment: {
            SWITCHBOARD_CONFIGURATION_SET: mail.configurationSet.configurationSetName,
            ...(apiUrl === undefined ? {} : { SWITCHBOARD_PUBLIC_URL: apiUrl }),
          },
          permissions: [
            {
              actions: ["ses:SendRawEmail"],
              // SES asks for the identity of the recipient too where the account has one: in its sandbox, always.
              resources: [arn("ses", "identity/*"), mail.configurationSet.arn],
              conditions: [{ test: "StringLike", variable: "ses:FromAddress", values: [`*@${mail.domain}`] }],
            },
          ],
        }
      : NOTHING,
  bus: ({ bus }) => ({
    environment: { SWITCHBOARD_BUS: bus.name },
    permissions: [{ actions: ["events:PutEvents"], resources: [bus.arn] }],
  }),
  "dead-letters:write": ({ deadLetters }) => ({
    environment: { SWITCHBOARD_DEAD_LETTERS: deadLetters.url },
    permissions: [{ actions: ["sqs:SendMessage"], resources: [deadLetters.arn] }],
  }),
  "dead-letters:read": ({ deadLetters }) => ({
    environment: { SWITCHBOARD_DEAD_LETTERS: deadLetters.url },
    permissions: [
      {
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
        resources: [deadLetters.arn],
      },
    ],
  }),
  functions: () => ({
    environment: { SWITCHBOARD_REACTIONS_FUNCTION: physical("reactions" satisfies FunctionId) },
    permissions: [{ actions: ["lambda:InvokeFunction"], resources: REDRIVEN.map(functionArn) }],
  }),
};

/** The capabilities of a function, together. */
export function grantsOf(ground: Ground, uses: readonly Capability[]): Grant {
  const unknown = uses.find((capability) => !(capability in GRANTS));
  if (unknown !== undefined)
    throw new Error(`"${unknown}" is nothing a function can use; there are ${Object.keys(GRANTS).join(", ")}.`);
  const grants = uses.map((capability) => GRANTS[capability](ground));
  return {
    environment: Object.assign({}, ...grants.map(({ environment }) => environment)),
    permissions: grants.flatMap(({ permissions }) => permissions),
  };
}

/** What every function of ours is told, whatever it may do. */
export const named = ({ settings }: Ground): Grant["environment"] => ({
  SWITCHBOARD_SERVICE: serviceName(),
  SWITCHBOARD_LOG_LEVEL: settings.logs.level,
});

/** A function of the table of functions. What a trigger adds, `extra` brings along. */
export function lambda(ground: Ground, id: FunctionId, extra: Partial<sst.aws.FunctionArgs> = {}): sst.aws.Function {
  const spec: FunctionSpec = FUNCTIONS[id];
  const { environment, permissions } = grantsOf(ground, spec.uses);
  const reserved = (ground.settings.concurrency as Partial<Record<FunctionId, number>>)[id];
  return new sst.aws.Function(logical(id), {
    ...extra,
    name: physical(id),
    handler: handlerOf(spec.handler),
    memory: `${spec.memory} MB`,
    timeout: `${spec.timeout} seconds`,
    environment: { ...named(ground), ...environment, ...(extra.environment as Grant["environment"] | undefined) },
    permissions: [...permissions, ...((extra.permissions as sst.aws.FunctionPermissionArgs[] | undefined) ?? [])],
    ...(reserved === undefined ? {} : { concurrency: { reserved } }),
  });
}

/** How long AWS may still try an asynchronous call, seconds; what fails for good is a dead letter. */
const SIX_HOURS = 6 * 3600;

/** The permission that its dead letters take; the function's own role sends them. */
export const lettersOf = ({ deadLetters }: Pick<Ground, "deadLetters">): sst.aws.FunctionPermissionArgs => ({
  actions: ["sqs:SendMessage"],
  resources: [deadLetters.arn],
});

/** For functions that AWS calls without waiting for the answer: how often it tries, and where it gives up to. */
export function asynchronous(
  { deadLetters }: Pick<Ground, "deadLetters">,
  name: string,
  fn: sst.aws.Function,
  retries = 2,
): aws.lambda.FunctionEventInvokeConfig {
  return new aws.lambda.FunctionEventInvokeConfig(`${name}Async`, {
    functionName: fn.name,
    maximumRetryAttempts: retries,
    maximumEventAgeInSeconds: SIX_HOURS,
    destinationConfig: { onFailure: { destination: deadLetters.arn } },
  });
}
