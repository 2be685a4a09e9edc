import { describe, expect, test } from "vitest";
import { problemsOf, Stack } from "./checks/index.ts";
import { type Deployed, deploy, ROOT } from "./offline/deploy.ts";
import { quickDesk, scratch } from "./offline/scratch.ts";

const EVERYTHING = {
  DESK_MAIL_DOMAIN: "help.example.com",
  DESK_MAIL_DNS: "route53",
  DESK_MAIL_ACTIVATE: "true",
  DESK_API_DOMAIN: "desk.example.com",
  DESK_API_FIREWALL: "true",
  DESK_API_UPLOAD_ORIGINS: "https://app.example.com",
  DESK_ALARMS_MAIL: "ops@example.com",
  OFFLINE_ZONE: "example.com",
};

const stackOf = ({ recording, artifacts, printed }: Deployed): Stack => {
  if (!recording || recording.failure !== null) throw new Error(recording?.failure ?? printed);
  return new Stack(recording, artifacts);
};

/** The queues from which reactions are worked off, and so many at once. */
const waiting = (stack: Stack) =>
  stack
    .of("aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter(({ inputs }) => inputs["eventSourceArn"].includes(":sqs:"))
    .map(({ inputs }) => [inputs["eventSourceArn"].split(":").at(-1), inputs["scalingConfig"].maximumConcurrency]);

/** Functions of which a variable is told, with what it says. */
const told = (stack: Stack, variable: string) =>
  Object.fromEntries(
    stack
      .functions()
      .map(({ inputs }) => [inputs["name"], inputs["environment"]?.variables[variable]])
      .filter(([, value]) => value !== undefined),
  );

/** One at a time: they are the same application. */
describe.sequential("sst deploy", () => {
  test("on an empty account, with no setting at all, gives a desk that nothing can be said against; mail is off", async () => {
    const deployed = await deploy({ app: ROOT });
    expect(await problemsOf(deployed, { mail: false })).toEqual([]);
    expect(deployed.printed).toContain("off: set mail.domain in switchboard.json");
    expect(stackOf(deployed).of("aws:ses/receiptRule:ReceiptRule")).toEqual([]);
    expect(waiting(stackOf(deployed))).toEqual([]);
    expect(told(stackOf(deployed), "SWITCHBOARD_CONFIGURATION_SET")).toEqual({});
    expect(stackOf(deployed).of("aws:lambda/functionUrl:FunctionUrl")[0]?.inputs).toMatchObject({
      authorizationType: "NONE",
      invokeMode: "RESPONSE_STREAM",
    });
  });

  test("with mail, a domain and a firewall: nothing can be said against it, and the API is not reached around them", async () => {
    const deployed = await deploy({ app: ROOT, stage: "production", env: EVERYTHING });
    expect(await problemsOf(deployed, { mail: true })).toEqual([]);
    const stack = stackOf(deployed);
    expect(stack.of("aws:lambda/functionUrl:FunctionUrl")[0]?.inputs["authorizationType"]).toBe("AWS_IAM");
    expect(stack.of("aws:lambda/permission:Permission").filter(({ inputs }) => inputs["principal"] === "*")).toEqual(
      [],
    );
    expect(stack.of("aws:wafv2/webAcl:WebAcl")).toHaveLength(1);
    const [door] = stack.of("aws:cloudfront/distribution:Distribution");
    expect(door?.inputs["webAclId"]).toBeTruthy();
    // AWS's own CachingDisabled: no answer is anybody else's.
    expect(door?.inputs["defaultCacheBehavior"].cachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    expect(stack.of("aws:ses/activeReceiptRuleSet:ActiveReceiptRuleSet")).toHaveLength(1);
    expect(waiting(stack)).toEqual([["switchboard-production-TicketRepliedSendMail", 2]]);
    // Links to large files lead through the same door as all requests; the API itself, made with it, has none to write.
    expect(told(stack, "SWITCHBOARD_PUBLIC_URL")).toEqual({
      "switchboard-production-reactions": "https://desk.example.com",
      "switchboard-production-tick": "https://desk.example.com",
    });
    expect(door?.inputs["orderedCacheBehaviors"] ?? []).toEqual([]);
    expect(stack.of("aws:route53/record:Record").filter(({ name }) => name.startsWith("MailDns"))).toHaveLength(7);
  });

  test("production keeps what customers wrote when the stage goes; another stage does not", async () => {
    using app = scratch("stages", quickDesk({}));
    const production = stackOf(await deploy({ app: app.folder, stage: "production" }));
    const preview = stackOf(await deploy({ app: app.folder, stage: "preview" }));
    const kept = (stack: Stack) => ({
      table: stack.of("aws:dynamodb/table:Table")[0]?.inputs["deletionProtectionEnabled"],
      bucket: stack.of("aws:s3/bucket:Bucket")[0]?.inputs["forceDestroy"],
    });
    expect(kept(production)).toEqual({ table: true, bucket: false });
    expect(kept(preview)).toEqual({ table: false, bucket: true });
    const names = (stack: Stack) => stack.functions().map(({ inputs }) => inputs["name"]);
    expect(names(production).filter((name) => names(preview).includes(name))).toEqual([]);
  });
});

test("executions are reserved, logs kept and pages let in as the settings say, and no more", async () => {
  using app = scratch("settings", quickDesk({}));
  const env = {
    DESK_CONCURRENCY_API: "5",
    DESK_LOGS_RETENTION_DAYS: "90",
    DESK_API_UPLOAD_ORIGINS: "https://app.example.com",
  };
  const stack = stackOf(await deploy({ app: app.folder, env }));
  const reserved = stack.functions().map(({ inputs }) => [inputs["name"], inputs["reservedConcurrentExecutions"]]);
  expect(reserved.filter(([, executions]) => executions !== undefined)).toEqual([["switchboard-test-api", 5]]);
  const retained = stack.of("aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs["retentionInDays"]);
  expect(new Set(retained)).toEqual(new Set([90]));
  const cors = stack.of("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration");
  expect(cors.map(({ inputs }) => inputs["corsRules"])).toEqual([
    [expect.objectContaining({ allowedOrigins: ["https://app.example.com"], allowedMethods: ["GET", "PUT"] })],
  ]);
});

/** What is wrong is said before anything is created, with what to do. Every setting: settings.test.ts. */
const REFUSED: readonly (readonly [title: string, env: Record<string, string>, says: RegExp])[] = [
  [
    "a setting there is none of",
    { DESK_MAIL_DOMIAN: "help.example.com" },
    /DESK_MAIL_DOMIAN: there is no such variable/,
  ],
  [
    "a region that receives no mail",
    { DESK_REGION: "eu-west-3", DESK_MAIL_DOMAIN: "help.example.com" },
    /region: SES receives no mail in eu-west-3/,
  ],
  [
    "a domain without a hosted zone",
    { DESK_MAIL_DOMAIN: "help.example.com", DESK_MAIL_DNS: "route53" },
    /mail\.dns: this account has no hosted zone for help\.example\.com.*mail\.dns to manual/s,
  ],
  [
    "a receipt rule set of somebody else's that is active",
    { DESK_MAIL_DOMAIN: "help.example.com", DESK_MAIL_ACTIVATE: "true", OFFLINE_ACTIVE_RULE_SET: "theirs" },
    /mail\.activate: the receipt rule set "theirs" is active.*mail\.ruleSet to "theirs"/s,
  ],
];

describe("is refused", () => {
  test.concurrent.each(REFUSED)("%s", async (title, env, says) => {
    using app = scratch(`refused-${REFUSED.findIndex(([one]) => one === title)}`, quickDesk({}));
    const { code, printed, recording } = await deploy({ app: app.folder, env });
    expect(code).not.toBe(0);
    expect(printed).toMatch(says);
    expect(recording?.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")) ?? []).toEqual([]);
  });
});

test("a rule set that the company names gets the desk's rule, and is not activated or replaced", async () => {
  using app = scratch("rule-set", quickDesk({}));
  const env = { DESK_MAIL_DOMAIN: "help.example.com", DESK_MAIL_RULE_SET: "theirs", OFFLINE_ACTIVE_RULE_SET: "theirs" };
  const deployed = await deploy({ app: app.folder, env });
  expect(await problemsOf(deployed, { mail: true })).toEqual([]);
  const stack = stackOf(deployed);
  expect(stack.of("aws:ses/receiptRule:ReceiptRule")[0]?.inputs["ruleSetName"]).toBe("theirs");
  expect(stack.of("aws:ses/receiptRuleSet:ReceiptRuleSet")).toEqual([]);
  expect(stack.of("aws:ses/activeReceiptRuleSet:ActiveReceiptRuleSet")).toEqual([]);
});
