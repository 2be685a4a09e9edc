import { isQuoted, type Line, nextFilled } from "./lines.ts";

/** "wrote" as mail programs print it, by language. */
const VERBS =
  "wrote|writes|schrieb|schrieben|hat geschrieben|geschrieben|a écrit|écrivait|écrit|a ecrit|escribió|escribio|ha escrito|escribe|ha scritto|scrive|scrisse|escreveu|schreef|geschreven|skrev|skrifaði|kirjoitti|napisał|napisała|napisana przez|pisze|napisał\\(a\\)|napisal|napsal|napsal\\(a\\)|napsala|napísal|napísal\\(a\\)|ezt írta|írta|a scris|scria|пишет|написал|написала|написал\\(а\\)|писал|пише|написав|написала|написа|написао|şunu yazdı|yazdı|έγραψε|έγραψαν|写道|寫道|写信|写|のメール|さんは書きました|が書きました|書きました|님이 작성|님이 씀|작성|כתב|כתבה|כתב/ה|كتب|كتبت|נכתב על ידי|מאת|đã viết|viết|menulis|เขียนว่า|เขียน|va escriure|ha escrit|je napisao|je napisala|je napisal|napisao|kirjutas|rašė|rakstīja|نوشت|ने लिखा|লিখেছেন|எழுதியது|het geskryf|skribis|sanoi|said|wrote on|schreibt|kirjoittaa|píše|píše|piše|pišu|skriver|schreibt";

/** How such a line begins, by language; it is looked for upwards, so the nearest one counts. */
const OPENERS =
  "on|at|le|am|den|der|el|il|il giorno|em|op|w dniu|dnia|dne|dňa|vào|vào lúc|ngày|pada|в|во|от|på|d\\.|fra|from|à|às|no dia|la|în|pe|data|în data|tarihinde|στις|στην|на|у|בתאריך|ב|في|بتاريخ|a las|wt|pon|śr|czw|pt|sob|niedz|ma|di|wo|do|vr|za|zo|mo|mi|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|dia|kl|quoting|citando|zitat von|citat|lúc|tanggal|dňa|el día|dana|u|dan|trešd";
const OPENER = new RegExp(`^[-–—*_ ]{0,10}(?:(?:${OPENERS})(?=[\\s,.:;\\d-])|\\d|[在于於])`, "iu");

const VERB = new RegExp(
  `(?:^|[\\s,>)\\]»"'”*\\d年月日\\p{Script=Han}\\p{Script=Hangul}])(?:${VERBS})(?![\\p{L}])|(?:写道|寫道|写|のメール|書きました|작성|씀)`,
  "iu",
);
const EVIDENCE = /@|\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|[年년]/u;
const ENDS = /[:：][\s*_"'›»]{0,5}$/u;
const ZOHO = /\bwrote\s{0,3}-{2,10}$/i;
/** Gmail in Japanese and Russian names no verb: date, name, address, colon. */
const VERBLESS = /<[^<>\s@]{1,100}@[^<>\s@]{1,100}>[^\p{L}\d]{0,6}[:：]$/u;
const WHEN = /\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|[年년]/u;
const QUOTING = /^(?:quoting|citando|citando a|zitat von|citat|citerar|citat från|cytowanie|quote) .{2,200}[:：]$/iu;
const MAX_LINES = 5;
const MAX_CHARS = 400;

function isAttribution(sentence: string, isAboveQuote: boolean): boolean {
  if (sentence.length > MAX_CHARS) return false;
  if (ZOHO.test(sentence) && EVIDENCE.test(sentence)) return true;
  if (!ENDS.test(sentence)) return false;
  if (VERBLESS.test(sentence) && WHEN.test(sentence)) return true;
  if (QUOTING.test(sentence) && sentence.includes("@")) return true;
  return VERB.test(sentence) && (EVIDENCE.test(sentence) || (isAboveQuote && sentence.length < 120));
}

/** The sentence that ends at `last`, read upwards over at most five lines to where it begins. */
function sentenceStart(lines: readonly Line[], last: number, isAboveQuote: boolean): number {
  let sentence = "";
  let found = -1;
  const depth = lines[last]?.depth ?? 0;
  for (let at = last; at >= 0 && last - at < MAX_LINES; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.bare === "" || line.depth !== depth) break;
    sentence = sentence === "" ? line.bare : `${line.bare} ${sentence}`;
    const isOne = isAttribution(sentence, isAboveQuote);
    if (isOne && OPENER.test(line.bare) && EVIDENCE.test(sentence)) return at;
    if (isOne && found < 0) found = at;
  }
  return found;
}

/**
 * Finds a line such as "On 5 May 2026, Ada wrote:" that ends at `last`.
 *
 * @param last index of the line that would be its end
 * @returns index of its first line, or -1
 * @example
 * attributionStart(readLines("Hi\nOn 5 May 2026, Ada <a@b.example>\nwrote:"), 2); // 1
 */
export function attributionStart(lines: readonly Line[], last: number): number {
  const bare = lines[last]?.bare ?? "";
  if (bare.length > MAX_CHARS || !(ENDS.test(bare) || ZOHO.test(bare))) return -1;
  return sentenceStart(lines, last, isQuoted(lines[nextFilled(lines, last + 1)]));
}
