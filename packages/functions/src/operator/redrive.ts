import type { QueueMessage, QueuePort } from "@switchboard/core/port";
import type { Wired } from "../handler.ts";
import { log, reasonOf } from "../log.ts";
import { type Asked, askedIn, type Letter, letterOf } from "./letters.ts";
import { attempt, type Outcome, type Run } from "./remedy.ts";

/** A letter that is still in the queue, and why. */
export interface Left {
  readonly messageId: string;
  readonly kind: Letter["kind"];
  readonly reason: string;
}

export interface RedriveAnswer extends Readonly<Record<Outcome, number>> {
  readonly left: readonly Left[];
  /** Whether the limit or the time ended this run: there may be more, so redrive again. */
  readonly more: boolean;
}

/** A letter as the operator sees it: what it is about, by ids, never what it carries. */
export interface LetterView {
  readonly messageId: string;
  readonly kind: Letter["kind"];
  readonly about: string;
  readonly sentAt: string;
  readonly error?: string;
}

/** As long as an operator's call may take, so that nobody is given a letter that is being worked on. */
const REDRIVE_HOLD_S = 900;
const LOOK_HOLD_S = 60;
const MOST = 10;

/**
 * Tries again what lies among the dead letters. A letter is deleted once what it asks for was accepted; all
 * others are given back to the queue at the end, each with its reason.
 */
export async function redrive(
  wired: Wired,
  queue: QueuePort,
  { limit, deadline }: { readonly limit: number; readonly deadline: number },
): Promise<RedriveAnswer> {
  const run: Run = { wired, deadline, republished: [] };
  const done: Record<Outcome, number> = { invoked: 0, republished: 0, dropped: 0 };
  const left: Left[] = [];
  const kept: QueueMessage[] = [];
  const inTime = () => wired.desk.clock.now() < deadline;
  try {
    for await (const message of messages(queue, { limit, hold: REDRIVE_HOLD_S, inTime })) {
      const letter = letterOf(message);
      try {
        const outcome = await attempt(run, letter);
        await queue.delete(message);
        done[outcome]++;
      } catch (error) {
        log("letter stays", { messageId: message.id, kind: letter.kind }, error);
        left.push({ messageId: message.id, kind: letter.kind, reason: reasonOf(error) });
        kept.push(message);
      }
    }
  } finally {
    await giveBack(queue, kept);
  }
  const seen = left.length + done.invoked + done.republished + done.dropped;
  return { ...done, left, more: seen === limit || !inTime() };
}

/** Shows letters and leaves them where they are. */
export async function look(queue: QueuePort, limit: number): Promise<readonly LetterView[]> {
  const seen: QueueMessage[] = [];
  try {
    for await (const message of messages(queue, { limit, hold: LOOK_HOLD_S, inTime: () => true })) seen.push(message);
  } finally {
    await giveBack(queue, seen);
  }
  return seen.map(viewOf);
}

interface Reading {
  readonly limit: number;
  readonly hold: number;
  readonly inTime: () => boolean;
}

async function* messages(queue: QueuePort, { limit, hold, inTime }: Reading): AsyncGenerator<QueueMessage> {
  for (let seen = 0; seen < limit && inTime(); ) {
    const batch = await queue.receive({ most: Math.min(MOST, limit - seen), hold });
    if (batch.length === 0) return;
    seen += batch.length;
    yield* batch;
  }
}

/** What cannot be given back comes back by itself when its time is over. */
const giveBack = (queue: QueuePort, messages: readonly QueueMessage[]) =>
  Promise.allSettled(messages.map((message) => queue.release(message)));

const ERROR_SHOWN = 300;

function viewOf(message: QueueMessage): LetterView {
  const letter = letterOf(message);
  return {
    messageId: message.id,
    kind: letter.kind,
    about: aboutOf(letter),
    sentAt: new Date(message.sentAt).toISOString(),
    ...(letter.error === undefined ? {} : { error: letter.error.slice(0, ERROR_SHOWN) }),
  };
}

function aboutOf(letter: Letter): string {
  switch (letter.kind) {
    case "poison-row":
      return `${letter.row.pk} ${letter.row.sk}`;
    case "stream-batch":
      return `${new Date(letter.from).toISOString()} to ${new Date(letter.to).toISOString()}`;
    case "rule-target":
      return aboutEvent(askedIn(letter.payload)) ?? letter.target;
    case "reaction":
      return `${letter.asked.reaction} ${letter.asked.event.id}`;
    case "invocation":
    case "schedule":
      return letter.target;
    case "unknown":
      return "Nothing known here has this shape.";
  }
}

const aboutEvent = (asked: Asked | null): string | null =>
  asked && `${asked.reaction ?? asked.event["detail-type"]} ${asked.event.id}`;
