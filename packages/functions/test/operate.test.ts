import { HOUR, MINUTE } from "@switchboard/core/kernel";
import type { BusEvent } from "@switchboard/core/port";
import * as Workspace from "@switchboard/core/workspace";
import { describe, expect, test, vi } from "vitest";
import type { Wired } from "../src/handler.ts";
import { create } from "../src/operate.ts";
import { testDesk } from "./desk.ts";
import { at, batch, REACTIONS, record, rule, withLetters } from "./letters.ts";

vi.spyOn(process.stderr, "write").mockReturnValue(true);

describe("letters", () => {
  test("shows what lies there by ids, what was said of it, and nothing of what people wrote; all of it stays", async () => {
    await withLetters(async (d) => {
      d.queue.put(record(`${REACTIONS}:$LATEST`, { Records: [{ ses: { mail: { source: "eve@example.com" } } }] }));
      d.queue.put(d.replied, rule(REACTIONS));
      d.queue.put(batch(0, MINUTE));
      d.queue.put("eve@example.com");
      const shown = await d.operate({ letters: {} });
      expect(shown).toMatchObject({
        letters: [
          { messageId: "message-1", kind: "invocation", about: `${REACTIONS}:$LATEST`, error: "the table was away" },
          { kind: "rule-target", about: `ticket.replied ${d.replied.id}`, error: "THROTTLING" },
          { kind: "stream-batch", about: "1970-01-01T00:00:00.000Z to 1970-01-01T00:01:00.000Z" },
          { kind: "unknown", sentAt: "1970-01-01T00:00:00.000Z" },
        ],
      });
      expect(JSON.stringify(shown)).not.toContain("eve@example.com");
      expect(await d.queue.receive({ most: 10, hold: 1 })).toHaveLength(4);
    });
  });
});

describe("republish", () => {
  test("of one workspace or of all, over as many runs as its time takes: the answer holds the next command", async () => {
    await withLetters(async (d) => {
      // Longer quiet than one page of the log reaches: what is before and behind that are two pages.
      d.clock.advance(8 * 24 * HOUR);
      const main = d.desk.as({ kind: "system", workspaceId: "main", name: "test" });
      await Workspace.changeSettings(main, { autoCloseDays: 9 });
      const globex = d.desk.as({ kind: "system", workspaceId: "globex", name: "test" });
      await Workspace.create(globex, { name: "Globex" });
      const [from, to] = [at(d.clock.now() - 9 * 24 * HOUR), at(d.clock.now())];
      const all = await d.operate({ republish: { from, to } });
      expect(all).toEqual({ republished: { published: d.bus.taken.length, refused: [], refusedCount: 0 } });
      const workspacesOf = () => new Set(d.bus.taken.map(({ detail }) => detail["workspaceId"]));
      expect(workspacesOf()).toEqual(new Set(["globex", "main"]));
      const total = d.bus.taken.splice(0).length;

      await d.operate({ republish: { workspaceId: "main", from, to } });
      expect(workspacesOf()).toEqual(new Set(["main"]));
      d.bus.taken.splice(0);

      // A bus so slow that the time of a run is over with the first page.
      const publish = (events: readonly BusEvent[]) => {
        d.clock.advance(HOUR);
        return d.bus.publish(events);
      };
      const ports = { bus: { publish } };
      const desk = { ...d.desk, as: (...who: Parameters<typeof d.desk.as>) => ({ ...d.desk.as(...who), ports }) };
      const commands: unknown[] = [{ republish: { from, to } }];
      for (const command of commands) {
        const answer = (await d.operate(command, { desk })) as { republished: { next?: unknown } };
        if (answer.republished.next) commands.push(answer.republished.next);
      }
      expect(commands.slice(1)).toEqual([
        { republish: { from, to, after: { workspaceId: "main" } } },
        { republish: { from, to, after: { workspaceId: "main", place: expect.any(String) } } },
      ]);
      expect(d.bus.taken).toHaveLength(total);
    });
  });
});

describe("a command that is wrong is refused in words that say what to give:", () => {
  const wrong: readonly [string, unknown, string, RegExp][] = [
    ["none", {}, "VALIDATION", /Give one command/],
    ["two", { redrive: {}, letters: {} }, "VALIDATION", /Give one command/],
    ["an unknown one", { keys: {} }, "VALIDATION", /Give one command/],
    ["no object", "redrive", "VALIDATION", /type object/],
    ["a time that is none", { republish: { from: "yesterday", to: "now" } }, "VALIDATION", /2026-11-02T09:00:00Z/],
    ["a limit that is none", { redrive: { limit: 0 } }, "VALIDATION", /1/],
    [
      "a workspace that is none",
      { republish: { workspaceId: "nowhere", from: "2026-11-02T09:00:00Z", to: "2026-11-02T09:00:00Z" } },
      "NOT_FOUND",
      /workspace nowhere/,
    ],
    [
      "a stretch too old",
      { republish: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" } },
      "BAD_USER_INPUT",
      /evenOlder/,
    ],
  ];
  test("each of them", async () => {
    await withLetters(async (d) => {
      for (const [name, command, code, message] of wrong) {
        const answer = await d.operate(command);
        expect(answer, name).toMatchObject({ refused: { code, message: expect.stringMatching(message) } });
      }
      expect(d.bus.taken).toEqual([]);
    });
  });

  test("what is not set up is an error that names the variable", async () => {
    await using bare = await testDesk();
    const operate = create({ desk: bare.desk } as Wired);
    await expect(operate({ redrive: {} })).rejects.toThrow("SWITCHBOARD_DEAD_LETTERS");
  });
});
