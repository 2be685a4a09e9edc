import { HOUR, MINUTE } from "@switchboard/core/kernel";
import type { QueuePort } from "@switchboard/core/port";
import { eventKey } from "@switchboard/core/table";
import { describe, expect, test, vi } from "vitest";
import { batch, type Letters, nothing, REACTIONS, record, rule, withLetters } from "./letters.ts";

vi.spyOn(process.stderr, "write").mockReturnValue(true);

describe("redrive runs a reaction again, and nothing is mailed twice by it:", () => {
  const addressed = (d: Letters) => ({ reaction: "ticket-replied.send-mail", event: d.replied });
  const shapes: readonly [string, (d: Letters) => readonly [unknown, Record<string, string>?]][] = [
    ["a rule's target that could not be called, with its input", (d) => [addressed(d), rule(REACTIONS)]],
    ["a rule's target that could not be called, with the bare event", (d) => [d.replied, rule(REACTIONS)]],
    [
      "a queue that a rule could not reach",
      (d) => [addressed(d), rule("arn:aws:sqs:eu-west-1:123456789012:send-mail")],
    ],
    ["a call that Lambda gave up", (d) => [record(`${REACTIONS}:$LATEST`, addressed(d))]],
    ["a message that its own queue gave up", (d) => [addressed(d)]],
  ];
  test.each(shapes)("%s", async (_, letter) => {
    await withLetters(async (d) => {
      for (let times = 0; times < 2; times++) {
        d.queue.put(...letter(d));
        expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, invoked: 1 } });
        expect(d.queue.messages).toEqual([]);
      }
      // A bare event is for every reaction that its rule has; what is addressed to one is for that one.
      expect(new Set(d.calls.map(({ target }) => target))).toEqual(new Set([REACTIONS]));
      expect(d.mails.map(({ to }) => to)).toEqual([["eve@example.com"]]);
    });
  });
});

describe("redrive", () => {
  test("calls any other function again with what it was called with, by its bare name", async () => {
    await withLetters(async (d) => {
      const mailIn = "arn:aws:lambda:eu-west-1:123456789012:function:desk-mail-in";
      const receipt = { Records: [{ ses: { mail: { messageId: "m" } } }] };
      d.queue.put(record(`${mailIn}:$LATEST`, receipt));
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, invoked: 1 } });
      expect(d.calls).toEqual([{ target: mailIn, payload: receipt }]);
    });
  });

  test.each([
    ["the event as EventBridge delivers it", (d: Letters): unknown => d.replied],
    ["an input of its own", (): unknown => ({ ticket: "tkt_1" })],
  ])("calls a company's own function again with what its rule hands it: %s", async (_, body) => {
    await withLetters(async (d) => {
      const own = "arn:aws:lambda:eu-west-1:123456789012:function:desk-ticket-opened-tell-board";
      d.queue.put(body(d), rule(own));
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, invoked: 1 } });
      expect(d.calls).toEqual([{ target: own, payload: body(d) }]);
    });
  });

  test("publishes exactly the stretch that a stream gave up, a minute more at either end, once a run", async () => {
    await withLetters(async (d) => {
      const written = d.clock.now();
      d.clock.advance(HOUR);
      const letter = batch(written + MINUTE, written + MINUTE);
      d.queue.put(letter);
      d.queue.put(letter);
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, republished: 2 } });
      expect(d.bus.taken.map(({ detailType }) => detailType)).toEqual(["ticket.replied"]);
      expect(d.queue.messages).toEqual([]);
    });
  });

  test("keeps the letter of a stretch that the bus does not take now", async () => {
    await withLetters(async (d) => {
      d.verdict.current = "refuse";
      const id = d.queue.put(batch(d.clock.now(), d.clock.now()));
      const reason = expect.stringMatching(/can never be published/);
      const left = [{ messageId: id, kind: "stream-batch", reason }];
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, left } });
      d.verdict.current = "take";
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, republished: 1 } });
    });
  });

  test("publishes a poison row once it can be read, and keeps its letter until then", async () => {
    await withLetters(async (d) => {
      const key = eventKey(d.system, d.ticketId, "public", 3);
      const row = (await d.desk.table.get(key)) ?? {};
      await d.desk.table.write({ kind: "put", row: { ...row, ac: "nobody" } });
      const id = d.queue.put({ letter: "poison-row", ...key, sequenceNumber: "9", error: "not an actor" });
      const left = [{ messageId: id, kind: "poison-row", reason: "Its row still cannot be read." }];
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, left } });
      await d.desk.table.write({ kind: "put", row });
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, republished: 1 } });
      expect(d.bus.taken).toMatchObject([{ detailType: "ticket.replied", detail: { sequence: 3 } }]);
      expect(d.queue.messages).toEqual([]);
    });
  });

  test("drops what the schedule could not call: the next tick did the same", async () => {
    await withLetters(async (d) => {
      d.queue.put("{}", { SCHEDULE_ARN: "arn:aws:scheduler:x", TARGET_ARN: REACTIONS, ERROR_CODE: "THROTTLED" });
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, dropped: 1 } });
      expect(d.calls).toEqual([]);
    });
  });

  const gone = {
    reaction: "ticket-opened.dance",
    event: { id: "e", source: "s", "detail-type": "t", time: "", detail: {} },
  };
  const stays: readonly [string, unknown, Record<string, string> | undefined, string, RegExp][] = [
    ["of no known shape", { hello: 1 }, undefined, "unknown", /delete it by hand/],
    ["that is no JSON", "hello", undefined, "unknown", /delete it by hand/],
    ["of a rule with a body of no known shape", [1], rule(REACTIONS), "rule-target", /delete it by hand/],
    [
      "for a reaction that is no more",
      gone,
      undefined,
      "reaction",
      /Nothing answers this any more \(ticket-opened.dance\)/,
    ],
    [
      "about a row that is gone",
      { letter: "poison-row", pk: "main#x", sk: "P#1", sequenceNumber: "1", error: "" },
      undefined,
      "poison-row",
      /row is gone/,
    ],
    [
      "whose function may not be called",
      record("arn:aws:lambda:x:broken", {}),
      undefined,
      "invocation",
      /AccessDenied/,
    ],
  ];
  test.each(stays)("leaves a letter %s where it was, with the reason, free for others at once", async (...row) => {
    const [, body, attributes, kind, reason] = row;
    await withLetters(async (d) => {
      const id = d.queue.put(body, attributes);
      const left = [{ messageId: id, kind, reason: expect.stringMatching(reason) }];
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, left } });
      expect(await d.queue.receive({ most: 10, hold: 1 })).toMatchObject([{ id }]);
    });
  });

  test("takes as many as it is told, and says that there may be more", async () => {
    await withLetters(async (d) => {
      for (let i = 0; i < 25; i++) d.queue.put("{}", { SCHEDULE_ARN: "s" });
      expect(await d.operate({ redrive: { limit: 12 } })).toEqual({
        redriven: { ...nothing, dropped: 12, more: true },
      });
      expect(await d.operate({ redrive: {} })).toEqual({ redriven: { ...nothing, dropped: 13 } });
    });
  });

  test("a letter that was acted on but could not be deleted is said to be there still", async () => {
    await withLetters(async (d) => {
      d.queue.put("{}", { SCHEDULE_ARN: "s" });
      const deadLetters: QueuePort = { ...d.queue, delete: () => Promise.reject(new Error("lost the queue")) };
      const desk = { ...d.desk, ports: { ...d.desk.ports, deadLetters } };
      expect(await d.operate({ redrive: {} }, { desk })).toMatchObject({
        redriven: { dropped: 0, left: [{ kind: "schedule", reason: "lost the queue" }] },
      });
    });
  });
});
