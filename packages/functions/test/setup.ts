import { afterAll, afterEach } from "vitest";
import { assertNoLeak } from "./leaks.ts";

// Every line that our code logs while any test runs is looked at; one with a secret in it fails the test.
afterEach(assertNoLeak);
afterAll(assertNoLeak);

/** A line for each request of the whole suite would bury what went wrong; a test that reads lines has its own ear. */
const MUTED = Symbol.for("switchboard.test.muted");
const here = globalThis as { [MUTED]?: boolean };
if (here[MUTED] !== true) {
  here[MUTED] = true;
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((...given: Parameters<typeof write>) =>
    /^\{"timestamp":"[^"]+","level":"INFO"/.test(String(given[0])) || write(...given)) as typeof write;
}
