import type { BusEvent } from "@switchboard/core/port";
import { memoryBus, memoryQueue, type Verdict } from "@switchboard/core/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Wired } from "../src/handler.ts";
import type { Counts } from "../src/metrics.ts";
import { create } from "../src/relay.ts";
import type { StreamRecord } from "../src/stream.ts";

const TICKET = "tkt_0123456789abcdefghjkmnpqrs";
const POISON = { ac: { S: "nobody" } };

const eventRow = (
  place: number,
  sequence: number,
  over: Record<string, { S?: string; N?: string; B?: string }> = {},
): StreamRecord => ({
  eventName: "INSERT",
  dynamodb: {
    SequenceNumber: String(place),
    NewImage: {
      pk: { S: `main#${TICKET}` },
      sk: { S: `P#${String(sequence).padStart(8, "0")}` },
      t: { S: "ticket.replied" },
      v: { N: "1" },
      r: { N: String(sequence) },
      p: { S: '{"channel":"EMAIL"}' },
      c: { S: '{"text":"secret words"}' },
      at: { N: String(1_000 + sequence) },
      ac: { S: "a:agt_1" },
      h: { B: Buffer.from([1, 2, 3]).toString("base64") },
      ...over,
    },
  },
});

function relay(judge: (event: BusEvent) => Verdict = () => "take", deadLetters = memoryQueue()) {
  const bus = memoryBus(judge);
  const counted: Counts[] = [];
  const count = (counts: Counts) => void counted.push(counts);
  const run = create({ desk: { ports: { bus, deadLetters } }, count } as unknown as Wired);
  const letters = () => deadLetters.messages.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  return { published: bus.taken, counted, letters, run };
}

const failing = (...places: string[]) => ({
  batchItemFailures: places.map((itemIdentifier) => ({ itemIdentifier })),
});
const only =
  (sequence: number, verdict: Verdict) =>
  ({ detail }: BusEvent): Verdict =>
    detail["sequence"] === sequence ? verdict : "take";

const lines: string[] = [];
vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
afterEach(() => void lines.splice(0));

describe("the relay", () => {
  test("carries inserted event rows to the bus, in the order of their histories, without what people wrote", async () => {
    const { run, published, counted } = relay();
    const others: StreamRecord[] = [
      { ...eventRow(3, 3), eventName: "MODIFY" },
      eventRow(4, 4, { sk: { S: "T" } }),
      { eventName: "REMOVE", dynamodb: { SequenceNumber: "5" } },
    ];
    expect(await run({ Records: [eventRow(1, 2), eventRow(2, 1), ...others] })).toEqual(failing());
    expect(published.map(({ detail }) => detail["sequence"])).toEqual([1, 2]);
    expect(published[0]).toMatchObject({
      source: "switchboard",
      detailType: "ticket.replied",
      detail: { workspaceId: "main", aggregateId: TICKET, origin: "live", payload: { channel: "EMAIL" } },
    });
    expect(JSON.stringify(published)).not.toContain("secret words");
    expect(counted).toEqual([{ EventsPublished: 2 }]);
  });

  test("reports the first record that the bus did not take: Lambda delivers from there on again", async () => {
    const { run } = relay(({ detail }) => (Number(detail["sequence"]) < 3 ? "fail" : "take"));
    expect(await run({ Records: [eventRow(11, 3), eventRow(12, 2), eventRow(13, 1)] })).toEqual(failing("12"));
  });

  test("when the bus does not answer at all, the whole batch comes again", async () => {
    const bus = { publish: () => Promise.reject(new Error("down")) };
    const run = create({ desk: { ports: { bus } } } as unknown as Wired);
    await expect(run({ Records: [eventRow(1, 1)] })).rejects.toThrow("down");
  });
});

describe("a row that can never be published", () => {
  test("that nobody can read becomes a letter with its keys, and the rest passes", async () => {
    const { run, published, letters } = relay();
    expect(await run({ Records: [eventRow(1, 1), eventRow(2, 2, POISON), eventRow(3, 3)] })).toEqual(failing());
    expect(published.map(({ detail }) => detail["sequence"])).toEqual([1, 3]);
    expect(letters()).toEqual([
      {
        letter: "poison-row",
        pk: `main#${TICKET}`,
        sk: "P#00000002",
        sequenceNumber: "2",
        error: "not an actor: nobody",
      },
    ]);
    expect(JSON.stringify(letters()) + lines.join("")).not.toContain("secret words");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: "ERROR", message: "row cannot be published", sequenceNumber: "2" },
    ]);
  });

  test("that the bus refuses for good becomes a letter too, and is not counted as published", async () => {
    const { run, published, letters, counted } = relay(only(2, "refuse"));
    expect(await run({ Records: [eventRow(1, 1), eventRow(2, 2), eventRow(3, 3)] })).toEqual(failing());
    expect(published).toHaveLength(2);
    expect(letters()).toMatchObject([{ sk: "P#00000002", sequenceNumber: "2", error: "The bus refused it." }]);
    expect(counted).toEqual([{ EventsPublished: 2 }]);
  });

  test("stays in the stream when its letter cannot be sent", async () => {
    const queue = { ...memoryQueue(), send: () => Promise.reject(new Error("no queue")) };
    const { run, published } = relay(undefined, queue);
    expect(await run({ Records: [eventRow(1, 1), eventRow(2, 2, POISON), eventRow(3, 3)] })).toEqual(failing("2"));
    expect(published).toHaveLength(2);
  });

  test("stays in the stream when there is no queue at all, as on one machine", async () => {
    const run = create({ desk: { ports: { bus: memoryBus() } } } as unknown as Wired);
    expect(await run({ Records: [eventRow(1, 1), eventRow(2, 2, POISON)] })).toEqual(failing("2"));
  });

  test("behind one that comes again gets no letter yet: it comes again itself", async () => {
    const { run, letters } = relay(only(2, "fail"));
    const batch = [eventRow(1, 1, POISON), eventRow(2, 2), eventRow(3, 3, POISON)];
    expect(await run({ Records: batch })).toEqual(failing("2"));
    expect(letters()).toMatchObject([{ sequenceNumber: "1" }]);
  });
});
