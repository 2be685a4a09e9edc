import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { parseMail } from "../../../src/mail/parse/index.ts";
import { read } from "./message.ts";

const GERMAN = "Grüße aus Köln";
/** Charset label, text, bytes of the body. */
const CHARSETS: [string, string, Buffer][] = [
  ["utf-8", GERMAN, Buffer.from(GERMAN)],
  ["us-ascii", GERMAN, Buffer.from(GERMAN)],
  ["iso-8859-1", GERMAN, Buffer.from(GERMAN, "latin1")],
  ["us-ascii", GERMAN, Buffer.from(GERMAN, "latin1")],
  ["unknown-8bit", GERMAN, Buffer.from(GERMAN, "latin1")],
  ["utf-8", GERMAN, Buffer.from(GERMAN, "latin1")],
  ["", GERMAN, Buffer.from(GERMAN, "latin1")],
  ["utf-7", GERMAN, Buffer.from("Gr+APwA3w-e aus K+APY-ln")],
  ["cp850", GERMAN, iconv.encode(GERMAN, "cp850")],
  ["iso-2022-jp", "日本語", Buffer.from("\x1b$BF|K\\8l\x1b(B", "latin1")],
  ["us-ascii", "日本語", Buffer.from("\x1b$BF|K\\8l\x1b(B", "latin1")],
  ["shift_jis", "日本語", iconv.encode("日本語", "shift_jis")],
  ["euc-jp", "日本語", iconv.encode("日本語", "euc-jp")],
  ["gb2312", "中文邮件", iconv.encode("中文邮件", "gbk")],
  ["X-GBK", "中文邮件", iconv.encode("中文邮件", "gbk")],
  ["hz-gb-2312", "中文", Buffer.from("~{VPND~}")],
  ["big5", "中文郵件", iconv.encode("中文郵件", "big5")],
  ["ks_c_5601-1987", "한국어", iconv.encode("한국어", "euc-kr")],
  [
    "iso-2022-kr",
    "한국어",
    Buffer.concat([
      Buffer.from("\x1b$)C\n\x0e"),
      Buffer.from(iconv.encode("한국어", "euc-kr").map((byte) => byte & 0x7f)),
      Buffer.from("\x0f"),
    ]),
  ],
  ["koi8-r", "Привет", iconv.encode("Привет", "koi8-r")],
  ["windows-1251", "Привет", iconv.encode("Привет", "windows-1251")],
  ["windows-1256", "مرحبا", iconv.encode("مرحبا", "windows-1256")],
];

describe("bodies and headers in any charset", () => {
  test.each(CHARSETS)("%s body reads as %s", async (label, text, bytes) => {
    const type = label === "" ? "text/plain" : `text/plain; charset=${label}`;
    for (const encoding of ["8bit", "base64"]) {
      const body = encoding === "base64" ? Buffer.from(bytes.toString("base64")) : bytes;
      const mail = await read({ "Content-Type": type, "Content-Transfer-Encoding": encoding }, body);
      expect(mail.text.trim()).toBe(text);
    }
  });

  test.each([
    ["iso-8859-1", GERMAN],
    ["koi8-r", "Привет"],
    ["shift_jis", "日本語"],
    ["gbk", "中文邮件"],
  ])("raw eight-bit header bytes are read in the body's charset %s", async (label, text) => {
    const raw = Buffer.concat([
      Buffer.from("From: a@b.example\r\nSubject: "),
      iconv.encode(text, label),
      Buffer.from(`\r\nContent-Type: text/plain; charset=${label}\r\n\r\nhi`),
    ]);
    expect((await parseMail(raw)).subject).toBe(text);
  });

  test("raw header bytes are read in UTF-8, in windows-1252, in ISO-2022-JP and inside a Q word", async () => {
    const subject = async (bytes: Buffer) =>
      (await parseMail(Buffer.concat([Buffer.from("Subject: "), bytes, Buffer.from("\r\n\r\n")]))).subject;
    expect(await subject(Buffer.from("Zoé 🚲"))).toBe("Zoé 🚲");
    expect(await subject(Buffer.from("Zoé", "latin1"))).toBe("Zoé");
    expect(await subject(Buffer.from("\x1b$BF|K\\8l\x1b(B", "latin1"))).toBe("日本語");
    expect(await subject(Buffer.from("=?iso-8859-1?Q?Zo\xe9_M?=", "latin1"))).toBe("Zoé M");
    expect(await subject(Buffer.from("=?utf-7?Q?Gr+APwA3w-e?="))).toBe("Grüße");
  });

  test("flowed lines are joined", async () => {
    const mail = await read({ "Content-Type": "text/plain; charset=us-ascii; format=flowed" }, "One \nline.\nTwo.");
    expect(mail.text.trim()).toBe("One line.\nTwo.");
  });

  test("every text is well-formed", async () => {
    const mail = await read(
      {
        Subject: "=?utf-16be?B?2D0=?=",
        "Content-Type": "text/plain; charset=utf-16le",
        "Content-Transfer-Encoding": "base64",
      },
      "PdgA",
    );
    expect(JSON.stringify(mail)).not.toMatch(/\\ud[89a-f]/i);
  });
});

describe("labels and words as real programs get them wrong", () => {
  const body = (charset: string, bytes: Buffer) =>
    parseMail(
      Buffer.from(
        `From: a@a.example\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString("base64")}`,
      ),
    );

  test.each(["iso-8859-1", "windows-1252", "latin1", "us-ascii", "cp1252"])(
    "%s has the quotes and the euro of windows-1252, which Node's own decoder leaves as control characters",
    async (charset) => {
      const mail = await body(charset, Buffer.from([0x93, 0x35, 0x20, 0x80, 0x94]));
      expect(mail.text).toBe("“5 €”");
    },
  );

  test.each([
    ["foo-bar", "café"],
    ["utf-8mb4", "café"],
  ])("a label nobody knows (%s) does not spoil what is plainly UTF-8", async (charset, text) => {
    expect((await body(charset, Buffer.from(text))).text).toBe(text);
  });

  test("encoded words that are cut in the middle of a character are read as one", async () => {
    const mail = await parseMail(
      Buffer.from("From: a@a.example\r\nSubject: =?utf-8?B?5L2g5aU=?=\r\n =?utf-8?B?vQ==?= ok\r\n\r\nx"),
    );
    expect(mail.subject).toBe("你好 ok");
  });

  test.each([
    ["Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06.000Z"],
    ["Sat Aug  9 11:22:33 EDT 2014", "2014-08-09T15:22:33.000Z"],
    ["Tue, 5 May 2026 14:10:00 GMT+0200", "2026-05-05T12:10:00.000Z"],
  ])("the date %s", async (date, iso) => {
    expect((await parseMail(Buffer.from(`From: a@a.example\r\nDate: ${date}\r\n\r\nx`))).date).toBe(iso);
  });

  test("a body whose type is no type is text", async () => {
    const mail = await parseMail(Buffer.from("From: a@a.example\r\nContent-Type: text\r\n\r\nplain body"));
    expect(mail.text).toBe("plain body");
  });
});
