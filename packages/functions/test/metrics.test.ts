import type { BusEvent } from "@switchboard/core/port";
import { describe, expect, test } from "vitest";
import { type Counts, countsOf, countTo, METRICS, metricLine } from "../src/metrics.ts";

const event = (detailType: string, payload: object = {}, origin = "live"): BusEvent => ({
  source: "switchboard",
  detailType,
  detail: { origin, payload },
});

interface Embedded {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [name: string]: unknown;
}

describe("metrics", () => {
  test.each<[string, BusEvent, Counts]>([
    ["an opened ticket", event("ticket.opened"), { TicketsOpened: 1 }],
    ["a mail that came in", event("mail.received", { outcome: "TICKET" }), { MailReceived: 1 }],
    ["a quarantined mail", event("mail.received", { outcome: "QUARANTINED" }), { MailReceived: 1, MailQuarantined: 1 }],
    ["a mail that went out", event("delivery.sent"), { MailSent: 1 }],
    ["a bounce", event("delivery.reported", { status: "BOUNCED" }), { MailBounced: 1 }],
    ["a complaint", event("delivery.reported", { status: "COMPLAINED" }), { MailBounced: 1 }],
    ["a report that it arrived", event("delivery.reported", { status: "DELIVERED" }), {}],
    ["an outcome nobody knows", event("delivery.unknown"), { UnknownMailOutcomes: 1 }],
    ["anything else", event("ticket.noted"), {}],
    ["what was seeded", event("ticket.opened", {}, "seed"), {}],
  ])("%s is counted as what it is", (_, one, counts) => {
    expect(countsOf([one])).toEqual({ ...counts, EventsPublished: 1 });
  });

  test("a batch is one line that CloudWatch makes metrics of: every metric it names has its value beside it", () => {
    const counts = countsOf([event("ticket.opened"), event("ticket.opened"), event("delivery.unknown")]);
    const line = JSON.parse(
      metricLine(counts, { service: "desk-production", at: 1_793_610_000_000 }) ?? "",
    ) as Embedded;
    const [directive, ...others] = line._aws.CloudWatchMetrics;
    expect(others).toEqual([]);
    expect(line._aws.Timestamp).toBe(1_793_610_000_000);
    expect(directive?.Namespace).toBe("Switchboard");
    expect(directive?.Dimensions).toEqual([["Service"]]);
    expect(line["Service"]).toBe("desk-production");
    expect(directive?.Metrics.map(({ Name, Unit }) => [Name, Unit, line[Name]])).toEqual([
      ["TicketsOpened", "Count", 2],
      ["UnknownMailOutcomes", "Count", 1],
      ["EventsPublished", "Count", 3],
    ]);
    expect(directive?.Metrics.every(({ Name }) => Name in METRICS)).toBe(true);
  });

  test("what did not happen is not written", () => {
    const lines: string[] = [];
    const count = countTo("desk", (line) => lines.push(line));
    count({ WakesFailed: 0, WakesParked: 0 });
    count({});
    expect(lines).toEqual([]);
    count({ WakesFailed: 1, WakesParked: 0 });
    expect(lines).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
    expect(lines[0]).not.toContain("WakesParked");
  });

  test("there are few enough of them to cost nothing, each with what it says and what to do", () => {
    expect(Object.keys(METRICS).length).toBeLessThanOrEqual(10);
    for (const { says, act } of Object.values(METRICS))
      expect([says, act].every((text) => /[.]$/.test(text))).toBe(true);
  });
});
