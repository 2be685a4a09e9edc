import { readFileSync } from "node:fs";
import type { CapturedMail } from "../mailbox.ts";

const FOLDER = new URL("../../../../examples/mail/", import.meta.url);

/** Letters of examples/mail, by number. */
const FILES: Readonly<Record<number, string>> = {
  1: "01-gmail-web-first-message.eml",
  2: "02-gmail-web-reply.eml",
  3: "03-outlook-desktop-reply.eml",
  4: "04-outlook-web-german-reply.eml",
  5: "05-apple-mail-invoice-attached.eml",
  6: "06-iphone-reply.eml",
  7: "07-thunderbird-inline-image.eml",
  8: "08-thunderbird-interleaved-reply.eml",
  9: "09-android-gmail-reply-above-line.eml",
  10: "10-yahoo-reply.eml",
  11: "11-japanese-iso-2022-jp.eml",
  12: "12-html-only-web-form.eml",
  13: "13-outlook-out-of-office.eml",
  14: "14-postfix-bounce.eml",
  15: "15-apple-mail-forward.eml",
};

/** What a mail program knows of the message it answers. */
export interface Answered {
  readonly replyTo: string;
  readonly messageId: string;
  readonly references: string;
}

export interface Letter {
  readonly raw: Uint8Array;
  readonly from: string;
  readonly to: string;
}

/** A letter as its sender's program sends it; a reply is filled in from the mail it answers. */
export function letter(number: number, answered?: Answered): Letter {
  const file = FILES[number];
  if (file === undefined) throw new RangeError(`there is no letter ${number}`);
  let text = readFileSync(new URL(file, FOLDER), "latin1");
  if (answered) {
    text = text
      .replaceAll("{{REPLY_TO}}", answered.replyTo)
      .replaceAll("{{IN_REPLY_TO}}", answered.messageId)
      .replaceAll("{{REFERENCES}}", answered.references);
  }
  const from = /^From:.*?([\w.+-]+@[\w.-]+)/im.exec(text)?.[1] ?? "";
  return { raw: Buffer.from(text, "latin1"), from, to: answered?.replyTo ?? "support@northwind-bikes.example" };
}

/** The headers of a captured mail that an answer to it needs. */
export function answering(mail: CapturedMail): Answered {
  const text = Buffer.from(mail.raw)
    .toString()
    .replace(/\r\n[ \t]+/g, " ");
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(text)?.[1]?.trim() ?? "";
  const messageId = header("Message-ID");
  const replyTo = /<([^<>]+)>\s*$/.exec(header("Reply-To"))?.[1] ?? header("Reply-To");
  return { replyTo, messageId, references: `${header("References")} ${messageId}` };
}
