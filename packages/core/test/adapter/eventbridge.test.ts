import { describe, expect, test } from "vitest";
import { eventBridgeBus } from "../../src/adapter/eventbridge.ts";
import { type Answer, type Seen, standIn } from "./standIn.ts";

type Entry = { Source: string; DetailType: string; Detail: string; EventBusName: string };
const entriesOf = (seen: Seen): Entry[] => (JSON.parse(seen.body.toString()) as { Entries: Entry[] }).Entries;

const json = { "content-type": "application/x-amz-json-1.1" };
const taking =
  (refuse: (entry: Entry) => boolean = () => false, ErrorCode = "ThrottlingException") =>
  (seen: Seen): Answer => {
    const entries = entriesOf(seen).map((entry) => (refuse(entry) ? { ErrorCode } : { EventId: "e" }));
    const failed = entries.filter((entry) => "ErrorCode" in entry).length;
    return { headers: json, body: JSON.stringify({ FailedEntryCount: failed, Entries: entries }) };
  };
const event = (n: number, text = "") => ({ source: "switchboard", detailType: "ticket.opened", detail: { n, text } });

describe("eventBridgeBus", () => {
  test("publishes in calls of ten, in order", async () => {
    await using service = await standIn(taking());
    const bus = eventBridgeBus({ ...service.config, bus: "support" });
    expect(await bus.publish(Array.from({ length: 23 }, (_, n) => event(n)))).toEqual({ failed: [], refused: [] });
    expect(service.seen.map((call) => entriesOf(call).length)).toEqual([10, 10, 3]);
    const all = service.seen.flatMap(entriesOf);
    expect(all.map((entry) => (JSON.parse(entry.Detail) as { n: number }).n)).toEqual(
      Array.from({ length: 23 }, (_, n) => n),
    );
    expect(all[0]).toMatchObject({ Source: "switchboard", DetailType: "ticket.opened", EventBusName: "support" });
  });

  test("no call is larger than 256 KB, and one event that is larger alone is refused for good", async () => {
    await using service = await standIn(taking());
    const bus = eventBridgeBus({ ...service.config, bus: "support" });
    const big = "x".repeat(100 * 1024);
    const events = [event(0, big), event(1, big), event(2, big), event(3, big.repeat(3)), event(4)];
    const { failed, refused } = await bus.publish(events);
    expect(failed).toEqual([]);
    expect(refused).toEqual([
      { index: 3, reason: expect.stringMatching(/^It has \d+ bytes; the bus takes 262144\.$/) },
    ]);
    expect(service.seen.map((call) => entriesOf(call).length)).toEqual([2, 2]);
  });

  test("events the bus did not take come back by index, across calls", async () => {
    await using service = await standIn(
      taking((entry) => [3, 14].includes((JSON.parse(entry.Detail) as { n: number }).n)),
    );
    const bus = eventBridgeBus({ ...service.config, bus: "support" });
    expect(await bus.publish(Array.from({ length: 20 }, (_, n) => event(n)))).toEqual({ failed: [3, 14], refused: [] });
  });

  test.each(["MalformedDetail", "InvalidArgument"])("what it will never take is told apart: %s", async (code) => {
    await using service = await standIn(taking((entry) => entry.Detail.includes('"n":1,'), code));
    const bus = eventBridgeBus({ ...service.config, bus: "support" });
    const refused = [{ index: 1, reason: `The bus refused it: ${code}.` }];
    expect(await bus.publish([event(0), event(1), event(2)])).toEqual({ failed: [], refused });
  });

  test("a call that fails as a whole fails its events; when none went through, its error is thrown", async () => {
    await using service = await standIn((seen) =>
      entriesOf(seen).some((entry) => entry.Detail.includes('"n":12'))
        ? { status: 400, headers: json, body: JSON.stringify({ __type: "AccessDeniedException", message: "no" }) }
        : taking()(seen),
    );
    const bus = eventBridgeBus({ ...service.config, bus: "support" });
    const events = Array.from({ length: 13 }, (_, n) => event(n));
    expect(await bus.publish(events)).toEqual({ failed: [10, 11, 12], refused: [] });
    await expect(bus.publish([event(12)])).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("nothing to publish asks nobody", async () => {
    await using service = await standIn(taking());
    expect(await eventBridgeBus({ ...service.config, bus: "support" }).publish([])).toEqual({
      failed: [],
      refused: [],
    });
    expect(service.seen).toHaveLength(0);
  });
});
