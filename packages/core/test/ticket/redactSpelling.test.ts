import { describe, expect, test } from "vitest";
import { blanked, blankedIn } from "../../src/ticket/redact/blank.ts";
import { blankedHtml } from "../../src/ticket/redact/html.ts";
import { originalHolds } from "../../src/ticket/redact/original.ts";

const B = "████████";

describe("in plain words", () => {
  test.each([
    ["a card b", "card", `a ${B} b`],
    ["my\r\n> card", "my card", B],
    ["my  card", "my card", B],
    ["my card", "my\ncard", B],
    ["Card", "card", "Card"],
    ["cardcard", "card", B + B],
    ["👍🏽 x", "👍🏽", `${B} x`],
    ["a+b [c] \\d $1", "a+b [c] \\d $1", B],
  ])("%j without %j is %j", (words, text, expected) => {
    expect(blanked(words, text)).toBe(expected);
  });

  test("only what people wrote is touched, however deep it lies", () => {
    const id = "att_01m80gww6hr6s8srgj2kyebk98";
    const content = { text: "att", files: [{ id, name: "att.txt", contentType: "text/att", size: 3 }], n: null };
    expect(blankedIn(content, "att")).toEqual({
      text: B,
      files: [{ id, name: `${B}.txt`, contentType: "text/att", size: 3 }],
      n: null,
    });
  });
});

describe("in HTML", () => {
  test.each([
    ["<p>a card</p>", "card", `<p>a ${B}</p>`],
    ["<p>A&amp;B A&#38;B A&#x26;B A&B</p>", "A&B", `<p>${B} ${B} ${B} ${B}</p>`],
    ["<p>&lt;x&gt; &quot;q&quot;</p>", '<x> "q"', `<p>${B}</p>`],
    ["<p>my&nbsp; card</p>", "my card", `<p>${B}</p>`],
    ['<p title="my card">x</p>', "my card", "<p>x</p>"],
    ['<a href="mailto:eve%40example.com">x</a>', "eve@example.com", "<a>x</a>"],
    ["<p>p</p>", "p", `<p>${B}</p>`],
    ["<p>x</p>", "card", "<p>x</p>"],
  ])("%j without %j is %j", (html, text, expected) => {
    expect(blankedHtml(html, text)).toBe(expected);
  });

  test("through which tags run it cannot be blanked in its place, so all of it goes", () => {
    expect(blankedHtml("<p>ca<b>rd</b></p>", "card")).toBeNull();
    expect(blankedHtml("<p>my</p><p>card</p>", "my card")).toBeNull();
  });

  test("a quote mark that goes opens no attribute", () => {
    expect(blankedHtml('<a title="x onclick=y">"</a>', '"')).toBe(`<a>${B}</a>`);
  });
});

describe("in the original of a mail", () => {
  const utf8 = (text: string) => Buffer.from(text).toString("base64");
  const latin1 = (text: string) => Buffer.from(text, "latin1").toString("base64");
  const packed = (encoding: string, body: string, type = "text/plain; charset=utf-8") =>
    `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n--b--\r\n`;
  test.each([
    ["as it is", "Subject: x\r\n\r\nmy card", true],
    ["in its headers", "Subject: my card\r\n\r\nx", true],
    ["in encoded words, cut in two", `Subject: =?utf-8?B?${utf8("my c")}?=\r\n =?utf-8?Q?ard?=\r\n\r\nx`, true],
    ["in a name of a file", "Content-Disposition: attachment; filename*=utf-8''my%20card.txt\r\n\r\nx", true],
    ["packed as quoted-printable, cut in two", packed("quoted-printable", "my=20c=\r\nard"), true],
    ["packed as base64, cut in two", packed("base64", utf8("it is my card").replace(/(.{8})/g, "$1\r\n")), true],
    ["packed in a message that is packed itself", packed("base64", utf8(packed("base64", utf8("my card")))), true],
    ["quoted, and wrapped anew", "Subject: x\r\n\r\n> > it is my\r\n> > card", true],
    ["as HTML with tags in it", "Content-Type: text/html\r\n\r\n<p>my <b>c</b>ard</p>", true],
    ["nowhere", packed("base64", utf8("nothing of the kind")), false],
    ["in a character set that nobody can read", "Content-Type: text/plain; charset=x-none\r\n\r\nx", true],
  ])("it is found %s", (_, raw, expected) => {
    expect(originalHolds(new TextEncoder().encode(raw), "my card")).toBe(expected);
  });

  test("it is found in another character set", () => {
    const raw = packed("base64", latin1("für Åsa"), "text/plain; charset=iso-8859-1");
    expect(originalHolds(new TextEncoder().encode(raw), "Åsa")).toBe(true);
  });

  test("looking for it takes no longer than the mail is long", () => {
    const heads = Buffer.alloc(2_000_000, "content-transfer-encoding: base64\n");
    const tags = Buffer.alloc(2_000_000, "m<m<");
    for (const raw of [heads, tags]) expect(originalHolds(raw, "my card")).toBe(false);
  });
});
