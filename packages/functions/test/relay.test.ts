import type { BusEvent } from "@switchboard/core/port";
import { describe, expect, test } from "vitest";
import type { Wired } from "../src/handler.ts";
import { create } from "../src/relay.ts";
import type { StreamRecord } from "../src/stream.ts";

const TICKET = "tkt_0123456789abcdefghjkmnpqrs";

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

function relay(refuse: (event: BusEvent) => boolean = () => false) {
  const published: BusEvent[] = [];
  const bus = {
    publish: async (events: readonly BusEvent[]) => {
      const failed = [...events.keys()].filter((i) => refuse(events[i] as BusEvent));
      published.push(...events.filter((_, i) => !failed.includes(i)));
      return { failed };
    },
  };
  return { published, run: create({ desk: { ports: { bus } } } as unknown as Wired) };
}

describe("the relay", () => {
  test("carries inserted event rows to the bus, in the order of their histories, without what people wrote", async () => {
    const { run, published } = relay();
    const others: StreamRecord[] = [
      { ...eventRow(3, 3), eventName: "MODIFY" },
      eventRow(4, 4, { sk: { S: "T" } }),
      { eventName: "REMOVE", dynamodb: { SequenceNumber: "5" } },
    ];
    expect(await run({ Records: [eventRow(1, 2), eventRow(2, 1), ...others] })).toEqual({ batchItemFailures: [] });
    expect(published.map(({ detail }) => detail["sequence"])).toEqual([1, 2]);
    expect(published[0]).toMatchObject({
      source: "switchboard",
      detailType: "ticket.replied",
      detail: { workspaceId: "main", aggregateId: TICKET, origin: "live", payload: { channel: "EMAIL" } },
    });
    expect(JSON.stringify(published)).not.toContain("secret words");
  });

  test("reports exactly the records that the bus did not take", async () => {
    const { run } = relay(({ detail }) => detail["sequence"] === 2);
    const answer = await run({ Records: [eventRow(11, 3), eventRow(12, 2), eventRow(13, 1)] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "12" }] });
  });

  test("a row nobody can read fails alone", async () => {
    const { run, published } = relay();
    const answer = await run({ Records: [eventRow(1, 1), eventRow(2, 2, { ac: { S: "nobody" } }), eventRow(3, 3)] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(published).toHaveLength(2);
  });

  test("when the bus does not answer at all, the whole batch comes again", async () => {
    const bus = { publish: () => Promise.reject(new Error("down")) };
    const run = create({ desk: { ports: { bus } } } as unknown as Wired);
    await expect(run({ Records: [eventRow(1, 1)] })).rejects.toThrow("down");
  });
});
