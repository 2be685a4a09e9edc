import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Ticket from "@switchboard/core/ticket";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ctxOf, mailIn, start } from "./desk.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "switchboard-test-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test("a restart keeps tickets, mail, time and key, and seeds nothing again", async () => {
  const options = { data, seed: "demo" } as const;
  const first = await start(options);
  const { id, number } = await mailIn(first, { from: "new@example.com" });
  await Ticket.reply(ctxOf(first, "representative"), { ticketId: id, text: "Yes." });
  await first.settle();
  await first.advance("P3D");
  const before = { mail: first.mail(), now: first.desk.clock.now(), tokens: first.tokens };
  await first.stop();

  await using second = await start(options);
  expect(second.mail()).toEqual(before.mail);
  expect(second.desk.clock.now()).toBe(before.now);
  expect((await Ticket.get(ctxOf(second, "lead"), id)).number).toBe(number);
  const newest = await mailIn(second, { from: "newer@example.com" });
  expect(newest.number).toBe(number + 1);
  const headers = { "content-type": "application/json", authorization: `Bearer ${before.tokens.admin}` };
  const answer = await fetch(second.urls.graphql, { method: "POST", headers, body: '{"query":"{ __typename }"}' });
  expect(answer.status).toBe(200);
  await second.settle();
  expect(second.mail()).toHaveLength(1);
});

test("what was written and not yet worked off when the process died is worked off by the next one", async () => {
  const first = await start({ data });
  const { id } = await mailIn(first);
  await first.stop();
  // Written beside any platform, as by one that was killed before it read its own stream.
  const { startEngine } = await import("@switchboard/core/embedded");
  const { connect } = await import("@switchboard/core/desk");
  const engine = await startEngine({ file: join(data, "desk.db") });
  const desk = connect({ table: "switchboard", dynamodb: engine.client() });
  await Ticket.reply(desk.as(ctxOf(first, "representative").actor), { ticketId: id, text: "Unsent." });
  await engine.stop();

  await using second = await start({ data });
  await second.settle();
  expect(second.mail().map(({ raw }) => raw.includes("Unsent."))).toEqual([true]);
});
