/**
 * How well mail is read: `npm run score:mail -- <folder>`, a folder of `expected.jsonl` and `raw/` as it is
 * described in docs/mail-score.md. Prints the figures of every family of facts and what was missed.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { score, type Tally } from "./score.ts";

const [folder = "../shared/email-samples", ...flags] = process.argv.slice(2);
if (!existsSync(join(folder, "expected.jsonl"))) {
  console.error(`There is no expected.jsonl in ${folder}. Usage: npm run score:mail -- <folder> [--quiet]`);
  process.exit(2);
}

const line = (name: string, { pass, all, misses }: Tally): void => {
  const share = all === 0 ? "" : `${((100 * pass) / all).toFixed(1)} %`;
  const missed = flags.includes("--quiet") ? "" : misses.join(" ");
  console.log(`${name.padEnd(14)}${`${pass}/${all}`.padStart(9)}${share.padStart(9)}  ${missed}`.trimEnd());
};

const { families, messages, bodies } = await score(folder);
for (const [name, family] of families) line(name, family);
console.log();
line("whole messages", messages);
line("whole bodies", bodies);
