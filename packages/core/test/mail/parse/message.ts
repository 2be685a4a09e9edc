import { type ParsedMail, parseMail } from "../../../src/mail/parse/index.ts";

/** Header fields and a body as the bytes of a message with CRLF line ends. */
export function message(fields: Record<string, string>, body: string | Buffer): Buffer {
  const all = { From: "Ada Lovelace <ada@customer.example>", To: "support@northwind-bikes.example", ...fields };
  const header = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const bytes = typeof body === "string" ? Buffer.from(body.replaceAll(/\r?\n/g, "\r\n")) : body;
  return Buffer.concat([Buffer.from(`${header.join("")}\r\n`), bytes]);
}

/** Reads a message made of header fields and a body. */
export function read(fields: Record<string, string>, body: string | Buffer): Promise<ParsedMail> {
  return parseMail(message(fields, body));
}

/** Reads a plain text body. */
export function readText(text: string, subject = "Re: Order"): Promise<ParsedMail> {
  return read({ Subject: subject, "Content-Type": "text/plain; charset=utf-8" }, text);
}

/** Reads an HTML body. */
export function readHtml(html: string): Promise<ParsedMail> {
  return read({ Subject: "Re: Order", "Content-Type": "text/html; charset=utf-8" }, html);
}

/** The parts of a multipart body, each with its own header lines. */
export function parts(boundary: string, ...sections: string[]): string {
  return `${sections.map((section) => `--${boundary}\n${section}\n`).join("")}--${boundary}--\n`;
}
