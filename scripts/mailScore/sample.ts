import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A mailbox as an expectation names it: what is absent was asserted by nobody. */
export interface Mailbox {
  readonly address?: string;
  readonly name?: string;
}

/** What somebody's own tests assert of a message, by name of the fact. */
export type Expectation = Readonly<Record<string, unknown>>;

/** One line of `expected.jsonl`. */
export interface Sample {
  readonly file: string;
  /** A whole message, or only its body. */
  readonly kind: "mime" | "body_text" | "body_html";
  readonly expect: Expectation;
  /** Families that nobody asserted: they are not scored. */
  readonly unknown?: readonly string[];
}

/** Reads a folder of `expected.jsonl` and `raw/`. */
export function samplesOf(folder: string): readonly Sample[] {
  const lines = readFileSync(join(folder, "expected.jsonl"), "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as Sample);
}

/** The message of a sample; a body alone gets the least header that makes it one. */
export function messageOf(folder: string, { file, kind, expect }: Sample): Uint8Array {
  const bytes = readFileSync(join(folder, "raw", file));
  if (kind === "mime") return bytes;
  const { subjectHeader = "Re: sample" } = (expect["forward"] ?? {}) as { subjectHeader?: string };
  const type = kind === "body_html" ? "text/html" : "text/plain";
  const header = `From: a@a.example\r\nSubject: ${encoded(subjectHeader)}\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n`;
  return Buffer.concat([Buffer.from(header), bytes]);
}

const encoded = (subject: string): string =>
  /^[ -~]*$/.test(subject) ? subject : `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`;
