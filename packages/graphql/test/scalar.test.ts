import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { formatDuration, parseDateTime, parseDuration } from "../src/types/scalars.ts";

describe("DateTime", () => {
  test.each([
    ["2026-11-02T09:00:00Z", "2026-11-02T09:00:00.000Z"],
    ["2026-11-02T09:00:00.123456Z", "2026-11-02T09:00:00.123Z"],
    ["2026-11-02t10:00:00+01:00", "2026-11-02T09:00:00.000Z"],
    ["2024-02-29T23:59:59-05:30", "2024-03-01T05:29:59.000Z"],
  ])("%s is %s", (text, iso) => expect(new Date(parseDateTime(text)).toISOString()).toBe(iso));

  test.each([
    "2026-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00",
    "2026-01-01",
    "1761955200000",
    "",
    17,
    null,
  ])("%s is none", (text) => expect(() => parseDateTime(text)).toThrow("RFC 3339"));
});

describe("Duration", () => {
  test.each([
    ["PT0S", 0],
    ["PT4H", 14_400_000],
    ["P1DT30M", 88_200_000],
    ["P2W", 1_209_600_000],
    ["PT1.5S", 1_500],
  ])("%s is %i ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(["P", "PT", "P1Y", "P1M", "4h", "PT4", "-PT1S", "P1DT", "", 4])("%s is none", (text) =>
    expect(() => parseDuration(text)).toThrow("ISO 8601"),
  );

  property.prop([fc.nat({ max: 366 * 86_400_000 })])("what is written is read back", (ms) => {
    expect(parseDuration(formatDuration(ms))).toBe(ms);
  });
});
