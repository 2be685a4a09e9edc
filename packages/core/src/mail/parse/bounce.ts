import { readAddresses } from "./address.ts";
import type { Headers } from "./headers.ts";
import { readBounceText, speaksOfFailure } from "./report/bounceText.ts";
import { type Delivery, readDeliveryStatus } from "./report/deliveryStatus.ts";
import { type Returned, readReturned, returnedInText } from "./report/returned.ts";
import type { Bounce, MailAddress, MailAttachment } from "./types.ts";

/** What of a message tells a bounce. */
export type BounceSource = {
  headers: Headers;
  from: MailAddress | null;
  returnPath: string | null;
  subject: string;
  text: string;
  attachments: readonly MailAttachment[];
};

const STATUS_TYPES = new Set(["message/delivery-status", "message/global-delivery-status"]);
const RETURNED_TYPES = new Set([
  "message/rfc822",
  "message/global",
  "text/rfc822-headers",
  "message/rfc822-headers",
  "message/global-headers",
]);
const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|maildaemon|mdaemon|postmaster|mailerdaemon|mail-?system|mailadmin|mailadministrator|bounces?)(?:$|[+@._-])/i;
const DAEMON_NAME =
  /mail(?:er)?[ -]?(?:delivery|daemon)|delivery (?:sub)?system|postmaster|mail administrator|system administrator/i;
const SUBJECT =
  /^(?:\[?\*{0,3}\s?)?(?:undeliver|returned mail|returned to sender|failure notice|failed mail|delivery (?:status|fail|notif|report|problem|error|delay|unsuccess)|mail (?:delivery|system error|failure|could not)|mail delivery|message (?:delivery|status|undeliver|could not|you sent|not delivered)|non delivery|non-delivery|nondeliverable|warning: (?:could not|message)|permanent delivery|error sending|email (?:not delivered|delivery)|your message (?:could|cannot|couldn)|unable to deliver|problem(?:s)? delivering|user unknown|(?:could not|cannot|can't) (?:be )?deliver|mail (?:bounced|refused|rejected|undeliver|not delivered|status|returned)|bounced|ndn:|ndr:|smtp error|error mail|email (?:rejected|error)|e-mail delivery|postmaster notify|notification d'état|unzustellbar|nicht zustellbar|rückmeldung|non remis|échec de|mensaje no entregado|no se puede entregar|mancato recapito|messaggio non recapitabile|onbestelbaar|não entregue|недоставлен|niedostarczona|kan niet|olevererbart|配信不能|配達不能|未達|メール配信|退信|无法投递|投递失败)/i;

function isReport(headers: Headers): boolean {
  return /^\s{0,9}multipart\/report\b(?=[\s\S]{0,500}delivery-status)/i.test(headers.raw("content-type") ?? "");
}

function looksLikeBounce(source: BounceSource): boolean {
  const { headers, from, returnPath, subject, text } = source;
  if (headers.has("x-failed-recipients") || isReport(headers)) return true;
  const hasDaemon = DAEMON.test(from?.address ?? "") || DAEMON_NAME.test(from?.name ?? "");
  const saysSo = SUBJECT.test(subject);
  if (hasDaemon && returnPath === "" && (saysSo || speaksOfFailure(text))) return true;
  // Servers of old write neither a null path nor a daemon's name: then subject and words must agree.
  return saysSo && (hasDaemon || returnPath === "" || !headers.has("in-reply-to")) && speaksOfFailure(text);
}

/** One action for the whole report: the worst of its recipients. */
function worstAction(deliveries: readonly Delivery[]): Bounce["action"] {
  const actions = deliveries.map(({ action }) => action);
  return (["failed", "delayed"] as const).find((action) => actions.includes(action)) ?? actions[0] ?? "failed";
}

function returnedOf({ attachments, text }: BounceSource): Returned {
  const part = attachments.find(({ contentType }) => RETURNED_TYPES.has(contentType));
  const returned = part === undefined ? { messageId: null, headers: {} } : readReturned(part.content);
  return returned.messageId === null ? { ...returned, messageId: returnedInText(text).messageId } : returned;
}

function fromText(source: BounceSource): Pick<Bounce, "action" | "recipients"> {
  const { headers, from, subject, text } = source;
  const named = readAddresses(headers.raw("x-failed-recipients") ?? "").map(({ address }) => address);
  const ours = headers.addresses("to", "delivered-to", "x-original-to");
  const excluded = new Set([...ours, ...(from === null ? [] : [from])].map(({ address }) => address.toLowerCase()));
  const isDelayed = /delay|warning|verzög|retard/i.test(subject);
  const recipients = readBounceText(text, named, excluded).map((recipient) =>
    isDelayed ? { ...recipient, permanent: false } : recipient,
  );
  return { action: isDelayed ? "delayed" : "failed", recipients };
}

/**
 * Reads a delivery report: from its delivery-status part where there is one, else from
 * X-Failed-Recipients and its words.
 *
 * @returns null when the message is no delivery report; a report of success has the action `delivered`
 * @example
 * readBounce(source)?.recipients[0]?.permanent; // true
 */
export function readBounce(source: BounceSource): Bounce | null {
  const statusParts = source.attachments.filter(({ contentType }) => STATUS_TYPES.has(contentType));
  const deliveries = statusParts.flatMap(({ content }) => readDeliveryStatus(content));
  if (deliveries.length === 0 && statusParts.length === 0 && !looksLikeBounce(source)) return null;
  const returned = returnedOf(source);
  const told =
    deliveries.length > 0
      ? { action: worstAction(deliveries), recipients: deliveries.map(({ recipient }) => recipient) }
      : fromText(source);
  return { ...told, originalMessageId: returned.messageId, originalHeaders: returned.headers };
}
