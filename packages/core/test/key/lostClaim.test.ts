import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import { DAY } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";
import { type Fault, faulty, Lost } from "../../src/testing/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { bearer, claimWith } from "../support/key.ts";

useEngine();

const WORD = "a-word-of-my-own";

const admins = async (f: Fixture) =>
  (await Agent.list(f.system)).edges.filter(({ node }) => node.email === "grace@acme.example").length;

describe("a claim whose answer was lost", () => {
  test("gives the same agent and key again, to the same call alone, for 24 hours", async () => {
    const f = await makeDesk("main");
    const code = await Key.issueClaim(f.system);
    const first = await claimWith(f.desk, code, { idempotencyKey: WORD });
    f.clock.advance(DAY - 1_000);
    const second = await claimWith(f.desk, code, { idempotencyKey: WORD });
    expect([second.secret, second.agent.id, second.key.id]).toEqual([first.secret, first.agent.id, first.key.id]);
    expect(await codeOf(claimWith(f.desk, code, { idempotencyKey: "another" }))).toBe("ALREADY_EXISTS");
    expect(await codeOf(claimWith(f.desk, code, { idempotencyKey: WORD, name: "Hal" }))).toBe("IDEMPOTENCY_MISMATCH");
    f.clock.advance(1_000);
    expect(await codeOf(claimWith(f.desk, code, { idempotencyKey: WORD }))).toBe("UNAUTHENTICATED");
    expect(await codeOf(Agent.get(await bearer(f.desk, first.secret ?? ""), first.agent.id))).toBe("done");
  });

  test.each(["before", "after"] as const)(
    "leaves all or nothing, wherever the table is lost %s a call",
    async (when) => {
      for (let at = 1; ; at++) {
        const f = await makeDesk("main");
        const code = await Key.issueClaim(f.system);
        const ctx = await bearer(f.desk, code);
        let reached = false;
        const crashing = faulty(f.table, ({ number }): Fault | undefined => {
          reached ||= number >= at;
          if (number < at) return undefined;
          return number === at ? when : "before";
        });
        const input = { name: "Grace", email: "grace@acme.example", idempotencyKey: WORD };
        const lost = await codeOf(Key.claimDesk({ ...ctx, table: crashing }, input));
        if (!reached) break;
        expect(["done", "CONFLICT"].includes(lost) || lost.startsWith("lost the table"), `${at} ${lost}`).toBe(true);
        const made = await claimWith(f.desk, code, input);
        expect((await bearer(f.desk, made.secret ?? "")).actor).toMatchObject({ agentId: made.agent.id });
        expect(await admins(f)).toBe(1);
      }
    },
  );
});

test("a code whose making was lost is not known to anybody, and the next one works", async () => {
  for (const when of ["before", "after"] as const) {
    for (let at = 1; ; at++) {
      const f = await makeDesk("main");
      await Key.issueClaim(f.system);
      let reached = false;
      const crashing = faulty(f.table, ({ number }) => {
        reached ||= number === at;
        return number === at ? when : undefined;
      });
      const code = await Key.issueClaim({ ...f.system, table: crashing }).catch((e: unknown) => {
        expect(e).toBeInstanceOf(Lost);
        return Key.issueClaim(f.system);
      });
      expect(await codeOf(claimWith(f.desk, code))).toBe("done");
      if (!reached) break;
    }
  }
});
