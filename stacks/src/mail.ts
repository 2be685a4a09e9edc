import { rowsOf } from "@switchboard/functions/wiring";
import { bucket } from "./blobs.ts";
import { type DnsRecord, dnsRecords, publish } from "./dns.ts";
import { asynchronous, type Ground, lambda, lettersOf, type MailGround } from "./lambda.ts";
import { account, arn, logical, physical } from "./names.ts";
import { receiptRuleSet } from "./receipt.ts";
import type { Settings } from "./settings/index.ts";

type MailSettings = NonNullable<Settings["mail"]>;

/** What SES reports of a message. Opens and clicks are nobody's business. */
const FEEDBACK = ["BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY", "REJECT", "RENDERING_FAILURE"];

export interface Mail {
  readonly ground: MailGround;
  /** What the domain's DNS must hold, whether it was set here or not. */
  readonly records: $util.Output<readonly DnsRecord[]>;
}

/** The identity that mail is sent as, what SES reports of it, and the bucket for what comes in. */
export function mail(
  settings: MailSettings,
  { keep, zone }: { readonly keep: boolean; readonly zone: string | null },
): Mail {
  const configurationSet = new aws.sesv2.ConfigurationSet("MailConfig", {
    configurationSetName: physical("mail"),
    deliveryOptions: { tlsPolicy: "OPTIONAL" },
    reputationOptions: { reputationMetricsEnabled: true },
    sendingOptions: { sendingEnabled: true },
  });
  // SES writes to the account's default bus and to no other.
  new aws.sesv2.ConfigurationSetEventDestination("MailFeedback", {
    configurationSetName: configurationSet.configurationSetName,
    eventDestinationName: "feedback",
    eventDestination: {
      enabled: true,
      matchingEventTypes: FEEDBACK,
      eventBridgeDestination: { eventBusArn: arn("events", "event-bus/default") },
    },
  });
  const identity = new aws.sesv2.EmailIdentity("MailIdentity", {
    emailIdentity: settings.domain,
    configurationSetName: configurationSet.configurationSetName,
  });
  // Bounces go to a subdomain of ours, so SPF speaks for the same domain as DKIM.
  new aws.sesv2.EmailIdentityMailFromAttributes("MailFrom", {
    emailIdentity: identity.emailIdentity,
    mailFromDomain: `bounce.${settings.domain}`,
    behaviorOnMxFailure: "USE_DEFAULT_VALUE",
  });
  const records = dnsRecords(settings.domain, identity);
  if (zone !== null) publish(records, zone);
  const [row] = rowsOf("mail");
  const prefix = row?.trigger.prefix ?? "";
  const ground = {
    domain: settings.domain,
    raw: rawMail(settings, keep, prefix),
    prefix,
    configurationSet,
  };
  return { ground, records };
}

function rawMail({ keepRawDays }: MailSettings, keep: boolean, prefix: string): sst.aws.Bucket {
  return bucket("RawMail", keep, {
    cors: false,
    lifecycle: [{ id: "raw-mail", prefix, expiresIn: `${keepRawDays} days` }],
    // A bucket has one policy: SES may put messages of this account's own rules, under the prefix, and no more.
    policy: [
      {
        principals: [{ type: "service", identifiers: ["ses.amazonaws.com"] }],
        actions: ["s3:PutObject"],
        paths: [`${prefix}*`],
        conditions: [
          { test: "StringEquals", variable: "AWS:SourceAccount", values: [account()] },
          { test: "ArnLike", variable: "AWS:SourceArn", values: [arn("ses", "receipt-rule-set/*")] },
        ],
      },
    ],
  });
}

/** Mail to the domain: stored, then taken in. Nothing runs before it is stored. */
export function receiving(ground: Ground): Record<string, sst.aws.Function> {
  const { mail: received } = ground;
  const { mail: settings } = ground.settings;
  if (!received || !settings) return {};
  const made = rowsOf("mail").map(({ id, runsIn, trigger }) => {
    const name = logical(id);
    const fn = lambda(ground, runsIn, { permissions: [lettersOf(ground)] });
    asynchronous(ground, logical(runsIn), fn);
    const ruleSetName = receiptRuleSet(settings);
    const allowed = new aws.lambda.Permission(`${name}Permission`, {
      action: "lambda:InvokeFunction",
      function: fn.name,
      principal: "ses.amazonaws.com",
      sourceAccount: account(),
      sourceArn: arn("ses", $interpolate`receipt-rule-set/${ruleSetName}:receipt-rule/${physical(id)}`),
    });
    new aws.ses.ReceiptRule(
      `${name}Rule`,
      {
        name: physical(id),
        ruleSetName,
        recipients: [settings.domain],
        enabled: true,
        scanEnabled: true,
        // A sender whose server has no TLS is still a customer.
        tlsPolicy: "Optional",
        s3Actions: [{ bucketName: received.raw.name, objectKeyPrefix: trigger.prefix, position: 1 }],
        lambdaActions: [{ functionArn: fn.arn, invocationType: "Event", position: 2 }],
      },
      { dependsOn: [allowed, received.raw] },
    );
    return [runsIn, fn] as const;
  });
  return Object.fromEntries(made);
}
