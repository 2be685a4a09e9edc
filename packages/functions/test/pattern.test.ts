import { describe, expect, test } from "vitest";
import { matches, type Pattern } from "../src/pattern.ts";

const event = {
  source: "switchboard",
  "detail-type": "ticket.replied",
  detail: {
    origin: "live",
    n: 3,
    none: null,
    tags: ["a", "b"],
    payload: { status: "OPEN", fileCount: 0 },
    list: [{ x: 1 }, { x: 2 }],
  },
};

describe("patterns", () => {
  const table: readonly (readonly [string, Pattern, boolean])[] = [
    ["nothing asked", {}, true],
    ["an exact value", { source: ["switchboard"] }, true],
    ["one of several", { source: ["aws.ses", "switchboard"] }, true],
    ["another value", { source: ["aws.ses"] }, false],
    ["all fields must fit", { source: ["switchboard"], "detail-type": ["ticket.opened"] }, false],
    ["nested", { detail: { payload: { status: ["OPEN"] } } }, true],
    ["nested, absent", { detail: { elsewhere: { status: ["OPEN"] } } }, false],
    ["numbers are not text", { detail: { n: ["3"] } }, false],
    ["numbers", { detail: { n: [3] } }, true],
    ["zero is a value", { detail: { payload: { fileCount: [0] } } }, true],
    ["null is a value", { detail: { none: [null] } }, true],
    ["an absent field is not null", { detail: { missing: [null] } }, false],
    ["prefix", { "detail-type": [{ prefix: "ticket." }] }, true],
    ["prefix, other", { "detail-type": [{ prefix: "mail." }] }, false],
    ["prefix of a number", { detail: { n: [{ prefix: "3" }] } }, false],
    ["exists", { detail: { origin: [{ exists: true }] } }, true],
    ["exists, with null", { detail: { none: [{ exists: true }] } }, true],
    ["exists is about leaves", { detail: { payload: [{ exists: true }] } }, false],
    ["exists: false", { detail: { missing: [{ exists: false }] } }, true],
    ["exists: false, deep under nothing", { detail: { missing: { deeper: [{ exists: false }] } } }, true],
    ["exists: false, but it does", { detail: { origin: [{ exists: false }] } }, false],
    ["anything-but", { detail: { origin: [{ "anything-but": ["seed", "import"] }] } }, true],
    ["anything-but, that one", { detail: { origin: [{ "anything-but": "live" }] } }, false],
    ["anything-but needs a value", { detail: { missing: [{ "anything-but": "live" }] } }, false],
    ["anything-but a prefix", { "detail-type": [{ "anything-but": { prefix: "ticket." } }] }, false],
    ["any value of a list", { detail: { tags: ["b", "z"] } }, true],
    ["no value of a list", { detail: { tags: ["z"] } }, false],
    ["any object of a list", { detail: { list: { x: [2] } } }, true],
    ["a value or its absence", { detail: { missing: ["x", { exists: false }] } }, true],
    ["an empty list of conditions", { source: [] }, false],
  ];
  test.each(table)("%s", (_, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test("what is not in our part of the language is an error, not a mismatch", () => {
    const cidr = { source: [{ cidr: "10.0.0.0/8" }] } as unknown as Pattern;
    expect(() => matches(cidr, event)).toThrow(/cidr/);
    const two = { source: [{ prefix: "a", exists: true }] } as unknown as Pattern;
    expect(() => matches(two, event)).toThrow(/one operator/);
  });
});
