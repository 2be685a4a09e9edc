import * as z from "zod";
import { RECEIVING_REGIONS, receivesMail } from "./regions.ts";

/** How long CloudWatch may keep a log, days: it knows no others. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const LABEL = "(?!-)[a-z0-9-]{1,63}(?<!-)";
const Domain = z
  .string()
  .max(253)
  .regex(
    new RegExp(`^(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`),
    "must be a domain name in lower case, such as desk.example.com",
  );

const Dns = z.enum(["route53", "manual"]);

const Reserved = z.int().min(1).max(10_000).optional();

const Mail = z.strictObject({
  domain: Domain.describe("Mail to any address of this domain arrives at the desk, and answers are sent from it."),
  address: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/,
      "must be what stands before the @, in lower case, such as support",
    )
    .default("support")
    .describe("The first support address: what stands before the @."),
  dns: Dns.default("manual").describe(
    "route53: the records are made in the hosted zone of the domain in this account. manual: they are printed, for you to set.",
  ),
  zone: z.string().min(1).optional().describe("The hosted zone's id, where the account has several for the domain."),
  activate: z
    .boolean()
    .optional()
    .describe(
      "Whether the desk's receipt rules become the active ones of the region; yes by default. They never take the place of another set that is active: then the deploy says so and stops.",
    ),
  ruleSet: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .describe(
      "A receipt rule set that exists already, to hold the desk's rule: where another desk or system receives in this account and region.",
    ),
  keepRawDays: z
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe(
      "How long received messages are kept as they came, days. The desk keeps its own copy of what it took in.",
    ),
});

const isOwnOrigin = (url: string): boolean => URL.canParse(url) && new URL(url).origin === url;

const Api = z.strictObject({
  domain: Domain.optional().describe("Where the API answers. Without one: at the function URL that AWS gives it."),
  dns: Dns.default("route53").describe("manual: you set the records, and give the certificate."),
  certificate: z
    .string()
    .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, "must be the ARN of an ACM certificate in us-east-1")
    .optional()
    .describe("The ARN of a validated ACM certificate in us-east-1, for a domain whose DNS is elsewhere."),
  firewall: z
    .boolean()
    .default(false)
    .describe("AWS WAF in front of the API. Needs a domain; costs about 8 dollars a month."),
  requestsPerFiveMinutes: z
    .int()
    .min(100)
    .max(2_000_000_000)
    .default(2_000)
    .describe("What the firewall lets through from one address in five minutes."),
  introspection: z
    .enum(["public", "authenticated", "off"])
    .default("authenticated")
    .describe("Who may ask the API for its schema."),
  maxTokenAgeHours: z
    .number()
    .positive()
    .max(720)
    .default(24)
    .describe("How old a token may be, however long its issuer says it lives."),
  corsOrigins: z
    .array(
      z
        .string()
        .regex(
          /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?|http:\/\/localhost(?::\d{1,5})?)$/,
          "must be an origin, with nothing behind the host: https://app.example.com, or http://localhost:5173",
        )
        .refine(isOwnOrigin, "must be an origin as a browser sends it: no port that is the scheme's own"),
    )
    .max(20)
    .default([])
    .describe(
      "Web pages of other origins that may call the API from a browser, as https://app.example.com: whole names, no patterns. While you build one also http://localhost:5173.",
    ),
  uploadOrigins: z
    .array(
      z
        .url({ protocol: /^https$/, hostname: z.regexes.domain })
        .refine(
          (url) => new URL(url).origin === url,
          "must be an origin, with nothing behind the host: https://app.example.com",
        ),
    )
    .max(100)
    .default([])
    .describe("Web pages that may upload and download attachments from a browser, as https://app.example.com."),
});

/** All settings of a deploy. `switchboard.json` holds them; what is missing has the value shown here. */
export const Settings = z
  .strictObject({
    $schema: z.string().optional().describe("For editors: the JSON schema of this file."),
    region: z
      .string()
      .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "must be an AWS region, such as eu-west-1")
      .default("eu-west-1")
      .describe("The AWS region everything lies in."),
    company: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .default("Support")
      .describe(
        "The name of the workspace, which customers see in mail. Of the first deploy: later ones change nothing of it.",
      ),
    mail: Mail.optional().describe("Without it the desk works, with mail off."),
    api: Api.prefault({}),
    logs: z
      .strictObject({
        level: z
          .enum(["info", "error"])
          .default("info")
          .describe(
            "info: a line for each request of the API and each command of the operator, and errors. error: errors alone.",
          ),
        retentionDays: z
          .literal(RETENTIONS, { error: `must be one of the periods CloudWatch knows: ${RETENTIONS.join(", ")} days` })
          .default(30)
          .describe("How long logs are kept, days."),
      })
      .prefault({}),
    alarms: z
      .strictObject({
        mail: z.email().optional().describe("Who is told when something is wrong. AWS asks them once to confirm."),
      })
      .prefault({}),
    concurrency: z
      .strictObject({
        api: Reserved.describe(
          "Executions reserved for the API. None by default: a new account has ten in all, and reserving takes them from the others.",
        ),
        reactions: Reserved.describe("Executions reserved for the reactions."),
      })
      .prefault({}),
    keep: z
      .boolean()
      .optional()
      .describe(
        "Whether the table and the buckets outlive the stage, and refuse to be deleted. By default: for the stage production.",
      ),
  })
  .check(({ value, issues }) => {
    const refuse = (path: string[], message: string) => issues.push({ code: "custom", input: value, path, message });
    const { api, mail, region } = value;
    if (mail && !receivesMail(region))
      refuse(
        ["region"],
        `SES receives no mail in ${region}. With mail it must be one of: ${RECEIVING_REGIONS.join(", ")}`,
      );
    if (api.firewall && !api.domain)
      refuse(["api", "firewall"], "needs api.domain: AWS WAF stands before a CloudFront distribution");
    if (api.domain && api.dns === "manual" && !api.certificate)
      refuse(["api", "certificate"], "is needed with api.dns manual: a validated ACM certificate in us-east-1");
    if (mail?.ruleSet !== undefined && mail.activate === true)
      refuse(["mail", "activate"], "is not the desk's to decide with mail.ruleSet: that set belongs to somebody else");
    if (mail?.zone && mail.dns === "manual") refuse(["mail", "zone"], "means nothing with mail.dns manual");
  });
export type Settings = z.infer<typeof Settings>;
