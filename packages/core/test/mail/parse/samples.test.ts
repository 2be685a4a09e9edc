import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checksOf } from "../../../../../scripts/mailScore/facts.ts";
import { score } from "../../../../../scripts/mailScore/score.ts";
import { parseMail } from "../../../src/mail/parse/index.ts";

/** Real messages and what their own projects assert of them; they are read in place, never copied. */
const FOLDER = fileURLToPath(new URL("../../../../../../shared/email-samples/", import.meta.url));
const isPresent = existsSync(`${FOLDER}expected.jsonl`);
/** Two of their sources disagree whether "Sent from my iPhone" belongs to an answer: ours, it does not. */
const KNOWN = ["tl-iphone.eml:replyText"];

describe.skipIf(!isPresent)("real messages, where the samples lie beside the repository", () => {
  test("every fact that their own projects assert is read", async () => {
    const { families } = await score(FOLDER);
    const misses = [...families.values()].flatMap((family) => family.misses);
    expect(misses).toEqual(KNOWN);
    expect([...families.values()].reduce((sum, { all }) => sum + all, 0)).toBeGreaterThan(120);
  });

  test("what is scored cannot be met by reading nothing", async () => {
    const nothing = await parseMail(new Uint8Array());
    const lines = readFileSync(`${FOLDER}expected.jsonl`, "utf8").trim().split("\n");
    const checks = lines.flatMap((line) => checksOf(nothing, JSON.parse(line)));
    expect(checks.filter(({ pass }) => pass).length).toBeLessThan(checks.length / 5);
  });
});
