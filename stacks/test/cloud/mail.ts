import { asSesSends, type FeedbackKind, feedbackEvent, sesId, type Verdicts } from "../../../packages/local/src/ses.ts";
import { ACCOUNT } from "../offline/account.ts";
import type { Access } from "./access.ts";
import type { Bus } from "./bus.ts";
import type { Meter } from "./figures.ts";
import type { Lambdas } from "./lambda.ts";
import type { Resources } from "./resources.ts";
import type { Buckets } from "./services/s3.ts";
import type { Timeline } from "./timeline.ts";

export interface MailGround {
  readonly resources: Resources;
  readonly timeline: Timeline;
  readonly access: Access;
  readonly buckets: Buckets;
  readonly lambdas: () => Lambdas;
  readonly bus: Bus;
  readonly meter: Meter;
}

/** How a message arrives at the MX of the domain. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  /** PASS where nothing is said. */
  readonly verdicts?: Verdicts;
}

/** A message that SES took, as it stands on the wire. */
export interface SentMail {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | null;
  readonly raw: string;
}

const EVENT_TYPES = { delivery: "DELIVERY", bounce: "BOUNCE", complaint: "COMPLAINT" } as const;

/** What SES sends, and what it reports of it where the configuration set says so. */
export class Outbox {
  readonly sent: SentMail[] = [];
  readonly #ground: MailGround;

  constructor(ground: MailGround) {
    this.#ground = ground;
  }

  /** The verified identity that may send as this address; null when there is none. */
  identityOf(from: string): string | null {
    const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
    const identities = this.#ground.resources.all("aws:sesv2/emailIdentity:EmailIdentity");
    const fits = identities.find(
      ({ emailIdentity }) => address === emailIdentity || address.endsWith(`@${emailIdentity}`),
    );
    return fits?.emailIdentity ?? null;
  }

  take(mail: Omit<SentMail, "id" | "at" | "raw"> & { readonly raw: Buffer }): string {
    const { timeline, meter } = this.#ground;
    const id = sesId(timeline.now());
    const raw = asSesSends(mail.raw, id, timeline.now()).toString("utf8");
    this.sent.push({ ...mail, id, at: new Date(timeline.now()).toISOString(), raw });
    meter.count("sesSent", mail.to.length);
    return id;
  }

  /** What became of a message: an event, if the recorded configuration set has one for it. */
  report(id: string, kind: FeedbackKind): void {
    const { resources, bus, timeline } = this.#ground;
    const mail = this.sent.find((one) => one.id === id);
    if (!mail) throw new Error(`no message ${id} was sent`);
    const destinations = resources
      .all("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination")
      .filter(({ configurationSetName }) => configurationSetName === mail.configurationSet)
      .filter(({ eventDestination }) => eventDestination.matchingEventTypes.includes(EVENT_TYPES[kind]));
    for (const { eventDestination } of destinations)
      bus.publish(eventDestination.eventBridgeDestination.eventBusArn, feedbackEvent(mail, kind, timeline.now()));
  }
}

/** A message at the MX: by the active rules into the bucket, and then to the function. Returns SES's id of it. */
export function receive(ground: MailGround, raw: string | Uint8Array, envelope: Envelope): string {
  const { resources, timeline, access, buckets, lambdas, meter } = ground;
  const id = sesId(timeline.now());
  const active = resources
    .all("aws:ses/activeReceiptRuleSet:ActiveReceiptRuleSet")
    .map(({ ruleSetName }) => ruleSetName);
  const rules = resources
    .all("aws:ses/receiptRule:ReceiptRule")
    .filter(({ ruleSetName }) => active.includes(ruleSetName));
  let taken = false;
  for (const rule of rules) {
    const recipients = envelope.to.filter((address) => rule.recipients.some((one) => isFor(one, address)));
    if (recipients.length === 0) continue;
    taken = true;
    const sourceArn = `arn:aws:ses:${resources.region}:${ACCOUNT}:receipt-rule-set/${rule.ruleSetName}:receipt-rule/${rule.name}`;
    const call = { service: "ses.amazonaws.com", sourceArn };
    for (const { bucketName, objectKeyPrefix } of rule.s3Actions) {
      const key = objectKeyPrefix + id;
      if (!access.toBucket(bucketName, key, call)) throw new Error(`SES may not put ${key} into ${bucketName}`);
      const bytes = Buffer.concat([Buffer.from(`Return-Path: <${envelope.from}>\r\n`), Buffer.from(raw)]);
      buckets.objects(bucketName).set(key, { bytes, contentType: "application/octet-stream" });
      meter.count("s3Puts");
    }
    for (const { functionArn } of rule.lambdaActions) {
      const lambda = lambdas().get(functionArn);
      if (!access.toFunction(lambda.resource, call)) throw new Error(`SES may not call ${lambda.resource.name}`);
      lambda.invokeLater(receiptEvent({ id, at: timeline.now(), recipients, functionArn }, envelope));
    }
  }
  if (!taken) throw new Error(`550 5.1.1 no active receipt rule is for ${envelope.to.join(", ")}`);
  meter.count("sesReceived");
  return id;
}

/** A recipient of a rule is an address, a domain, or with a dot in front the subdomains of one. */
const isFor = (recipient: string, address: string): boolean =>
  recipient.includes("@")
    ? recipient === address
    : address.endsWith(recipient.startsWith(".") ? recipient : `@${recipient}`);

interface Taken {
  readonly id: string;
  readonly at: number;
  readonly recipients: readonly string[];
  readonly functionArn: string;
}

function receiptEvent({ id, at, recipients, functionArn }: Taken, { from, to, verdicts = {} }: Envelope) {
  const timestamp = new Date(at).toISOString();
  const verdict = (name: keyof Verdicts) => ({ status: verdicts[name] ?? "PASS" });
  const receipt = {
    timestamp,
    processingTimeMillis: 1,
    recipients,
    spamVerdict: verdict("spam"),
    virusVerdict: verdict("virus"),
    spfVerdict: verdict("spf"),
    dkimVerdict: verdict("dkim"),
    dmarcVerdict: verdict("dmarc"),
    action: { type: "Lambda", functionArn, invocationType: "Event" },
  };
  const mail = {
    timestamp,
    source: from,
    messageId: id,
    destination: to,
    headersTruncated: false,
    headers: [],
    commonHeaders: {},
  };
  return { Records: [{ eventSource: "aws:ses", eventVersion: "1.0", ses: { mail, receipt } }] };
}
