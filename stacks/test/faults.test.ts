import { expect, test } from "vitest";
import { problemsOf } from "./checks/index.ts";
import { deploy } from "./offline/deploy.ts";
import { quickDesk, scratch } from "./offline/scratch.ts";

interface Fault {
  readonly before?: string;
  readonly after?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const REACTION = { "own.ts": "export const handler = () => Promise.resolve();" };
const react = (rest: string) => `help.react("own", { on: "ticket.opened", handler: "own.handler", ${rest} });`;

/** Planted one at a time, in the program that is deployed. Each would pass a deploy that nobody looks at. */
const FAULTS: Readonly<Record<string, Fault>> = {
  "a second bucket policy": {
    after: 'new aws.s3.BucketPolicy("Second", { bucket: help.files.name, policy: "{}" });',
    says: /already has a policy|second policy/,
  },
  "a handler that is not there": {
    after: 'help.react("own", { on: "ticket.opened", handler: "nowhere.handler" });',
    says: /Handler not found|nowhere/,
  },
  "an export that is not there": {
    files: { "own.ts": "export const other = () => Promise.resolve();" },
    after: react(""),
    says: /OwnFunction: its code exports no handler/,
  },
  "a table without a stream": {
    before: "$transform(aws.dynamodb.Table, (args) => { args.streamEnabled = false; });",
    says: /no stream/,
  },
  "a name given twice": {
    after: 'new sst.aws.Queue("Twice"); new sst.aws.Queue("Twice");',
    says: /Twice/,
  },
  "a name that AWS knows already": {
    after:
      'new aws.cloudwatch.EventBus("One", { name: "same" }); new aws.cloudwatch.EventBus("Two", { name: "same" });',
    says: /AWS has one .* of the name same/,
  },
  "a policy beside the role": {
    after: `new aws.iam.RolePolicyAttachment("Beside", {
      role: help.functions.tick.nodes.role.name, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });`,
    says: /Beside gives a role more/,
  },
  "a stream that begins too late": {
    before:
      '$transform(aws.lambda.EventSourceMapping, (args) => { if (args.startingPosition) args.startingPosition = "LATEST"; });',
    says: /loses what is written while it comes up/,
  },
  "an index key that is no attribute": {
    before:
      "$transform(aws.dynamodb.Table, (args) => { args.attributes = args.attributes.filter(({ name }) => name !== 'd2'); });",
    says: /the key d2 is no attribute/,
  },
  "a rule without dead letters": {
    before: "$transform(aws.cloudwatch.EventTarget, (args) => { args.deadLetterConfig = undefined; });",
    says: /TicketRedactedForgetMailTarget has no dead letters/,
  },
  "a rule without retries": {
    before: "$transform(aws.cloudwatch.EventTarget, (args) => { args.retryPolicy = undefined; });",
    says: /has no retry policy/,
  },
  "dead letters that a rule may not write": {
    before: "$transform(aws.sqs.QueuePolicy, (args) => { args.policy = '{\"Statement\":[]}'; });",
    says: /its rule may not write to/,
  },
  "a role that may do everything of a service": {
    files: REACTION,
    after: react('function: { permissions: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::theirs/*"] }] }'),
    says: /OwnRole may s3:\*/,
  },
  "a role that may do it everywhere": {
    files: REACTION,
    after: react('function: { permissions: [{ actions: ["ses:SendRawEmail"], resources: ["*"] }] }'),
    says: /OwnRole may ses:SendRawEmail on \*/,
  },
  "a function that sends mail as somebody else": {
    files: REACTION,
    after: react(`function: { permissions: [{
      actions: ["ses:SendRawEmail"], resources: ["arn:aws:ses:eu-west-1:123456789012:identity/*"],
      conditions: [{ test: "StringLike", variable: "ses:FromAddress", values: ["*@bank.example"] }] }] }`),
    says: /OwnFunction may send as \*@bank\.example/,
  },
  "a queue that its function may not take from": {
    before: `$transform(aws.iam.Role, (args) => {
      args.inlinePolicies = $output(args.inlinePolicies).apply((all) =>
        all?.map((one) => ({ ...one, policy: one.policy?.replaceAll("sqs:DeleteMessage", "sqs:GetQueueUrl") })));
    });`,
    says: /TicketRepliedSendMailPoller: its function may not take from the queue/,
  },
  "a role that the whole account may take on": {
    before: `$transform(aws.iam.Role, (args) => {
      const AWS = "arn:aws:iam::123456789012:root";
      args.assumeRolePolicy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS } }] });
    });`,
    says: /trusts AWS arn:aws:iam::123456789012:root/,
  },
  "a secret in the environment": {
    files: REACTION,
    after: react('function: { environment: { DATABASE_PASSWORD: "swordfish" } }'),
    says: /OwnFunction: DATABASE_PASSWORD is a secret in clear/,
  },
  "a row of the wiring table that is not deployed": {
    before: `$transform(aws.cloudwatch.EventRule, (args) => {
      args.eventPattern = $output(args.eventPattern).apply((text) => text.replace("ticket.redacted", "ticket.painted"));
    });`,
    says: /"ticket-redacted\.forget-mail".* of the wiring table is not deployed/,
  },
  "a rule that is not in the wiring table": {
    files: REACTION,
    after: react(""),
    says: /is deployed and not in the wiring table/,
  },
  "a queue whose messages come back while they are worked on": {
    before: "$transform(aws.sqs.Queue, (args) => { args.visibilityTimeoutSeconds = 60; });",
    says: /60 s out of sight are less than six runs/,
  },
  "a function that everybody may call": {
    after:
      'new aws.lambda.Permission("Open", { action: "lambda:InvokeFunction", function: help.functions.tick.name, principal: "*" });',
    says: /Open lets everybody call/,
  },
  "logs that are kept for ever": {
    before: "$transform(aws.cloudwatch.LogGroup, (args) => { args.retentionInDays = undefined; });",
    says: /keeps its logs for ever/,
  },
};

test.concurrent.each(Object.entries(FAULTS))("%s is caught", async (title, { files = {}, says, ...program }) => {
  using app = scratch(title.replaceAll(" ", "-"), { ...quickDesk(program), ...files });
  const deployed = await deploy({ app: app.folder, env: { DESK_MAIL_DOMAIN: "help.example.com" } });
  const problems = await problemsOf(deployed, { mail: true });
  expect(problems.join("\n")).toMatch(says);
});
