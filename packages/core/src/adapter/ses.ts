/**
 * Outgoing mail over Amazon SES.
 *
 * @module
 */
import type { SESClientConfig, SendRawEmailCommandInput, SendRawEmailCommandOutput } from "@aws-sdk/client-ses";
import { type MailerPort, MailRefusal, type OutgoingMail } from "../port/index.ts";

/** Where to send from. `endpoint` and `credentials` are for tests; a Lambda has its own. */
export interface SesOptions extends Pick<SESClientConfig, "region" | "endpoint" | "credentials"> {
  /** The configuration set whose events come back as feedback. */
  readonly configurationSet?: string | undefined;
}

/**
 * A mailer over SES. The client makes ONE attempt, always: whether a message may be tried again is known to
 * whoever claimed its sending, and to nobody else. The SDK is loaded with the first message.
 *
 * @example connect({ table: "support", dynamodb, ports: { mailer: sesMailer({ configurationSet: "support" }) } });
 */
export function sesMailer({ configurationSet, ...config }: SesOptions = {}): MailerPort {
  let connected: ReturnType<typeof connect> | undefined;
  return {
    async send(mail) {
      connected ??= connect(config);
      const send = await connected;
      const { MessageId } = await send(inputOf(mail, configurationSet)).catch((cause: unknown) => {
        throw refusalOf(cause) ?? cause;
      });
      if (MessageId === undefined) throw new Error("SES took the message and gave no id");
      return { messageId: MessageId };
    },
  };
}

async function connect(config: SESClientConfig) {
  const { SESClient, SendRawEmailCommand } = await import("@aws-sdk/client-ses");
  const client = new SESClient({ ...config, maxAttempts: 1 });
  return (input: SendRawEmailCommandInput): Promise<SendRawEmailCommandOutput> =>
    client.send(new SendRawEmailCommand(input));
}

const inputOf = (mail: OutgoingMail, configurationSet: string | undefined): SendRawEmailCommandInput => ({
  Source: mail.from,
  Destinations: [...mail.to],
  RawMessage: { Data: mail.raw },
  Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
  ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
});

/** Refusals that speak of the account or the moment, not of the message: later it may pass. */
const LATER =
  /^(?:Throttl|TooManyRequests|LimitExceeded|SlowDown|\w*SendingPaused|ExpiredToken|RequestExpired|AccessDenied|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch)/;

/** What SES surely did not take; undefined when nobody can know, as after a lost answer or a 5xx. */
function refusalOf(cause: unknown): MailRefusal | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { $metadata } = cause as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  if (status === 429 || LATER.test(cause.name)) return new MailRefusal("throttled", cause.message, cause);
  // 408 is a request that was cut off: it may have been read far enough.
  if (status < 400 || status >= 500 || status === 408) return undefined;
  return new MailRefusal("rejected", cause.message, cause);
}
