import { subscribe } from "node:diagnostics_channel";

const WATCH = Symbol.for("switchboard.test.leaks");

/** What must stand in no line of the log, whatever was sent. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a key", /swb_[a-z]+_[A-Za-z0-9]{36}/],
  ["a token", /eyJ[\w-]+\.eyJ[\w-]+/],
  ["a credential", /\bBearer /i],
  // At the domains that are reserved for examples: all addresses of our test data are.
  ["an address", /[\w.%+-]+@(?:[\w-]+\.)*(?:example(?:\.(?:com|net|org))?|test)\b/i],
  ["a phone number", /\+49[\d ()/-]{4,}/],
];

/** What stands in a line and must not. */
export const leaksIn = (line: string): readonly string[] =>
  FORBIDDEN.filter(([, pattern]) => pattern.test(line)).map(([what]) => what);

interface Watch {
  found: string[];
  seen: number;
}

/** One in a thread, though the setup runs ahead of every file. */
const here = globalThis as { [WATCH]?: Watch };
const watch = here[WATCH] ?? install();
here[WATCH] = watch;

function install(): Watch {
  const made: Watch = { found: [], seen: 0 };
  subscribe("switchboard:log", (line) => {
    made.seen++;
    for (const what of leaksIn(String(line))) made.found.push(`${what} stands in the log: ${String(line)}`);
  });
  return made;
}

/** What was found since the last call. */
export const takeLeaks = (): readonly string[] => watch.found.splice(0);

/** How many lines were looked at in this thread. */
export const linesSeen = (): number => watch.seen;

/** @throws for what stood in a line since the last call */
export function assertNoLeak(): void {
  const leaks = takeLeaks();
  if (leaks.length > 0) throw new Error(leaks.join("\n"));
}
