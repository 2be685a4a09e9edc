import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as Mail from "@switchboard/core/mail";
import { expect, test } from "vitest";
import { startPlatform } from "../src/index.ts";

const FOLDER = fileURLToPath(new URL("../../../../shared/email-samples/raw/", import.meta.url));
const SUPPORT = "support@northwind-bikes.example";

/** Decoded bodies come without headers: here they get the fewest a mail can have. */
const asMail = (name: string, bytes: Buffer): Buffer => {
  if (name.endsWith(".eml")) return bytes;
  const type = name.endsWith(".html") ? "text/html" : "text/plain";
  const head = `From: Sample <sample@example.com>\r\nTo: ${SUPPORT}\r\nSubject: ${name}\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
};

test.skipIf(!existsSync(FOLDER))(
  "every sample message becomes a ticket, an entry or a recorded reason why not (skipped where the samples are not beside the checkout)",
  async () => {
    await using platform = await startPlatform({ port: 0, data: "memory", seed: "none", clock: "manual" });
    const names = readdirSync(FOLDER);
    for (const name of names) {
      await platform.receive(asMail(name, readFileSync(FOLDER + name)), { to: [SUPPORT], from: "bounce@example.com" });
    }
    await platform.settle();
    const ctx = platform.desk.as({ kind: "system", workspaceId: platform.workspace, name: "test" });
    const inbound = await Mail.listInbound(ctx, { first: 100 });
    expect(inbound.edges).toHaveLength(names.length);
    expect(inbound.edges.every(({ node }) => node.reason.endsWith("."))).toBe(true);
    expect(platform.deadLetters()).toEqual([]);
  },
);
