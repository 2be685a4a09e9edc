import { describe, expect, test } from "vitest";
import { signsOf } from "../../src/mail/inbound/signs.ts";
import { parseMail } from "../../src/mail/index.ts";
import { rawMail } from "../support/mail.ts";

const CASES: readonly (readonly [string, Readonly<Record<string, string>>, string | null])[] = [
  ["nothing said", {}, null],
  ["Auto-Submitted: no", { "Auto-Submitted": "no" }, null],
  ["Auto-Submitted: No ; with a comment", { "Auto-Submitted": "No; owner-email=a@b.example" }, null],
  ["Auto-Submitted: auto-replied", { "Auto-Submitted": "auto-replied" }, "AUTO_SUBMITTED"],
  ["Auto-Submitted: auto-generated", { "Auto-Submitted": "auto-generated; type=x" }, "AUTO_SUBMITTED"],
  ["Auto-Submitted: auto-notified", { "Auto-Submitted": "AUTO-NOTIFIED" }, "AUTO_SUBMITTED"],
  ["Auto-Submitted: a word nobody knows", { "Auto-Submitted": "nobody" }, "AUTO_SUBMITTED"],
  ["Precedence: bulk", { Precedence: "bulk" }, "PRECEDENCE"],
  ["Precedence: list", { Precedence: "List" }, "PRECEDENCE"],
  ["Precedence: junk", { Precedence: "junk" }, "PRECEDENCE"],
  ["Precedence: auto_reply", { Precedence: "auto_reply" }, "PRECEDENCE"],
  ["Precedence: first-class", { Precedence: "first-class" }, null],
  ["List-Id", { "List-Id": "News <news.example.com>" }, "LIST_ID"],
  ["X-Auto-Response-Suppress: All", { "X-Auto-Response-Suppress": "All" }, "RESPONSE_SUPPRESS"],
  ["X-Auto-Response-Suppress: OOF, AutoReply", { "X-Auto-Response-Suppress": "OOF, AutoReply" }, "RESPONSE_SUPPRESS"],
  ["X-Auto-Response-Suppress: None", { "X-Auto-Response-Suppress": "None" }, null],
  ["Return-Path: <>", { "Return-Path": "<>" }, "NULL_RETURN_PATH"],
  ["Return-Path of somebody", { "Return-Path": "<eve@example.com>" }, null],
  ["X-Autoreply", { "X-Autoreply": "yes" }, "OTHER"],
  ["the subject of an absence note", { Subject: "Automatische Antwort: Ihre Anfrage" }, "OTHER"],
];

describe("what a mail says of itself decides whether a machine may answer", () => {
  test.each(CASES)("%s", async (_, headers, expected) => {
    const mail = await parseMail(rawMail(headers));
    expect(signsOf(mail, "eve@example.com")[0] ?? null).toBe(expected);
  });

  test.each(["", "<>", " "])("an envelope without a way back: %j", async (envelopeFrom) => {
    const mail = await parseMail(rawMail({}));
    expect(signsOf(mail, envelopeFrom)).toEqual(["NULL_RETURN_PATH"]);
  });
});
