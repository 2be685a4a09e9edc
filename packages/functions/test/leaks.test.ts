import { expect, test } from "vitest";
import { info, log } from "../src/log.ts";
import { assertNoLeak, leaksIn, linesSeen, takeLeaks } from "./leaks.ts";

test.each([
  ["a key", `swb_agent_${"aB3".repeat(12)}`],
  ["a token", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"],
  ["a credential", "authorization: Bearer abc"],
  ["an address", "eve@example.com"],
  ["an address", "eve+tag@mail.northwind-bikes.example"],
  ["an address", "eve@desk.test"],
  ["a phone number", "+49 30 1234567"],
  ["a phone number", "+493012345"],
])("%s is seen: %s", (what, text) => {
  expect(leaksIn(JSON.stringify({ message: "x", fact: `before ${text} behind` }))).toEqual([what]);
});

test.each(["agt_01m6dqs9m0p22jnvb8xxwwg5ad", "swb_agent_short", "2026-11-25T15:20:24.421Z", "main#tkt_1", "+1 ticket"])(
  "%s is none of them",
  (text) => {
    expect(leaksIn(text)).toEqual([]);
  },
);

test("a line of our log that has one is caught while the suite runs", () => {
  const before = linesSeen();
  info("planted", { to: "eve@example.com" });
  log("planted", { who: `swb_agent_${"a".repeat(36)}` });
  log("fine", { id: "tkt_1" });
  expect(linesSeen() - before).toBe(3);
  expect(assertNoLeak).toThrow(/^an address .*planted.*\na key /);
  expect(assertNoLeak).not.toThrow();
});

test("each is named once, with its line", () => {
  info("planted", { to: "eve@example.com" });
  log("planted", { who: `swb_agent_${"a".repeat(36)}` });
  expect(takeLeaks()).toEqual([
    expect.stringMatching(/^an address stands in the log: .*planted/),
    expect.stringMatching(/^a key stands in the log: .*planted/),
  ]);
});
