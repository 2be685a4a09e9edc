import { parseMail } from "../../packages/core/src/mail/parse/index.ts";
import { checksOf } from "./facts.ts";
import { messageOf, type Sample, samplesOf } from "./sample.ts";

/** The families of facts, in the order they are printed. */
const FAMILIES = [
  "from",
  "to",
  "subject",
  "date",
  "messageId",
  "threading",
  "text",
  "html",
  "attachments",
  "auto",
  "bounce",
  "replyText",
  "quotedText",
  "forward",
];

export interface Tally {
  pass: number;
  all: number;
  /** What was not read as asserted, `file:fact`. */
  readonly misses: string[];
}

/** What a folder of messages came to. */
export interface Score {
  readonly families: ReadonlyMap<string, Tally>;
  /** Messages of which every asserted fact was read: whole messages, and bodies alone. */
  readonly messages: Tally;
  readonly bodies: Tally;
}

const tally = (): Tally => ({ pass: 0, all: 0, misses: [] });

function count(into: Tally, pass: boolean, name: string): void {
  into.all += 1;
  if (pass) into.pass += 1;
  else into.misses.push(name);
}

/** Reads every message of a folder and compares it with what is asserted of it. */
export async function score(folder: string): Promise<Score> {
  const families = new Map(FAMILIES.map((name) => [name, tally()]));
  const [messages, bodies] = [tally(), tally()];
  for (const sample of samplesOf(folder)) {
    const checks = await read(folder, sample);
    for (const { family, fact, pass } of checks) {
      const into = families.get(family);
      if (!into) throw new RangeError(`a fact of no family: ${family}`);
      count(into, pass, `${sample.file}:${fact}`);
    }
    const whole = checks.every(({ pass }) => pass);
    count(sample.kind === "mime" ? messages : bodies, whole, sample.file);
  }
  return { families, messages, bodies };
}

/** Never throwing is a fact of every message. */
async function read(folder: string, sample: Sample) {
  const parsed = await parseMail(messageOf(folder, sample)).catch((e: unknown) => String(e));
  if (typeof parsed === "string") return [{ family: "text", fact: `threw ${parsed}`, pass: false }];
  return checksOf(parsed, sample);
}
