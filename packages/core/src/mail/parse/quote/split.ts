import { MAX_QUOTE_LINES } from "../limits.ts";
import { withoutMarks } from "../marks.ts";
import { introductionAt, replyAboveAt } from "./cut.ts";
import { isQuoted, type Line, nextFilled, readLines } from "./lines.ts";
import { isRuleLine } from "./separators.ts";
import { signatureStart } from "./signature.ts";

/** A body in two: the person's new words and the rest. */
export type Parting = {
  reply: string;
  quoted: string;
  /** False when nothing but a signature, or nothing at all, was taken away. */
  hasQuote: boolean;
};

/** Lines in a row that are all own words or all quote; introductions count as quote. */
type Run = { isOwn: boolean; start: number; end: number };

type Plan = { own: boolean[]; end: number };

const LONG_LINE = 60;
const WRAPPED_WORDS = 30;

function hasOwnWords(lines: readonly Line[], plan: Plan, end: number): boolean {
  for (let at = 0; at < end; at += 1) {
    const line = lines[at];
    if (plan.own[at] === true && line !== undefined && line.bare !== "" && line.mark === null && !isRuleLine(line.bare))
      return true;
  }
  return false;
}

/** A quoted line that a mailer broke: its last words stand without a mark amid marked lines. */
function isBrokenQuote(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1];
  const line = lines[at];
  if (before === undefined || line === undefined || line.bare === "") return false;
  const isBetween = before.depth > 0 && (lines[at + 1]?.depth ?? 0) > 0;
  return isBetween && before.bare.length >= LONG_LINE && line.bare.length <= WRAPPED_WORDS;
}

/** Decides line by line whose words they are, and where everything below is quote. */
function planLines(lines: readonly Line[]): Plan {
  const plan: Plan = { own: lines.map((line) => !isQuoted(line)), end: replyAboveAt(lines) };
  let hasWords = false;
  for (let at = 0; at < plan.end; at += 1) {
    const line = lines[at];
    if (line === undefined || isQuoted(line)) continue;
    if (isBrokenQuote(lines, at)) plan.own[at] = false;
    const introduction = introductionAt(lines, at);
    if (introduction === null) {
      hasWords ||= line.bare !== "" && line.mark === null;
      continue;
    }
    const next = nextFilled(lines, introduction.end);
    plan.own.fill(false, introduction.start, introduction.end);
    const isAboveMarkedQuote = isQuoted(lines[next]);
    // Without marks below, only words above tell that this is a reply and not a mail that begins so.
    if (!isAboveMarkedQuote && hasWords && hasOwnWords(lines, plan, introduction.start)) {
      plan.end = introduction.start;
      break;
    }
    if (!isAboveMarkedQuote) plan.own.fill(true, introduction.start, introduction.end);
    at = Math.max(at, introduction.end - 1);
  }
  return plan;
}

function toRuns(lines: readonly Line[], plan: Plan): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < plan.end; at += 1) {
    if (lines[at]?.bare === "" && lines[at]?.mark === null) continue;
    const isOwn = plan.own[at] === true;
    const last = runs.at(-1);
    if (last?.isOwn === isOwn) last.end = at + 1;
    else runs.push({ isOwn, start: at, end: at + 1 });
  }
  return runs;
}

/** An own run without its signature; null when nothing is left of it. */
function trimRun(lines: readonly Line[], run: Run): Run | null {
  if (!run.isOwn) return run;
  const end = run.start + signatureStart(lines.slice(run.start, run.end));
  const start = nextFilled(lines, run.start);
  return start < end ? { isOwn: true, start, end } : null;
}

function isInterleaved(runs: readonly Run[]): boolean {
  return runs.some((run, at) => run.isOwn && runs[at - 1]?.isOwn === false && runs[at + 1]?.isOwn === false);
}

function textOf(lines: readonly Line[], runs: readonly Run[]): string {
  const pieces = runs.map(({ start, end }) =>
    lines
      .slice(start, end)
      .filter((line) => line.mark === null && !line.signature)
      .map((line) => line.text.trimEnd())
      .join("\n"),
  );
  return pieces
    .join("\n\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

function quotedOf(lines: readonly Line[], kept: readonly Run[]): string {
  const isKept = lines.map(() => false);
  for (const run of kept) isKept.fill(true, run.start, run.end);
  const rest = lines.filter((line, at) => !isKept[at] && line.mark === null).map((line) => line.text.trimEnd());
  return rest
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

/** Nobody quotes below twenty thousand lines: what is there goes where the last line above went. */
function partLong(lines: readonly string[]): Parting {
  const head = partText(lines.slice(0, MAX_QUOTE_LINES).join("\n"));
  const tail = withoutMarks(lines.slice(MAX_QUOTE_LINES).join("\n")).trimEnd();
  return head.hasQuote ? { ...head, quoted: `${head.quoted}\n${tail}` } : { ...head, reply: `${head.reply}\n${tail}` };
}

/**
 * Parts a text body into the person's new words and everything else: quotes, what
 * introduces them, signatures, forwarded messages.
 *
 * Answers written between quoted lines keep the lines they answer. A cut that leaves
 * nothing is no cut: then the whole text is the reply.
 *
 * @param text with LF line ends, with or without the marks of the HTML reader
 * @example
 * partText("Yes.\n\nOn 5 May 2026, Ada wrote:\n> Shall we?").reply; // "Yes."
 */
export function partText(text: string): Parting {
  const source = text.split("\n");
  if (source.length > MAX_QUOTE_LINES) return partLong(source);
  const lines = readLines(text);
  const plan = planLines(lines);
  const runs = toRuns(lines, plan).flatMap((run) => trimRun(lines, run) ?? []);
  const lastOwn = runs.findLastIndex((run) => run.isOwn);
  const kept = isInterleaved(runs) ? runs.slice(0, lastOwn + 1) : runs.filter((run) => run.isOwn);
  const reply = textOf(lines, kept);
  const hasQuote = plan.end < lines.length || plan.own.includes(false);
  if (reply !== "") return { reply, quoted: quotedOf(lines, kept), hasQuote };
  return { reply: withoutMarks(text).trim(), quoted: "", hasQuote: false };
}
