import { describe, expect, test } from "vitest";
import { flagsOf } from "../src/flags.ts";

describe("flags", () => {
  test("have the defaults of the design", () => {
    expect(flagsOf([])).toEqual({
      port: 4000,
      data: ".switchboard",
      seed: "demo",
      clock: "real",
      log: "error",
      json: false,
    });
  });

  test.each([
    [
      ["--port", "0", "--data", "memory", "--seed", "none", "--clock", "manual", "--json"],
      { port: 0, data: "memory", seed: "none", clock: "manual", json: true },
    ],
    [["--port=8080"], { port: 8080 }],
    [["--log", "info"], { log: "info" }],
  ])("%j are read", (args, expected) => {
    expect(flagsOf(args)).toMatchObject(expected);
  });

  test.each([
    [["--prot", "1"]],
    [["--port", "many"]],
    [["--port", "70000"]],
    [["--port"]],
    [["--seed", "some"]],
    [["--clock", "fast"]],
    [["--log", "all"]],
    [["--data="]],
    [["4000"]],
  ])("%j are refused in one line", (args) => {
    const refusal = flagsOf(args);
    expect(typeof refusal === "string" && !refusal.includes("\n")).toBe(true);
  });
});
