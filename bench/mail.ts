import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { connect } from "@switchboard/core/desk";
import * as Mail from "@switchboard/core/mail";
import { memoryBlobs } from "@switchboard/core/testing";
import * as Workspace from "@switchboard/core/workspace";
import PostalMime from "postal-mime";
import { bundle } from "./bundle.ts";
import { coldImport } from "./closure.ts";
import { type openDesk, TABLE } from "./desk.ts";
import { worstMessages } from "./mailWorst.ts";
import { compare, heading, show } from "./measure.ts";

const LETTERS = fileURLToPath(new URL("../examples/mail/", import.meta.url));
const SUPPORT = "support@bench.example";

const letters = (): readonly Buffer[] =>
  readdirSync(LETTERS)
    .filter((file) => file.endsWith(".eml"))
    .map((file) => readFileSync(join(LETTERS, file)));

/** A letter as its writer sends it with two photographs of 300 KB: mail to a support desk is seldom text alone. */
function withPhotos(raw: Buffer): Buffer {
  const photo = Buffer.alloc(300_000, "a photograph ").toString("base64").replace(/.{76}/g, "$&\r\n");
  const file = `--p\r\nContent-Type: image/jpeg; name=p.jpg\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${photo}\r\n`;
  const head = 'From: a@a.example\r\nSubject: photographs\r\nContent-Type: multipart/mixed; boundary="p"\r\n\r\n';
  const text = raw.toString("latin1").replace(/^[\s\S]*?(?=^content-type:)/im, "");
  return Buffer.from(`${head}--p\r\n${text}\r\n${file}${file}--p--\r\n`, "latin1");
}

const each = (mails: readonly Buffer[], read: (raw: Buffer) => Promise<unknown>) => async () => {
  for (const raw of mails) await read(raw);
};
const bare = (raw: Buffer) => PostalMime.parse(raw, { forceRfc822Attachments: true });

/** Everything the desk reads of a message against what the MIME parser under it does alone. */
export async function benchParse(): Promise<void> {
  const mails = letters();
  const heavy = mails.map(withPhotos);
  heading(`reading mail: ${mails.length} letters as real programs write them, against postal-mime alone`);
  const light = await compare(each(mails, Mail.parseMail), each(mails, bare), { times: 8 });
  show("letters of 1 to 3 KB", light, "");
  show(
    "the same with two photographs",
    await compare(each(heavy, Mail.parseMail), each(heavy, bare), { rounds: 5, times: 1 }),
    "aim: 2.5x",
  );
  const one = (light.ours.wall / mails.length).toFixed(2);
  console.log(`  one letter     ${one} ms: quotes, clean HTML, files and reports read`);
  heading("the worst messages, each in a process of its own (aim: under 2 s, 256 MiB)");
  for (const { name, ms, mib, problems } of worstMessages())
    console.log(
      `  ${name.padEnd(34)} ${`${ms.toFixed(0)} ms`.padStart(8)} ${`${mib.toFixed(0)} MiB`.padStart(8)}   ${problems}`,
    );
}

/** Whole: read, matched, written down with its originals, as a ticket or as an entry of one. */
export async function benchReceive({ client, desk: plain }: Awaited<ReturnType<typeof openDesk>>): Promise<void> {
  const desk = connect({ table: TABLE, dynamodb: client, ports: { blob: memoryBlobs() } });
  const ctx = desk.as({ kind: "system", workspaceId: "main", name: "bench" });
  await Workspace.addAddress(plain.as(ctx.actor), { address: SUPPORT, name: "Bench" });
  const rounds = 200;
  const start = performance.now();
  for (let i = 0; i < rounds; i++) await take(ctx, i);
  const alone = (rounds * 1_000) / (performance.now() - start);
  const together = await manyAtOnce(ctx, rounds);
  heading("mail through receive, on the embedded engine");
  console.log(`  one at a time  ${alone.toFixed(0)} messages a second, each a ticket`);
  console.log(`  ten at a time  ${together.toFixed(0)} messages a second`);
}

const PASS = { spf: "PASS", dkim: "PASS", dmarc: "PASS", spam: "PASS", virus: "PASS" } as const;

function take(ctx: Parameters<typeof Mail.receive>[0], i: number) {
  const from = `c${i % 50}@example.com`;
  const raw = `From: ${from}\r\nTo: ${SUPPORT}\r\nSubject: Chain ${i}\r\nMessage-ID: <b${i}@example.com>\r\n\r\nIt slips.\r\n`;
  return Mail.receive(ctx, {
    receiptId: `bench-${i}`,
    recipients: [SUPPORT],
    address: SUPPORT,
    envelopeFrom: from,
    verdicts: PASS,
    raw: new TextEncoder().encode(raw),
  });
}

async function manyAtOnce(ctx: Parameters<typeof Mail.receive>[0], rounds: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < rounds; i += 10)
    await Promise.all(Array.from({ length: 10 }, (_, at) => take(ctx, 10_000 + i + at)));
  return (rounds * 1_000) / (performance.now() - start);
}

const RUNS = 15;
const FIRST = `import { parseMail } from "@switchboard/core/mail";
export const mail = await parseMail(Buffer.from("From: a@a.example\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>Hi</p>"));`;
const BARE = `import PostalMime from "postal-mime"; export const handler = (raw) => PostalMime.parse(raw);`;

export async function benchMailHandler(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "switchboard-bench-"));
  try {
    const ours = await bundle({ path: "packages/functions/src/mail-in.ts" }, mkdtempSync(join(folder, "ours-")));
    const bare = await bundle({ source: BARE }, mkdtempSync(join(folder, "bare-")));
    const first = await bundle({ source: FIRST }, mkdtempSync(join(folder, "first-")));
    const cold = coldImport(ours.file, RUNS, { SWITCHBOARD_TABLE: "bench" });
    const kb = (bytes: number) => `${(bytes / 1_000).toFixed(0)} KB`;
    heading("the handler of incoming mail, against postal-mime alone");
    console.log(`  read at start  ${kb(ours.start)} / ${kb(bare.start)}   (${kb(ours.lazy)} more load when needed)`);
    console.log(`  cold import    ${cold.toFixed(0)} ms / ${coldImport(bare.file, RUNS).toFixed(0)} ms`);
    // The reader is loaded with the first message: what that waits for beside the import.
    console.log(`  the reader and its first message, cold   ${coldImport(first.file, RUNS).toFixed(0)} ms`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
