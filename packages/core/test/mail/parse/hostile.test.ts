import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parseMail } from "../../../src/mail/parse/index.ts";
import { message, parts, read, readHtml, readText } from "./message.ts";

const MEGABYTE = 1024 * 1024;
/** What grows with the square of its length shows it here as well as with a megabyte. */
const LONG_ENOUGH = MEGABYTE / 3;
const fill = (unit: string, size = LONG_ENOUGH) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

async function timed<Value>(run: () => Promise<Value>): Promise<{ value: Value; ms: number }> {
  const start = performance.now();
  const value = await run();
  return { value, ms: performance.now() - start };
}

describe("hostile HTML", () => {
  test.each([
    ["<script>alert(1)</script>", /script|alert/],
    ["<p onclick=alert(1) style='background:url(https://t.example/x)'>a</p>", /onclick|style|t\.example/],
    ["<style>p{background:url(//t.example)}</style>", /style|t\.example/],
    ["<form action='https://t.example'><input name=pw><button>go</button></form>", /form|input|button/],
    ["<iframe src='https://t.example'></iframe><object data=x></object><embed src=x>", /iframe|object|embed/],
    ["<svg><script>alert(1)</script></svg><math><mi xlink:href='javascript:x'></math>", /svg|math|script/],
    [
      "<a href='javascript:alert(1)'>a</a><a href='data:text/html,x'>b</a><a href='vbscript:x'>c</a>",
      /javascript|data:|vbscript/,
    ],
    [
      "<a href='//t.example/x'>a</a><base href='https://t.example'><meta http-equiv=refresh content='0;url=https://t.example'><link rel=stylesheet href=https://t.example>",
      /t\.example/,
    ],
    [
      "<img src='data:image/svg+xml;base64,PHN2Zz4='><img src='data:text/html,x'><img srcset='https://t.example 2x' src=x onerror=alert(1)>",
      /svg|data:|srcset|onerror/,
    ],
    ["<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", /<noscript|onerror=alert\(1\)>/],
  ])("%s leaves nothing active", async (html, forbidden) => {
    const mail = await readHtml(`<div>${html}</div>`);
    expect(mail.html).not.toMatch(forbidden);
    expect(mail.originalHtml).toContain(html.slice(0, 10));
  });

  test("remote pictures are inert, links open apart", async () => {
    const mail = await readHtml(
      '<a href="https://x.example" target="_top">x</a><img src="https://t.example/p.gif" width="1"><img src="//t.example/q.gif">',
    );
    expect(mail.html).toContain('rel="noopener noreferrer nofollow"');
    expect(mail.html).toContain('target="_blank"');
    expect(mail.html).toContain('data-remote-src="https://t.example/p.gif"');
    expect(mail.html).not.toMatch(/\ssrc=/);
  });
});

describe("size and nesting", () => {
  test("nesting beyond the limit becomes a file and is named", async () => {
    let body = "Content-Type: text/plain\n\ndeep";
    for (let level = 0; level < 60; level += 1)
      body = `Content-Type: multipart/mixed; boundary="b${level}"\n\n${parts(`b${level}`, "Content-Type: text/plain\n\nshallow", body)}`;
    const mail = await parseMail(Buffer.from(`From: a@b.example\n${body}`));
    expect(mail.problems).toContain("parts: nested too deep");
    expect(mail.text).toContain("shallow");
    expect(mail.attachments).toHaveLength(1);
  });

  test("parts beyond the limit are left out and named", async () => {
    const mail = await read(
      { "Content-Type": 'multipart/mixed; boundary="b"' },
      parts("b", ...Array.from({ length: 2_000 }, () => "Content-Type: image/gif\n\nx")),
    );
    expect(mail.attachments).toHaveLength(500);
    expect(mail.problems).toContain("parts: too many, the rest is left out");
  });

  test("a header beyond the limit is cut and named, the body still read", async () => {
    const mail = await parseMail(
      Buffer.from(`From: a@b.example\r\nSubject: x\r\n${"X-A: 1234567890\r\n".repeat(100_000)}\r\nhello`),
    );
    expect(mail).toMatchObject({
      subject: "x",
      text: expect.stringContaining("hello"),
      problems: ["header: too long, cut"],
    });
  });

  test("a message beyond the limit is cut and named", async () => {
    const mail = await parseMail(message({}, Buffer.alloc(41 * MEGABYTE, "a\n")));
    expect(mail.problems).toEqual(expect.arrayContaining(["message: too long, cut", "text: too long, cut"]));
  });
});

/** A third of a megabyte each, made to make patterns and parsers go back and forth. */
const LONG: [string, () => Promise<unknown>][] = [
  ["one line of words", () => readText(fill("word "))],
  ["one line without blanks", () => readText(fill("a"))],
  ["quote marks", () => readText(fill("> "))],
  ["quote marks, a line each", () => readText(fill(">\n"))],
  ["dashes", () => readText(fill("-"))],
  ["dash lines", () => readText(fill("--\n"))],
  ["drawn lines", () => readText(fill("_____\n"))],
  ["sent from", () => readText(fill("Sent from my "))],
  ["sent-from lines", () => readText(fill("Sent from my a b c d e f g h i j k, please\n"))],
  ["wrote lines", () => readText(fill("On 5 May 2026 10:00 a@b.example wrote\n"))],
  ["wrote lines with a colon", () => readText(fill("wrote:\n"))],
  ["header lines", () => readText(fill("From: a\n"), "Fwd: x")],
  ["header blocks", () => readText(fill("From: a@b.example\nTo: b\nSubject: c\nDate: d\n\n"), "Fwd: x")],
  ["forward lines", () => readText(fill("---------- Forwarded message ---------\n"), "Fwd: x")],
  ["blank lines", () => readText(fill("\n"))],
  ["addresses", () => readText(fill("<a@b.example "))],
  ["at signs", () => read({ From: fill("@", 100_000), To: fill("<", 100_000), Cc: fill("a@b.example,", 100_000) }, "")],
  ["encoded words", () => read({ Subject: fill("=?utf-8?Q?a?= ", 200_000) }, "")],
  ["open encoded words", () => read({ Subject: fill("=?utf-8?Q?", 200_000) }, "")],
  ["references", () => read({ References: fill("<a@b>", 200_000), "Message-ID": fill("<", 200_000) }, "")],
  ["date", () => read({ Date: fill("1 ", 100_000) }, "")],
  ["parameters", () => read({ "Content-Type": `multipart/mixed${fill("; boundary", 100_000)}` }, fill("--\n"))],
  ["open tags", () => readHtml(fill("<a "))],
  ["nested tags", () => readHtml(fill("<div>"))],
  ["nested quotes", () => readHtml(fill("<blockquote type=cite>", 200_000))],
  ["nested tables", () => readHtml(fill("<table><tr><td>", 200_000))],
  ["open comments", () => readHtml(fill("<!--"))],
  ["entities", () => readHtml(fill("&lt;"))],
  [
    "bounce lines",
    () =>
      read(
        { From: "mailer-daemon@x.example", "Return-Path": "<>", Subject: "failure notice" },
        fill("550 5.1.1 unknown user a@b.example "),
      ),
  ],
  [
    "bounce words",
    () =>
      read(
        { From: "mailer-daemon@x.example", "Return-Path": "<>", Subject: "failure notice" },
        fill("user recipient mailbox ".repeat(3)),
      ),
  ],
  [
    "status groups",
    () =>
      read(
        { "Content-Type": 'multipart/report; boundary="b"' },
        parts("b", `Content-Type: message/delivery-status\n\n${fill("Final-Recipient: rfc822; a@b.example\n\n")}`),
      ),
  ],
];

describe("a third of a megabyte that", () => {
  test.each(LONG)("repeats %s is read in seconds", async (_name, run) => {
    const { ms } = await timed(run);
    expect(ms).toBeLessThan(3_000);
  });
});

const SEED = message(
  {
    Subject: "=?utf-8?B?R3LDvMOfZQ==?=",
    Date: "Tue, 5 May 2026 10:00:00 +0200",
    "Content-Type": 'multipart/mixed; boundary="b"',
    References: "<a@b.example>",
  },
  parts(
    "b",
    "Content-Type: text/plain; charset=utf-7\n\nGr+APwA3w-e\n\nOn 5 May 2026, Bob <b@b.example> wrote:\n> hi",
    'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>a<blockquote type=3D"cite">b</blockquote>',
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nStatus: 5.1.1",
    'Content-Type: image/png; name="../x.png"\nContent-Transfer-Encoding: base64\n\niVBORw0=',
  ),
);
const RUNS = Math.min(2_000, Number(process.env["SWITCHBOARD_RUNS"] ?? 150));
const mutation = fc.record({ at: fc.nat(SEED.length - 1), drop: fc.nat(40), put: fc.uint8Array({ maxLength: 20 }) });

function mutate(bytes: Buffer, changes: { at: number; drop: number; put: Uint8Array }[]): Buffer {
  let result = bytes;
  for (const { at, drop, put } of changes)
    result = Buffer.concat([result.subarray(0, at), put, result.subarray(at + drop)]);
  return result;
}

async function expectSound(raw: Uint8Array): Promise<void> {
  const mail = await parseMail(raw);
  expect(
    JSON.stringify({ ...mail, attachments: mail.attachments.map(({ content: _content, ...rest }) => rest) }),
  ).not.toMatch(/\\ud[89a-f]/i);
  expect(mail.text.trim() === "" || mail.replyText.trim() !== "").toBe(true);
  for (const { name } of mail.attachments) expect(name).toMatch(/^(?!\.)[^/\\]{1,240}$/u);
}

describe("whatever the bytes, the reader", () => {
  property.prop([fc.uint8Array({ maxLength: 3_000 })], { numRuns: RUNS })("never throws on random bytes", expectSound);

  property.prop([fc.array(mutation, { minLength: 1, maxLength: 12 })], { numRuns: RUNS * 2 })(
    "never throws on a mutated message",
    (changes) => expectSound(mutate(SEED, changes)),
  );

  property.prop(
    [
      fc.dictionary(fc.stringMatching(/^[A-Za-z-]{1,20}$/), fc.string({ unit: "binary" })),
      fc.string({ unit: "binary" }),
    ],
    { numRuns: RUNS },
  )("never throws on random fields and text", (fields, text) => expectSound(message(fields, Buffer.from(text))));

  test("never throws on nothing", async () => {
    await expectSound(new Uint8Array());
  });
});
