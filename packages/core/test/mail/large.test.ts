import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as Attachment from "../../src/attachment/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { makeDesk, useEngine } from "../support/desk.ts";
import { inboundMail } from "../support/mail.ts";

useEngine();

const MEGABYTE = 1024 * 1024;
const HEAD = "From: Eve <eve@example.com>\r\nSubject: Photos\r\nMessage-ID: <large@example.com>\r\n";

const part = (name: string, content: Buffer): string =>
  `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString("base64")}\r\n`;

async function filesOf(f: Awaited<ReturnType<typeof makeDesk>>, raw: Buffer) {
  const { mail, ticketId } = await inboundMail(f, { raw: new Uint8Array(raw) });
  expect(mail.outcome).toBe("TICKET");
  const { edges } = await Ticket.entries(f.agent, ticketId, { first: 5 });
  return edges.flatMap(({ node }) => node.words?.files ?? []);
}

test("an archive that unpacks to a thousand times its size is a file of its own size, whatever its name says it is", async () => {
  const f = await makeDesk();
  const bomb = gzipSync(Buffer.alloc(16 * MEGABYTE));
  const names = ["../../etc/passwd.zip", "invoice.pdf.exe", "C:/temp/CON"];
  const body = names.map((name) => part(name, bomb)).join("");
  const raw = Buffer.from(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${body}--b--\r\n`);
  const files = await filesOf(f, raw);
  expect(files.map(({ name, size }) => ({ name, size }))).toEqual([
    { name: "passwd.zip", size: bomb.byteLength },
    { name: "invoice.pdf.exe", size: bomb.byteLength },
    { name: "_CON", size: bomb.byteLength },
  ]);
  expect(Buffer.from((await Attachment.bytesOf(f.system, files[0]?.id ?? "")) ?? []).equals(bomb)).toBe(true);
});

test("forty megabytes are taken in whole: the file, and the original as it came", async () => {
  const f = await makeDesk();
  const photo = Buffer.alloc(28 * MEGABYTE, 7);
  const raw = Buffer.from(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part("p.jpg", photo)}--b--\r\n`);
  const [file] = await filesOf(f, raw);
  expect(file?.size).toBe(photo.byteLength);
});

test("three thousand multiparts in each other are one ticket, and what is too deep is a file", async () => {
  const f = await makeDesk();
  const open = Array.from(
    { length: 3_000 },
    (_, i) => `Content-Type: multipart/mixed; boundary="n${i}"\r\n\r\n--n${i}\r\n`,
  );
  const files = await filesOf(f, Buffer.from(`${HEAD}${open.join("")}Content-Type: text/plain\r\n\r\ndeep\r\n`));
  expect(files).toHaveLength(1);
});
