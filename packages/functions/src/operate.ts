import { internal, isRefusal, MINUTE, parse, type SwitchboardError } from "@switchboard/core/kernel";
import type { QueuePort } from "@switchboard/core/port";
import * as z from "zod";
import type { Create, Wired } from "./handler.ts";
import { info } from "./log.ts";
import { type LetterView, look, type RedriveAnswer, redrive } from "./operator/redrive.ts";
import { type RepublishAnswer, RepublishCommand, republishAll } from "./operator/republish.ts";
import { deployed } from "./wire.ts";

const HINT = 'Give one command: {"republish": {"from", "to"}}, {"redrive": {}} or {"letters": {}}.';

/** What an operator may ask for, one at a time. docs/runbook.md says when. */
const Command = z
  .strictObject(
    {
      republish: RepublishCommand.optional(),
      redrive: z.strictObject({ limit: z.int().min(1).max(1_000).default(100) }).optional(),
      letters: z.strictObject({ limit: z.int().min(1).max(100).default(10) }).optional(),
    },
    { error: (issue) => (issue.code === "unrecognized_keys" ? HINT : undefined) },
  )
  .refine((command) => Object.values(command).filter((one) => one !== undefined).length === 1, HINT);
export type Command = z.input<typeof Command>;

type Answer =
  | { readonly republished: RepublishAnswer }
  | { readonly redriven: RedriveAnswer }
  | { readonly letters: readonly LetterView[] };

/** What the operator got wrong, as an answer: a slip of the hand is no failure of the function. */
interface Refused {
  readonly refused: Pick<SwitchboardError, "code" | "message" | "issues">;
}

/** Less than the function may run, with room for what is under way. */
const BUDGET_MS = 12 * MINUTE;

/** What an operator calls by hand: looks at the dead letters, tries them again, replays a stretch of the log. */
export const create: Create<unknown, Answer | Refused> = (wired) => async (event) => {
  try {
    const answer = await run(wired, parse(Command, event));
    if (wired.logLevel !== "error") info("operated", summaryOf(answer));
    return answer;
  } catch (error) {
    if (!isRefusal(error) || error.code === "INTERNAL") throw error;
    const { code, message, issues } = error;
    return { refused: { code, message, issues } };
  }
};

export const handler = deployed(create);

async function run(wired: Wired, { republish, redrive: redriving, letters }: z.infer<typeof Command>): Promise<Answer> {
  const deadline = wired.desk.clock.now() + BUDGET_MS;
  if (republish) return { republished: await republishAll(wired.desk, republish, deadline) };
  const queue = queueOf(wired);
  if (redriving) return { redriven: await redrive(wired, queue, { ...redriving, deadline }) };
  return { letters: await look(queue, letters?.limit ?? 1) };
}

function queueOf({ desk }: Wired): QueuePort {
  const { deadLetters } = desk.ports;
  if (!deadLetters) throw internal("This desk has no dead letters: set SWITCHBOARD_DEAD_LETTERS.");
  return deadLetters;
}

/** Counts alone: the whole answer is the operator's. */
function summaryOf(answer: Answer): Readonly<Record<string, unknown>> {
  if ("letters" in answer) return { letters: answer.letters.length };
  if ("republished" in answer) {
    const { published, refusedCount, next } = answer.republished;
    return { published, refused: refusedCount, done: next === undefined };
  }
  const { left, ...counts } = answer.redriven;
  return { ...counts, left: left.length };
}
