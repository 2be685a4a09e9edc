/** The account that the offline deploy believes it is in, and what AWS would answer for what is created there. */
export const ACCOUNT = "123456789012";

const SERVICES: Readonly<Record<string, readonly [service: string, resource: string]>> = {
  "aws:dynamodb/table:Table": ["dynamodb", "table/"],
  "aws:sqs/queue:Queue": ["sqs", ""],
  "aws:sns/topic:Topic": ["sns", ""],
  "aws:cloudwatch/eventBus:EventBus": ["events", "event-bus/"],
  "aws:cloudwatch/eventRule:EventRule": ["events", "rule/"],
  "aws:cloudwatch/logGroup:LogGroup": ["logs", "log-group:"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["cloudwatch", "alarm:"],
  "aws:lambda/function:Function": ["lambda", "function:"],
  "aws:scheduler/schedule:Schedule": ["scheduler", "schedule/default/"],
  "aws:sesv2/emailIdentity:EmailIdentity": ["ses", "identity/"],
  "aws:sesv2/configurationSet:ConfigurationSet": ["ses", "configuration-set/"],
  "aws:ses/receiptRuleSet:ReceiptRuleSet": ["ses", "receipt-rule-set/"],
};

/** Services whose names have no region or no account in them. */
const GLOBAL: Readonly<Record<string, (name: string) => string>> = {
  "aws:iam/role:Role": (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  "aws:s3/bucket:Bucket": (name) => `arn:aws:s3:::${name}`,
  "aws:cloudfront/distribution:Distribution": (name) => `arn:aws:cloudfront::${ACCOUNT}:distribution/${name}`,
};

export function arnOf(type: string, name: string, region: string): string {
  const everywhere = GLOBAL[type];
  if (everywhere) return everywhere(name);
  const [service, resource] = SERVICES[type] ?? [type.split(":")[1]?.split("/")[0], `${type.split("/")[1]}/`];
  return `arn:aws:${service}:${region}:${ACCOUNT}:${resource}${name}`;
}

type Inputs = Readonly<Record<string, unknown>>;

/** The name AWS knows it by: its own, or the one that Pulumi would have made up. */
export function physicalNameOf(inputs: Inputs, fallback: string): string {
  const named = ["name", "bucket", "emailIdentity", "configurationSetName", "ruleSetName"].map((key) => inputs[key]);
  return named.find((name): name is string => typeof name === "string" && name !== "") ?? fallback;
}

const VALIDATION = {
  resourceRecordType: "CNAME",
  resourceRecordName: "_validate.example.com.",
  resourceRecordValue: "_offline.acm-validations.aws.",
};

/** What AWS adds to a resource when it creates it. */
export function createdState(type: string, name: string, region: string, inputs: Inputs = {}): Inputs {
  const arn = arnOf(type, name, region);
  const host = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  switch (type) {
    case "aws:cloudwatch/eventRule:EventRule": {
      // The default bus is no part of its rules' names; any other is, and policies must name it.
      const bus = (inputs["eventBusName"] ?? "default") as string;
      return { arn: arnOf(type, bus === "default" ? name : `${bus}/${name}`, region) };
    }
    case "aws:dynamodb/table:Table":
      return { arn, streamArn: `${arn}/stream/2026-01-01T00:00:00.000` };
    case "aws:sqs/queue:Queue":
      return { arn, url: `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${name}` };
    case "aws:lambda/functionUrl:FunctionUrl":
      return { functionUrl: `https://${host}.lambda-url.${region}.on.aws/` };
    case "aws:s3/bucket:Bucket":
      return { arn, bucket: name, bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com` };
    case "aws:sesv2/emailIdentity:EmailIdentity":
      return { arn, dkimSigningAttributes: { tokens: ["dkimone", "dkimtwo", "dkimthree"] } };
    case "aws:cloudfront/distribution:Distribution":
      return { arn, domainName: `${host}.cloudfront.net`, hostedZoneId: "Z2FDTNDATAQYW2" };
    case "aws:acm/certificate:Certificate":
      return { arn, domainValidationOptions: [VALIDATION] };
    case "random:index/randomBytes:RandomBytes":
      return { base64: Buffer.alloc(32, 7).toString("base64") };
    case "aws:lambda/invocation:Invocation":
      return { result: JSON.stringify({ workspaceId: "main", address: null, claim: "swb_claim_offline" }) };
    default:
      return { arn };
  }
}
