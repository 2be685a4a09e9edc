import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FOLLOWED } from "@switchboard/core/sla";
import { describe, expect, test } from "vitest";
import { ROUTES } from "../src/api.ts";
import { CLOCK_EVENTS } from "../src/clockEvents.ts";
import { HANDLERS } from "../src/handlers.ts";
import { REACTIONS } from "../src/reactions.ts";
import { wire } from "../src/wire.ts";
import { FUNCTIONS, WIRING } from "../src/wiring.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const idsIn = (runsIn: string) => WIRING.filter((row) => row.runsIn === runsIn).map(({ id }) => id);

describe("the wiring table", () => {
  test("names every row once, and there is a handler for each and for nothing else", async () => {
    const ids = WIRING.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(HANDLERS).sort()).toEqual(ids.toSorted());
    for (const load of Object.values(HANDLERS)) expect(await load()).toBeTypeOf("function");
  });

  test("every function has a row that runs in it, and a file with a handler", async () => {
    expect([...new Set(WIRING.map(({ runsIn }) => runsIn))].sort()).toEqual(Object.keys(FUNCTIONS).sort());
    for (const { handler } of Object.values(FUNCTIONS)) {
      const file = `${root}${handler.replace(/\.handler$/, ".ts")}`;
      expect(existsSync(file), file).toBe(true);
      expect(await import(file)).toMatchObject({ handler: expect.any(Function), create: expect.any(Function) });
    }
  });

  test("a shared function runs the rows that the table gives it, no more and no fewer", () => {
    expect(Object.keys(ROUTES).sort()).toEqual(idsIn("api").toSorted());
    expect(Object.keys(REACTIONS).sort()).toEqual(idsIn("reactions").toSorted());
  });

  test("clocks are told of exactly what they read of a ticket's history", () => {
    expect([...CLOCK_EVENTS].sort()).toEqual([...FOLLOWED].sort());
  });

  test("every reaction to our own events answers live ones alone", () => {
    for (const { trigger } of WIRING) {
      if (trigger.kind === "event" && trigger.bus === "desk")
        expect(trigger.pattern).toMatchObject({ detail: { origin: ["live"] } });
    }
  });
});

describe("the environment", () => {
  test("a table alone makes a desk: without buckets, bus and mail it has no ports", () => {
    const { desk, introspection, maxTokenAge } = wire({ SWITCHBOARD_TABLE: "support" });
    expect(desk.ports).toEqual({});
    expect({ introspection, maxTokenAge }).toEqual({ introspection: "authenticated", maxTokenAge: 86_400 });
  });

  test("each setting brings its port", () => {
    const env = { SWITCHBOARD_BUS: "b", SWITCHBOARD_FILES_BUCKET: "files", SWITCHBOARD_CONFIGURATION_SET: "c" };
    expect(Object.keys(wire({ SWITCHBOARD_TABLE: "support", ...env }).desk.ports).sort()).toEqual([
      "blob",
      "bus",
      "mailer",
    ]);
  });

  test("the operator's settings bring the queue and what calls functions, and say which one runs reactions", () => {
    const env = { SWITCHBOARD_DEAD_LETTERS: "https://sqs.eu-west-1.amazonaws.com/1/dead" };
    expect(Object.keys(wire({ SWITCHBOARD_TABLE: "support", ...env }).desk.ports)).toEqual(["deadLetters"]);
    const operator = wire({ SWITCHBOARD_TABLE: "support", ...env, SWITCHBOARD_REACTIONS_FUNCTION: "desk-reactions" });
    expect(Object.keys(operator.desk.ports)).toEqual(["deadLetters", "functions"]);
    expect(operator.reactionsFunction).toBe("desk-reactions");
  });

  test("a function that uses no table, as the relay, needs none; one that would is told what is missing", async () => {
    const { desk } = wire({
      SWITCHBOARD_BUS: "b",
      SWITCHBOARD_DEAD_LETTERS: "https://sqs.eu-west-1.amazonaws.com/1/dead",
    });
    expect(FUNCTIONS.relay.uses).not.toContain("table");
    expect(Object.keys(desk.ports)).toEqual(["bus", "deadLetters"]);
    for (const call of Object.values(desk.table))
      await expect((call as () => unknown)()).rejects.toThrow(/SWITCHBOARD_TABLE/);
  });

  test("pages of other origins are let in by name alone; without the setting none, and every line is written", () => {
    const table = { SWITCHBOARD_TABLE: "support" };
    expect(wire(table)).toMatchObject({ corsOrigins: [], logLevel: "info" });
    const env = {
      SWITCHBOARD_CORS_ORIGINS: "https://app.example.com,http://localhost:5173",
      SWITCHBOARD_LOG_LEVEL: "error",
    };
    expect(wire({ ...table, ...env })).toMatchObject({
      corsOrigins: ["https://app.example.com", "http://localhost:5173"],
      logLevel: "error",
    });
    const wrong = ["*", "https://*.example.com", "null", "http://app.example.com", "https://app.example.com/"];
    for (const origin of [
      ...wrong,
      "http://localhost.evil.example",
      "https://app.example.com:443",
      "https://u:p@a.example",
    ])
      expect(() => wire({ ...table, SWITCHBOARD_CORS_ORIGINS: origin }), origin).toThrow(/SWITCHBOARD_CORS_ORIGINS/);
  });

  test("a missing or wrong setting is named", () => {
    expect(() => wire({ SWITCHBOARD_TABLE: "" })).toThrow(/SWITCHBOARD_TABLE/);
    expect(() => wire({ SWITCHBOARD_TABLE: "support", SWITCHBOARD_INTROSPECTION: "yes" })).toThrow(
      /SWITCHBOARD_INTROSPECTION/,
    );
  });
});
