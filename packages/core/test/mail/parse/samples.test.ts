import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type ParsedMail, parseMail } from "../../../src/mail/parse/index.ts";

/** Real messages and what their own projects assert of them; they are read in place, never copied. */
const FOLDER = fileURLToPath(new URL("../../../../../../shared/email-samples/", import.meta.url));
/** Shares reached when this was written; a family may only get better. */
const FLOORS: Record<string, number> = {
  header: 1,
  text: 1,
  html: 1,
  attachments: 1,
  auto: 1,
  bounce: 0.95,
  replyText: 0.92,
  forward: 1,
};

type Mailbox = { address?: string; name?: string };
type Expectation = Record<string, unknown> & {
  bounce?: {
    is: boolean;
    action?: string;
    recipientCount?: number;
    rows?: { recipient?: string; status?: string; hard?: boolean }[];
  };
  forward?: { is: boolean; subjectHeader?: string; subject?: string; body?: string; from?: Mailbox };
};
type Sample = { file: string; kind: "mime" | "body_text" | "body_html"; expect: Expectation };
type Check = { family: string; fact: string; pass: boolean };

const squash = (text: string) => text.replaceAll(/\s+/g, " ").trim();

function asMessage(sample: Sample, bytes: Buffer): Buffer {
  if (sample.kind === "mime") return bytes;
  const subject = sample.expect.forward?.subjectHeader ?? "Re: sample";
  const type = sample.kind === "body_html" ? "text/html" : "text/plain";
  const header = `From: a@a.example\r\nSubject: ${subject}\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n`;
  return Buffer.concat([Buffer.from(header), bytes]);
}

function sameMailbox(found: Mailbox | null | undefined, wanted: Mailbox): boolean {
  const sameName = wanted.name === undefined || wanted.name === found?.name;
  return sameName && (wanted.address === undefined || wanted.address === found?.address);
}

function headerChecks(mail: ParsedMail, expected: Expectation): [string, boolean][] {
  const lists = (["to", "cc", "replyTo"] as const).map((name): [string, boolean] => {
    const wanted = expected[name] as Mailbox[] | undefined;
    return [name, wanted === undefined || wanted.every((one, at) => sameMailbox(mail[name][at], one))];
  });
  const same = (name: "messageId" | "inReplyTo"): [string, boolean] => [
    name,
    expected[name] === undefined || mail[name] === expected[name],
  ];
  return [
    ...lists,
    same("messageId"),
    same("inReplyTo"),
    ["from", expected.from === undefined || sameMailbox(mail.from, expected.from as Mailbox)],
    ["subject", expected.subject === undefined || mail.subject === squash(expected.subject as string)],
    ["date", expected.date === undefined || Date.parse(mail.date ?? "") === Date.parse(expected.date as string)],
    [
      "references",
      expected.references === undefined || mail.references.join() === (expected.references as string[]).join(),
    ],
    [
      "messageIdContains",
      expected.messageIdContains === undefined || (mail.messageId ?? "").includes(expected.messageIdContains as string),
    ],
  ];
}

function bodyChecks(mail: ParsedMail, expected: Expectation): [string, string, boolean][] {
  const texts = [...((expected.textContains as string[]) ?? []), ...((expected.displayTextContains as string[]) ?? [])];
  const html = (expected.htmlContains as string[]) ?? [];
  const start = expected.replyTextStartsWith as string | undefined;
  return [
    ...texts.map((one): [string, string, boolean] => ["text", "textContains", squash(mail.text).includes(squash(one))]),
    ...html.map((one): [string, string, boolean] => [
      "html",
      "htmlContains",
      squash(mail.originalHtml ?? "").includes(squash(one)),
    ]),
    ["text", "textNormalized", squash(mail.text).includes((expected.textNormalized as string) ?? "")],
    [
      "replyText",
      "replyText",
      expected.replyText === undefined || squash(mail.replyText) === squash(expected.replyText as string),
    ],
    ["replyText", "replyTextStartsWith", start === undefined || squash(mail.replyText).startsWith(squash(start))],
  ];
}

function attachmentChecks(mail: ParsedMail, expected: Expectation): [string, boolean][] {
  const has = <Value>(name: string, meets: (value: Value) => boolean): [string, boolean] => [
    name,
    ((expected[name] as Value[]) ?? []).every(meets),
  ];
  const md5 = (content: Uint8Array) => createHash("md5").update(content).digest("hex");
  return [
    ["attachmentCount", expected.attachmentCount === undefined || mail.attachments.length === expected.attachmentCount],
    [
      "inlineImages",
      expected.inlineImages === undefined ||
        mail.attachments.filter(({ inline }) => inline).length === expected.inlineImages,
    ],
    has<string>("attachmentNames", (name) => mail.attachments.some((one) => one.name === name)),
    has<number>("attachmentSizes", (size) => mail.attachments.some((one) => one.size === size)),
    has<string>("attachmentSha256", (hash) => mail.attachments.some((one) => one.sha256 === hash)),
    has<string>("attachmentMd5", (hash) => mail.attachments.some((one) => md5(one.content) === hash)),
  ];
}

function reportChecks(mail: ParsedMail, expected: Expectation): [string, string, boolean][] {
  const { bounce } = expected;
  const rows = (bounce?.rows ?? []).flatMap((row, at): [string, string, boolean][] => {
    const found = mail.bounce?.recipients[at];
    return [
      ["bounce", "recipient", row.recipient === undefined || found?.address === row.recipient],
      ["bounce", "status", row.status === undefined || row.status.startsWith("5.0.9") || found?.status === row.status],
      ["bounce", "hard", row.hard === undefined || found?.permanent === row.hard],
    ];
  });
  const feedback = expected.feedbackReport as { type: string } | undefined;
  return [
    ...rows,
    ["bounce", "is", bounce === undefined || (mail.bounce !== null) === bounce.is],
    ["bounce", "action", bounce?.action === undefined || mail.bounce?.action === bounce.action],
    [
      "bounce",
      "count",
      bounce?.recipientCount === undefined || mail.bounce?.recipients.length === bounce.recipientCount,
    ],
    ["bounce", "feedback", feedback === undefined || mail.feedbackReport?.type === feedback.type],
    ["auto", "autoGenerated", expected.autoGenerated === undefined || mail.auto.generated === expected.autoGenerated],
    ["auto", "autoReply", expected.autoReply === undefined || mail.auto.reply === expected.autoReply],
  ];
}

function forwardChecks(mail: ParsedMail, { forward }: Expectation): [string, boolean][] {
  if (forward === undefined) return [];
  return [
    ["is", (mail.forward !== null) === forward.is],
    ["subject", forward.subject === undefined || mail.forward?.subject === forward.subject],
    ["from", forward.from === undefined || sameMailbox(mail.forward?.from, forward.from)],
    ["body", forward.body === undefined || squash(mail.forward?.body ?? "") === squash(forward.body)],
  ];
}

function checksOf(mail: ParsedMail, expected: Expectation): Check[] {
  const named =
    (family: string) =>
    ([fact, pass]: [string, boolean]) => ({ family, fact, pass });
  return [
    ...headerChecks(mail, expected).map(named("header")),
    ...attachmentChecks(mail, expected).map(named("attachments")),
    ...forwardChecks(mail, expected).map(named("forward")),
    ...[...bodyChecks(mail, expected), ...reportChecks(mail, expected)].map(([family, fact, pass]) => ({
      family,
      fact,
      pass,
    })),
  ];
}

/** Facts the sample really asserts: a check of an absent expectation says nothing. */
function isAsserted(check: Check, sample: Sample): boolean {
  const { expect: expected } = sample;
  if (check.family === "forward")
    return check.fact === "is" || expected.forward?.[check.fact as "subject"] !== undefined;
  if (check.fact === "is" || check.fact === "recipient" || check.fact === "status" || check.fact === "hard")
    return expected.bounce !== undefined;
  if (check.fact === "action" || check.fact === "count") return expected.bounce !== undefined;
  return expected[check.fact === "feedback" ? "feedbackReport" : check.fact] !== undefined;
}

const isPresent = existsSync(`${FOLDER}expected.jsonl`);

describe.skipIf(!isPresent)(`real messages (${isPresent ? FOLDER : `skipped, no folder ${FOLDER}`})`, () => {
  const samples = isPresent
    ? readFileSync(`${FOLDER}expected.jsonl`, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Sample)
    : [];

  test("none throws, and every family of facts reaches its floor", async () => {
    const score = new Map<string, { pass: number; all: number; misses: string[] }>();
    for (const sample of samples) {
      const mail = await parseMail(asMessage(sample, readFileSync(`${FOLDER}raw/${sample.file}`)));
      for (const check of checksOf(mail, sample.expect).filter((one) => isAsserted(one, sample))) {
        const family = score.get(check.family) ?? { pass: 0, all: 0, misses: [] };
        family.all += 1;
        if (check.pass) family.pass += 1;
        else family.misses.push(`${sample.file}:${check.fact}`);
        score.set(check.family, family);
      }
    }
    for (const [family, { pass, all, misses }] of score)
      console.info(`${family.padEnd(12)} ${pass}/${all}  ${misses.join(" ")}`);
    for (const [family, { pass, all }] of score) expect(pass / all, family).toBeGreaterThanOrEqual(FLOORS[family] ?? 1);
  });
});
