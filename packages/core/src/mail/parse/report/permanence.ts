/** What is known of one failed delivery. */
export type Failure = {
  status: string | null;
  diagnostic: string | null;
  /** Type of the diagnostic: `smtp`, `x-unix`, ... */
  diagnosticType: string;
};

/** Bad mailbox, bad domain, bad syntax, moved without forwarding, no such recipient, no such host. */
const DEAD_STATUS = new Set(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.4.4"]);

/** The address may live: the box is full, the message or its sender is refused, the host is ill. */
const ALIVE =
  /mailbox (?:is )?full|over ?quota|quota exceeded|exceeded .{0,20}quota|(?:insufficient|not enough) .{0,20}(?:storage|space)|disk full|too (?:large|big|long|many)|exceeds? .{0,30}(?:size|limit)|message size|spam|block(?:ed|list| list|ing)|blacklist|black list|spamhaus|reputation|polic(?:y|ies)|access denied|not permitted|not allowed|unauthori[sz]ed|authenticat|dmarc|\bspf\b|virus|malware|content (?:re|fil)|tim(?:ed|e) ?out|expired|try again|greylist|temporar|system (?:error|problem|config)|routing loop|mail loop|hop count|procmail|suspended|disabled|inactive|relay(?:ing)? (?:access )?(?:denied|not)|rate limit|throttl|connection refused/i;

/** The address is dead. */
const DEAD =
  /(?:user|recipient|mailbox|address|account|e-?mail|person|alias)[^.\n]{0,60}(?:unknown|not (?:be )?found|not exist|n't exist|not listed|not known|invalid|not valid|unavailable|not here|no longer)|(?:unknown|no such|invalid|bad|nonexistent|non-existent|undeliverable|unrouteable|unroutable|illegal)[^.\n]{0,20}(?:user|recipient|mailbox|address|account|e-?mail|person|destination|local|host|domain)|recipnotfound|recipientnotfound|no mailbox|not our customer|host (?:or domain name )?(?:unknown|not found)|domain[^.\n]{0,60}(?:not (?:be )?found|not exist|n't exist|invalid)|name or service not known|null ?mx|does not accept mail|has moved|no longer (?:available|valid|exist|work|employ|in use|active)|unknown e-mail|user doesn't have|não existe|existiert nicht|unbekannt|n'existe pas|inconnu|no existe|desconocid|non esiste|存在しない|あて先不明|宛先不明/i;

/**
 * Whether a failure says that the address itself is dead, so that nothing more may be sent
 * to it. In doubt it lives: a refused message is no reason to give up a customer.
 *
 * @example
 * isDeadAddress({ status: "5.2.2", diagnostic: "mailbox full", diagnosticType: "smtp" }); // false
 */
export function isDeadAddress({ status, diagnostic, diagnosticType }: Failure): boolean {
  const text = diagnostic ?? "";
  // A local delivery program failed: its "no such user" is about its own host.
  if (diagnosticType === "x-unix") return false;
  if (status?.startsWith("4.") === true) return false;
  if (status !== null && DEAD_STATUS.has(status)) return true;
  if (ALIVE.test(text)) return false;
  if (DEAD.test(text)) return true;
  return status !== null && /^5\.[01]\./.test(status);
}
