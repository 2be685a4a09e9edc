import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const MIB = 1024 * 1024;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const fill = (unit: string, size: number): Buffer => Buffer.alloc(size, unit);
const header = (lines: string): Buffer => Buffer.from(`From: a@a.example\r\nSubject: worst\r\n${lines}\r\n\r\n`);

function nested(levels: number): Buffer {
  const open = Array.from(
    { length: levels },
    (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`,
  ).join("");
  const shut = Array.from({ length: levels }, (_, i) => `\r\n--b${levels - 1 - i}--\r\n`).join("");
  return Buffer.from(`From: a@a.example\r\n${open}\r\ndeep${shut}`);
}

const parts = (count: number): Buffer =>
  Buffer.concat([
    header('Content-Type: multipart/mixed; boundary="b"'),
    Buffer.from("--b\r\nContent-Type: image/gif\r\n\r\nx\r\n".repeat(count)),
  ]);

/** Messages made to be as slow as they can: each bound of the reader is met by one of them. */
export const WORST: Readonly<Record<string, () => Buffer>> = {
  "3,000 multiparts in each other": () => nested(3_000),
  "100,000 parts": () => parts(100_000),
  "40 MB of text": () => Buffer.concat([header("Content-Type: text/plain"), fill("word and word\n", 40 * MIB)]),
  "40 MB of HTML": () => Buffer.concat([header("Content-Type: text/html"), fill("<p>word</p>\n", 40 * MIB)]),
  "40 MB of open tags": () => Buffer.concat([header("Content-Type: text/html"), fill("<div><a ", 40 * MIB)]),
  "40 MB of quotes": () => Buffer.concat([header("Content-Type: text/plain"), fill("> > a\nb\n", 40 * MIB)]),
  "40 MB in one file, base64": () =>
    Buffer.concat([
      header("Content-Type: application/zip; name=bomb.zip\r\nContent-Transfer-Encoding: base64"),
      fill(`${"QUFB".repeat(19)}\r\n`, 40 * MIB),
    ]),
  "40 MB, quoted-printable": () =>
    Buffer.concat([
      header("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"),
      fill("=C3=A9=C3=A9 a=\r\n", 40 * MIB),
    ]),
  "40 MB of header": () => Buffer.concat([Buffer.from("From: a@a.example\r\n"), fill("X-A: 1234567890\r\n", 40 * MIB)]),
  "1,000,000 recipients": () =>
    Buffer.concat([Buffer.from("From: a@a.example\r\nTo: "), fill("a@b.example, ", 13_000_000), header("")]),
};

export interface Worst {
  readonly name: string;
  readonly ms: number;
  /** Above what the process and the message itself take. */
  readonly mib: number;
  readonly problems: string;
}

const ONE = `
const { WORST } = await import("./bench/mailWorst.ts");
const { parseMail } = await import("@switchboard/core/mail");
const small = Buffer.from("From: a@a.example\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>warm</p>");
for (let i = 0; i < 20; i++) await parseMail(small);
const raw = WORST[process.argv[1]]();
const before = process.resourceUsage().maxRSS;
const start = performance.now();
const mail = await parseMail(raw);
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, mib: (process.resourceUsage().maxRSS - before) / 1024, problems: mail.problems.join("; ") }));`;

/** Reads each in a process of its own, so that one's memory is not the other's. */
export function worstMessages(): readonly Worst[] {
  return Object.keys(WORST).map((name) => {
    const run = spawnSync(
      process.execPath,
      ["--conditions=@switchboard/source", "--import", "tsx", "--input-type=module", "-e", ONE, name],
      { cwd: ROOT, encoding: "utf8" },
    );
    if (run.status !== 0) throw new Error(run.stderr);
    return { name, ...(JSON.parse(run.stdout) as Omit<Worst, "name">) };
  });
}
