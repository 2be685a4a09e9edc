import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { notFound } from "@switchboard/core/kernel";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { info, log, serving } from "../src/log.ts";
import { masked } from "../src/safeError.ts";

const lines: string[] = [];
const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
afterEach(() => {
  serving(undefined);
  lines.splice(0);
});
afterAll(() => spy.mockRestore());
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
      stack: expect.stringMatching(/^ {4}at .*log\.test\.ts/),
      cause: { name: "RangeError", stack: expect.stringMatching(/^ {4}at /) },
    },
  });
  log("reaction failed", {}, "a word");
  expect(written()[1]).toMatchObject({ error: { name: "string" } });
});

test("our own errors and those of AWS keep their words", () => {
  log("reaction failed", {}, notFound("tkt_1"));
  const failed = { message: "The conditional request failed", $metadata: { requestId: "r" } };
  log("reaction failed", {}, new ConditionalCheckFailedException(failed));
  expect(written().map(({ error }) => error)).toEqual([
    expect.objectContaining({ code: "NOT_FOUND", message: "There is no tkt_1, or you may not see it." }),
    expect.objectContaining({ name: "ConditionalCheckFailedException", message: "The conditional request failed" }),
  ]);
});

test("what other errors say is not written, in however many lines, nor what stands where a name or code should", () => {
  const said = "the input was hunter2\n    at hunter2\nhunter2";
  const error = Object.assign(new TypeError(said), { code: "because of hunter2" });
  log("request failed", {}, error);
  const named = new Error("x");
  named.name = "Error hunter2";
  log("request failed", {}, named);
  try {
    JSON.parse("hunter2");
  } catch (e) {
    log("request failed", {}, e);
  }
  expect(lines).toHaveLength(3);
  expect(lines.join("")).not.toContain("hunter2");
  expect(written()[0]).toMatchObject({ error: { name: "TypeError" } });
});

test("a chain of causes that never ends is cut", () => {
  const error = new Error("a");
  error.cause = error;
  log("request failed", {}, error);
  expect(lines[0]?.length).toBeLessThan(20_000);
});

test.each([
  ["eve@shop.example is taken", "<address> is taken"],
  ["call +49 30 1234567 now", "call <phone> now"],
  [`key swb_agent_${"a".repeat(36)} is none`, "key <key> is none"],
  ["token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln is none", "token <token> is none"],
  ["sent Bearer abc", "sent <credential>"],
  [`the value "my cat" of 'a' and \`b\` isn't one`, "the value <quoted> of <quoted> and <quoted> isn't one"],
])("%s: masked", (text, expected) => {
  expect(masked(text)).toBe(expected);
});
