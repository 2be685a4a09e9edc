import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Attachment from "@switchboard/core/attachment";
import * as Ticket from "@switchboard/core/ticket";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Platform } from "../src/index.ts";
import { ctxOf, mailIn, start } from "./desk.ts";

describe.each(["memory", "folder"])("files, in %s", (where) => {
  const folder = mkdtempSync(join(tmpdir(), "switchboard-test-"));
  let platform: Platform;
  beforeAll(async () => {
    platform = await start({ data: where === "memory" ? "memory" : folder });
  });
  afterAll(async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const bytes = Buffer.from("\u0089PNG and so on, ünd so weiter");
  const announce = () =>
    Attachment.requestUpload(ctxOf(platform, "representative"), {
      name: 'photo "ä".png',
      contentType: "image/png",
      size: bytes.byteLength,
    });

  test("what was uploaded is downloaded byte for byte, as an attachment that no browser runs", async () => {
    const agent = ctxOf(platform, "representative");
    const { id } = await mailIn(platform);
    const target = await announce();
    const put = await fetch(target.url, { method: target.method, headers: target.headers, body: bytes });
    expect(put.status).toBe(200);
    await Ticket.note(agent, { ticketId: id, text: "See the photo.", attachmentIds: [target.attachmentId] });
    const answer = await fetch(await Ticket.attachmentUrl(agent, target.attachmentId));
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="photo ___.png"; filename*=UTF-8''photo%20_%C3%A4_.png`,
    );
  });

  test.each([
    ["one byte more", { body: Buffer.concat([bytes, Buffer.from("!")]) }],
    ["one byte less", { body: bytes.subarray(1) }],
    ["another type", { body: bytes, headers: { "content-type": "text/html" } }],
  ])("an upload of %s than announced is refused, and nothing is stored", async (_, sent) => {
    const target = await announce();
    const put = await fetch(target.url, { method: "PUT", headers: target.headers, ...sent });
    expect(put.status).toBe(403);
    const { id: ticketId } = await mailIn(platform);
    const note = Ticket.note(ctxOf(platform, "representative"), {
      ticketId,
      text: "x",
      attachmentIds: [target.attachmentId],
    });
    await expect(note).rejects.toMatchObject({ code: "VALIDATION" });
  });

  test("a changed link, a link for something else and one that is over are refused", async () => {
    const target = await announce();
    const changed = target.url.replace(/.(?=.{8}$)/, (one) => (one === "A" ? "B" : "A"));
    expect((await fetch(changed, { method: "PUT", headers: target.headers, body: bytes })).status).toBe(403);
    expect((await fetch(target.url)).status).toBe(403);
    await platform.advance("PT16M");
    expect((await fetch(target.url, { method: "PUT", headers: target.headers, body: bytes })).status).toBe(403);
  });
});
