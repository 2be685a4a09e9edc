import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Platform, startPlatform } from "../src/index.ts";
import { post, start } from "./desk.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await start();
});
afterAll(() => platform.stop());

const statusOf = (path: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(platform.url);
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });

test("a name that somebody points at this machine gets nothing, no token above all", async () => {
  expect(await statusOf("/graphiql", { host: "evil.example" })).toBe(403);
  expect(await statusOf("/local/mail", { host: "localhost:1" })).toBe(200);
});

test.each(["//", "/\\x", "http://["])("a path such as %s is no error of ours", async (path) => {
  expect(await statusOf(path)).toBeLessThan(500);
});

test("a clock is not moved further than anybody means", async () => {
  expect((await post(platform.urls.clock, { advance: "P99999999D" })).status).toBe(400);
  expect((await post(platform.urls.clock, { advance: "PT1M" })).status).toBe(200);
});

test("a data folder whose demo data was cut off says so instead of showing half a company", async () => {
  const data = mkdtempSync(join(tmpdir(), "switchboard-half-"));
  try {
    writeFileSync(join(data, "seed.json"), JSON.stringify({ whole: false }));
    await expect(startPlatform({ port: 0, data })).rejects.toThrow(/Delete the folder/);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
