import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createIds,
  openEntryId,
  PREFIXES,
  type Prefix,
  prefixOf,
  sealEntryId,
  seededIds,
  singletonId,
} from "../../src/kernel/index.ts";
import { manualClock } from "../../src/testing/index.ts";

const KEY = new Uint8Array(16).fill(7);

describe("ids", () => {
  test("are unique and in order of making, within a millisecond and across", () => {
    const clock = manualClock();
    const ids = createIds(clock);
    const made = Array.from({ length: 20_000 }, (_, i) => {
      if (i % 1_000 === 0) clock.advance(1);
      return ids.next("tkt");
    });
    expect(new Set(made).size).toBe(made.length);
    expect(made).toEqual([...made].sort());
  });

  test("stay in order when a millisecond has no chance left to count up", () => {
    const ids = createIds(manualClock(), (length) => new Uint8Array(length).fill(0xff));
    const made = Array.from({ length: 5 }, () => ids.next("tkt"));
    expect(new Set(made).size).toBe(made.length);
    expect(made).toEqual([...made].sort());
  });

  test("stay in order when the clock runs backwards", () => {
    const clock = manualClock();
    const ids = createIds(clock);
    const before = ids.next("tkt");
    clock.advance(-5_000);
    expect(ids.next("tkt") > before).toBe(true);
  });

  test("follow from the seed alone where a simulation asks for it", () => {
    const make = () => Array.from({ length: 5 }, () => seededIds("s", manualClock()).next("cus"));
    expect(make()).toEqual(make());
  });

  test("derived from the same words are the same, from others are not", () => {
    const ids = createIds(manualClock());
    expect(ids.derive("dlv", 5, "a", "b")).toBe(ids.derive("dlv", 5, "a", "b"));
    expect(ids.derive("dlv", 5, "a", "b")).not.toBe(ids.derive("dlv", 5, "ab", ""));
  });

  test.each([
    "",
    "tkt_",
    "TKT_01m80gww74pdxk4mhgbfq0cs4k",
    "xxx_01m80gww74pdxk4mhgbfq0cs4k",
    "tkt_01m80gww74pdxk4mhgbfq0cs4",
    "tkt_01m80gww74pdxk4mhgbfq0cs4u",
  ])("%j is none", (text) => {
    expect(prefixOf(text)).toBeNull();
  });
});

describe("entry ids", () => {
  const aggregate = fc.constantFrom(...(Object.keys(PREFIXES) as Prefix[]).filter((prefix) => prefix !== "evt"));

  test("lead back to aggregate and place, and to nothing with another key", () => {
    const ids = createIds(manualClock());
    fc.assert(
      fc.property(aggregate, fc.integer({ min: 1, max: 0xffffff }), (prefix, sequence) => {
        const aggregateId = ids.next(prefix);
        const id = sealEntryId(KEY, aggregateId, sequence);
        expect(prefixOf(id)).toBe("evt");
        expect(openEntryId(KEY, id)).toEqual({ aggregateId, sequence });
        expect(openEntryId(new Uint8Array(16).fill(8), id)).not.toEqual({ aggregateId, sequence });
      }),
    );
  });

  test("of neighbours have nothing in common: no count shows", () => {
    const id = singletonId("wsp");
    const [one, two] = [sealEntryId(KEY, id, 1), sealEntryId(KEY, id, 2)];
    const same = Array.from(one).filter((letter, i) => letter === two[i]).length;
    expect(same).toBeLessThan(12);
  });

  test("that are made up lead nowhere or to what is not there, and never throw", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/), (body) => {
        openEntryId(KEY, `evt_${body}`);
      }),
    );
  });
});
