import { isNotFound } from "./names.ts";
import type { Settings } from "./settings/index.ts";

type MailSettings = NonNullable<Settings["mail"]>;

/** A record that somebody must set for mail to work. */
export interface DnsRecord {
  readonly type: "CNAME" | "MX" | "TXT";
  readonly name: string;
  readonly value: string;
}

/**
 * All that the domain needs: where its mail arrives, that we may sign for it (DKIM), that SES may send for it
 * (SPF, on the subdomain that bounces go to), and that receivers may tell of misuse (DMARC, RFC 7489).
 */
export function dnsRecords(domain: string, identity: aws.sesv2.EmailIdentity): $util.Output<readonly DnsRecord[]> {
  const bounce = `bounce.${domain}`;
  return $util
    .all([identity.dkimSigningAttributes.tokens, aws.getRegionOutput().region])
    .apply(([tokens, region]): readonly DnsRecord[] => [
      { type: "MX", name: domain, value: `10 inbound-smtp.${region}.amazonaws.com` },
      ...tokens.map(
        (token): DnsRecord => ({
          type: "CNAME",
          name: `${token}._domainkey.${domain}`,
          value: `${token}.dkim.amazonses.com`,
        }),
      ),
      { type: "MX", name: bounce, value: `10 feedback-smtp.${region}.amazonses.com` },
      { type: "TXT", name: bounce, value: "v=spf1 include:amazonses.com ~all" },
      { type: "TXT", name: `_dmarc.${domain}`, value: "v=DMARC1; p=none;" },
    ]);
}

/** Sets the records in the domain's hosted zone. */
export function publish(records: $util.Output<readonly DnsRecord[]>, zoneId: string): void {
  records.apply((all) =>
    all.map(
      ({ type, name, value }, i) =>
        new aws.route53.Record(`MailDns${i}`, { zoneId, type, name, records: [value], ttl: 300 }),
    ),
  );
}

/** Where records go, null where somebody else sets them. @throws when there is no such place */
export const zoneFor = async ({ dns, domain, zone }: MailSettings): Promise<string | null> =>
  dns === "route53" ? (zone ?? (await zoneOf(domain))) : null;

/** The hosted zone of the domain, or of the nearest domain above it that this account has one for. */
async function zoneOf(domain: string): Promise<string> {
  const labels = domain.split(".");
  const candidates = labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
  for (const name of candidates) {
    try {
      return (await aws.route53.getZone({ name })).zoneId;
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  throw new Error(
    `mail.dns: this account has no hosted zone for ${domain}. Create one in Route 53, or name it in mail.zone, ` +
      "or set mail.dns to manual: the records are printed then, to be set where the domain's DNS is.",
  );
}

/** One record a line, as a zone file has them. */
export const zoneFile = (records: $util.Output<readonly DnsRecord[]>): $util.Output<string> =>
  records.apply((all) => all.map(({ name, type, value }) => `${name}. ${type} ${value}`).join("\n"));
