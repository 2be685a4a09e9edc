import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Key from "../../src/key/index.ts";
import { counted } from "../../src/testing/index.ts";
import { makeDesk, useEngine } from "../support/desk.ts";
import { bearer } from "../support/key.ts";
import { RUNS } from "../support/random.ts";

useEngine();

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-. é\n";

describe("a key", () => {
  test("names what it is for, and has 30 letters of chance and 6 of check", async () => {
    const f = await makeDesk("main");
    expect(await Key.issueClaim(f.system)).toMatch(/^swb_claim_[0-9A-Za-z]{36}$/);
    expect((await Key.mint(f.agent, {})).secret).toMatch(/^swb_agent_[0-9A-Za-z]{36}$/);
  });

  test("with any one letter changed, left out or doubled is refused before anything is read", async () => {
    const f = await makeDesk("main");
    const { secret } = await Key.mint(f.agent, {});
    const code = await Key.issueClaim(f.system);
    const { table, calls } = counted(f.table);
    const slips = fc.record({
      text: fc.constantFrom(secret ?? "", code),
      at: fc.nat(45),
      letter: fc.constantFrom(...LETTERS.split("")),
      kind: fc.constantFrom("changed", "left out", "doubled", "put in"),
    });
    await fc.assert(
      fc.asyncProperty(slips, async ({ text, at, letter, kind }) => {
        const behind = text.slice(at + 1);
        const middle = {
          changed: letter,
          "left out": "",
          doubled: text.charAt(at).repeat(2),
          "put in": text.charAt(at) + letter,
        };
        const slipped = text.slice(0, at) + middle[kind as keyof typeof middle] + behind;
        fc.pre(slipped !== text);
        expect(await Key.actorOf({ table, clock: f.clock }, slipped)).toBeNull();
      }),
      { numRuns: RUNS },
    );
    for (const huge of ["x".repeat(1_000_000), `swb_agent_${"a".repeat(1_000_000)}`, "", "swb_", "\ud800"]) {
      expect(await Key.actorOf({ table, clock: f.clock }, huge)).toBeNull();
    }
    expect(calls()).toEqual([]);
    expect(await Key.actorOf({ table, clock: f.clock }, code)).not.toBeNull();
  });

  test("that nobody made costs as many reads as one that somebody made", async () => {
    const f = await makeDesk("main");
    const other = await makeDesk("main");
    const elsewhere = await Key.issueClaim(other.system);
    const here = await Key.issueClaim(f.system);
    const reads = [];
    for (const text of [elsewhere, here]) {
      const { table, calls } = counted(f.table);
      await bearer(f.over(table), text).catch(() => null);
      reads.push(calls().map(({ name }) => name));
    }
    expect(reads).toEqual([["get"], ["get"]]);
  });
});
