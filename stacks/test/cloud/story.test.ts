import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { CHAPTERS } from "./chapters/index.ts";
import { type Running, run } from "./desk.ts";

describe("what a deploy would upload, as it would be wired", () => {
  let running: Running;
  beforeAll(async () => {
    running = await run(inject("deployed"));
  });
  afterAll(() => running?.[Symbol.asyncDispose]());

  for (const { name, tell } of CHAPTERS) test(name, () => tell(running));

  test("nothing was refused by a policy, and nothing is a dead letter", () => {
    expect(running.cloud.refusals()).toEqual([]);
    expect(running.cloud.letters()).toEqual([]);
  });
});
