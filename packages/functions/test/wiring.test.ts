import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Wired } from "../src/handler.ts";
import { wire } from "../src/wire.ts";
import { WIRING } from "../src/wiring.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("the wiring table", () => {
  test("names every handler once, and every file and export it names exists", async () => {
    expect(new Set(WIRING.map(({ id }) => id)).size).toBe(WIRING.length);
    for (const { handler } of WIRING) {
      const file = `${root}${handler.replace(/\.handler$/, ".ts")}`;
      expect(existsSync(file), file).toBe(true);
      expect(await import(file)).toMatchObject({ handler: expect.any(Function), create: expect.any(Function) });
    }
  });

  test("loads what it names", async () => {
    for (const row of WIRING) {
      const file = `${root}${row.handler.replace(/\.handler$/, ".ts")}`;
      const { create } = (await import(file)) as { create: (wired: Wired) => unknown };
      expect(await row.load()).toBe(create);
    }
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

  test("a missing or wrong setting is named", () => {
    expect(() => wire({})).toThrow(/SWITCHBOARD_TABLE/);
    expect(() => wire({ SWITCHBOARD_TABLE: "support", SWITCHBOARD_INTROSPECTION: "yes" })).toThrow(
      /SWITCHBOARD_INTROSPECTION/,
    );
  });
});
