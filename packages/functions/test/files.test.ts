import * as Attachment from "@switchboard/core/attachment";
import * as Customer from "@switchboard/core/customer";
import { memoryBlobs } from "@switchboard/core/testing";
import * as Ticket from "@switchboard/core/ticket";
import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { doorOf } from "./doors.ts";

test("a link to a file leads there for whoever has it, and anything else is nothing at all", async () => {
  const blob = memoryBlobs();
  await using t = await testDesk({ blob });
  const ctx = t.desk.as({ kind: "system", workspaceId: "main", name: "test" });
  const { object: eve } = await Customer.upsert(ctx, { email: "eve@example.com" });
  const up = await Attachment.requestUpload(ctx, { name: "a.zip", contentType: "application/zip", size: 3 });
  const { blobKey = "" } = (await Attachment.find(ctx, up.attachmentId)) ?? {};
  await blob.put(blobKey, new Uint8Array(3), "application/zip");
  const attachmentIds = [up.attachmentId];
  await Ticket.open(ctx, { customerId: eve.id, subject: "S", text: "T", attachmentIds });
  const token = await Attachment.shareToken(ctx, up.attachmentId);
  const ask = doorOf(t);
  const found = await ask({ method: "GET", path: `/files/${token}` });
  expect(found).toMatchObject({
    statusCode: 302,
    headers: { location: `memory:${blobKey}`, "cache-control": "no-store" },
  });
  const before = (await t.everyRow()).length;
  const nothing = [
    "/files/",
    "/files",
    `/files/${token}x`,
    `/files/other.${token}`,
    "/files/ghost.a.b.c",
    "/files/%00",
  ];
  const answers = await Promise.all(
    nothing
      .slice(0, 1)
      .concat(nothing.slice(2))
      .map((path) => ask({ method: "GET", path })),
  );
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(answers[0]?.statusCode).toBe(404);
  expect((await ask({ method: "POST", path: `/files/${token}` })).statusCode).toBe(404);
  // Nor does asking leave anything behind.
  expect(await t.everyRow()).toHaveLength(before);
});
