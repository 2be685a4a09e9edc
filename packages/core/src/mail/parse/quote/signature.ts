import type { Line } from "./lines.ts";
import { isRuleLine } from "./separators.ts";

const MAX_LINES = 25;
const MAX_RULED_LINES = 8;
const DEVICE = "[^\\s,.!?]{1,40}(?: [^\\s,.!?]{1,40}){0,6}";

/** "Sent from my iPhone" and its like, as programs and phones add it, by language. */
const SENT_FROM = [
  `(?:sent|send|written|typed|posted) (?:from|via|with|by|using|on) ${DEVICE}(?:[.,!]?\\s{0,3}(?:please|pls|excuse|pardon|sorry|forgive|apolog|so )[^\\n]{0,120})?[.!]?`,
  "(?:[\\w']{1,20} ){0,2}from (?:my )?(?:mobile|i-?phone|i-?pad|phone|android|blackberry)(?: \\S{1,20}){0,3}",
  "(?:von|vom|aus|mit) .{1,60} (?:gesendet|verschickt|geschrieben)\\.?",
  "gesendet (?:von|vom|mit|aus|über|via) .{1,80}",
  "(?:diese )?(?:nachricht|e-?mail|mail) (?:wurde )?(?:von|mit|über) .{1,80} (?:gesendet|versendet|geschickt|verschickt)\\.?",
  "(?:envoyé|envoyée?) (?:depuis|de|à partir de|d'|avec|par|via) ?.{1,80}",
  "enviad[oa] (?:desde|con|de|do|da|dende|a partir|através|pelo|via|por) .{1,80}",
  "mandado desde .{1,60}",
  "(?:inviato|inviata|spedito) (?:da|dal|dall'|con|tramite|via) ?.{1,80}",
  "(?:verzonden|verstuurd|gestuurd) (?:vanaf|vanuit|met|via|door|van|uit|op) .{1,80}",
  "(?:skickat|sendt|sent|sänt) (?:från|fra|med|via|frá) .{1,80}",
  "(?:lähetetty|lähettänyt) .{1,80}",
  "wysłan[eoay] (?:z|ze|za pomocą|przez|przy) .{1,80}",
  "(?:odesláno|odoslané|poslano|poslané|odoslaná) (?:z|ze|zo|s|sa|pomocí|iz|prostredníctvom) .{1,80}",
  ".{1,40}(?:küldve|küldtem)\\.?",
  "(?:küldve|elküldve) .{1,60}",
  "trimis (?:de pe|din|de la|cu|prin) .{1,80}",
  "(?:отправлено|послано|надіслано|изпратено|послато|відправлено) (?:с|со|из|з|із|от|через|са) .{1,80}",
  ".{1,60}(?:gönderildi|gönderilmiştir)\\.?",
  "(?:στάλθηκε|εστάλη|απεστάλη) (?:από|με) .{1,60}",
  "(?:iphone|ipad|android|.{0,30})(?:から|より)(?:の)?送信(?:され(?:た|ました))?.{0,10}",
  "(?:从|從|由)?我的.{1,30}(?:发送|傳送|寄出|发出)(?:的)?",
  "(?:发自|發自|傳送自|發送自|来自|來自)(?:我的)?.{1,40}",
  "(?:나의|내) .{1,30}에서 보냄",
  ".{1,40}에서 (?:보냄|보낸 메일|전송)",
  "(?:أرسلت?|تم الإرسال|مرسل(?:ة)?|أُرسلت) (?:من|بواسطة) .{1,60}",
  "(?:נשלח|נשלחה) (?:מ|באמצעות|מה).{1,60}",
  "(?:đã )?gửi (?:từ|bằng) .{1,60}",
  "(?:dikirim|dihantar) (?:dari|daripada|dengan) .{1,60}",
  "ส่งจาก.{1,60}",
  "enviat (?:des|amb) .{1,60}",
  "saadetud .{1,60}",
  "išsiųsta .{1,60}",
  "nosūtīts .{1,60}",
  "(?:get|download|try|hent|skaffa|hämta|ottieni|scarica|obtenez|obtenir|télécharger?|obtener|obtén|descargar?|obter|obtenha|baixar?|pobierz|получить|скачать|stáhnout|stiahnuť|hanki|lataa) .{0,40}outlook (?:for|til|för|per|pour|para|dla|для|pro|pre) .{1,120}",
  "outlook (?:for|für|voor|til|för) .{1,20} (?:herunterladen|beziehen|downloaden|holen|installieren|laden).{0,100}",
  "(?:holen sie sich|laden sie) outlook .{1,120}",
  "outlook for (?:ios|android).{0,120}",
  "下载.{0,10}outlook.{0,80}",
  "获取.{0,10}outlook.{0,80}",
  "(?:ios|android)\\s?用.{0,10}outlook.{0,60}",
  "sent (?:with|via) .{1,60}",
  "via .{0,20}(?:mobile|iphone|android)",
];
const SENT_LINE = new RegExp(`^[<(*_\\[\\s"'-]{0,6}(?:${SENT_FROM.join("|")})[>)*_\\]\\s"']{0,6}$`, "iu");
const LINK = /<?\bhttps?:\/\/\S{1,400}>?/gi;
const MAX_SENT_LINE = 140;
const DELIMITER = /^(?:--|—|–|__|- -|-- -)$/;
/** What stands below a drawn line at the foot of a mail when that line starts no text. */
const FOOTER =
  /mailing list|unsubscribe|https?:\/\/|www\.|confidential|vertraulich|confidentiel|\+?\d[\d ()/.-]{6,}|@/i;

/**
 * Whether a line is what a phone or mail program puts under every mail.
 *
 * @example
 * isSentFromLine("Von meinem iPhone gesendet"); // true
 */
export function isSentFromLine(bare: string): boolean {
  const line = bare
    .replaceAll(LINK, "")
    .replaceAll(/\(\s{0,9}\)|\[\s{0,9}\]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > 0 && line.length <= MAX_SENT_LINE && SENT_LINE.test(line);
}

const isFooter = ({ bare }: Line): boolean => FOOTER.test(bare);

/** The uppermost signature delimiter that has few enough lines below it; looked for from the foot up. */
function delimiterStart(lines: readonly Line[]): number {
  let found = lines.length;
  let below = 0;
  for (let at = lines.length - 1; at >= 0 && below <= MAX_LINES; at -= 1) {
    const { bare, depth } = lines[at] ?? { bare: "", depth: 0 };
    const isDrawn = isRuleLine(bare) && below <= MAX_RULED_LINES && lines.slice(at + 1).some(isFooter);
    if (depth === 0 && (DELIMITER.test(bare) || isDrawn)) found = at;
    if (bare !== "") below += 1;
  }
  return found;
}

/** The line from which on everything is blank or put there by a device. */
function deviceStart(lines: readonly Line[]): number {
  let start = lines.length;
  while (start > 0) {
    const line = lines[start - 1];
    const bare = line?.bare ?? "";
    const isDropped =
      bare === "" || line?.signature === true || isSentFromLine(bare) || isRuleLine(bare) || DELIMITER.test(bare);
    if (!isDropped) break;
    start -= 1;
  }
  return start;
}

/**
 * Finds where the signature begins: at a "-- " line, at "Sent from my iPhone" in many
 * languages, at what the HTML part calls a signature, or at a list's footer.
 *
 * @param lines of one run of a person's own words
 * @returns index of its first line; the length when there is no signature
 * @example
 * signatureStart(readLines("Hi\n-- \nAda")); // 1
 */
export function signatureStart(lines: readonly Line[]): number {
  return deviceStart(lines.slice(0, delimiterStart(lines)));
}
