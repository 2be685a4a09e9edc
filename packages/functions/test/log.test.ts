import { afterEach, expect, test, vi } from "vitest";
import { info, log, serving } from "../src/log.ts";

const lines: string[] = [];
vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
afterEach(() => {
  serving(undefined);
  lines.splice(0);
});
const written = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

test("a line is JSON with its time and level, and names the request that is being served", () => {
  info("operated", { published: 3 });
  serving("req-1");
  log("wake failed", { id: "tkt_1" });
  expect(lines.every((line) => line.endsWith("}\n"))).toBe(true);
  expect(written()).toEqual([
    { timestamp: expect.stringMatching(/^\d{4}-.*Z$/), level: "INFO", message: "operated", published: 3 },
    { timestamp: expect.any(String), level: "ERROR", message: "wake failed", requestId: "req-1", id: "tkt_1" },
  ]);
});

test("an error is written with its causes", () => {
  log("reaction failed", {}, new Error("outer", { cause: new RangeError("inner") }));
  expect(written()[0]).toMatchObject({
    error: {
      name: "Error",
      message: "outer",
      stack: expect.any(String),
      cause: { name: "RangeError", message: "inner" },
    },
  });
  log("reaction failed", {}, "a word");
  expect(written()[1]).toMatchObject({ error: "a word" });
});
