import { internal, MINUTE } from "@switchboard/core/kernel";
import type { FunctionsPort } from "@switchboard/core/port";
import { outboxOf, type TimeRange } from "@switchboard/core/table";
import type { Wired } from "../handler.ts";
import { matches } from "../pattern.ts";
import { rowsOf } from "../wiring.ts";
import { type Asked, askedIn, type Letter, type PoisonRow } from "./letters.ts";
import { republishAll, stretch } from "./republish.ts";

/** What was done for a letter; it is then gone from the queue. */
export type Outcome = "invoked" | "republished" | "dropped";

/** One run over the dead letters. */
export interface Run {
  readonly wired: Wired;
  /** When no more is begun, ms. */
  readonly deadline: number;
  /** Stretches that this run published already: letters about one outage name the same minutes. */
  readonly republished: TimeRange[];
}

/** Does for a letter what helps it. @throws when nothing does, or not now: the message says why it stays */
export async function attempt(run: Run, letter: Letter): Promise<Outcome> {
  const { wired } = run;
  switch (letter.kind) {
    case "schedule":
      // The next tick did the same work.
      return "dropped";
    case "stream-batch":
      return republishStretch(run, letter);
    case "poison-row":
      return publishRow(wired, letter.row);
    case "invocation":
      return invoke(wired, functionOf(letter.target), [letter.payload]);
    case "rule-target":
      // A function of the company's own takes what its rule hands over, as it is.
      if (isFunction(letter.target) && !isReactions(wired, letter.target)) {
        return invoke(wired, functionOf(letter.target), [letter.payload]);
      }
      return invoke(wired, reactionsOf(wired), addressed(askedIn(letter.payload)));
    case "reaction":
      return invoke(wired, reactionsOf(wired), addressed(letter.asked));
    case "unknown":
      throw strange();
  }
}

const strange = () => internal("Nothing known here has this shape; look at it in the queue and delete it by hand.");

async function invoke({ desk }: Wired, target: string, payloads: readonly unknown[]): Promise<Outcome> {
  const { functions }: { readonly functions?: FunctionsPort } = desk.ports;
  if (!functions) throw internal("Nothing can be called from here: set SWITCHBOARD_REACTIONS_FUNCTION.");
  for (const payload of payloads) await functions.invoke(target, payload);
  return "invoked";
}

function reactionsOf({ reactionsFunction }: Wired): string {
  if (reactionsFunction === undefined) {
    throw internal("Nobody said which function runs reactions: set SWITCHBOARD_REACTIONS_FUNCTION.");
  }
  return reactionsFunction;
}

/** The setting is a name or an ARN. */
const isReactions = (wired: Wired, arn: string): boolean =>
  arn === wired.reactionsFunction || arn.endsWith(`:function:${reactionsOf(wired)}`);

const isFunction = (arn: string): boolean => /^arn:[^:]+:lambda:/.test(arn);

/** Without the qualifier that Lambda's records carry: permissions are given for the function as such. */
const functionOf = (arn: string): string => arn.replace(/:\$LATEST$/, "");

/**
 * What the reactions' function takes. A letter that does not say whom its event is for is for every reaction
 * that it fits: those which answered it before know it.
 */
function addressed(asked: Asked | null): readonly unknown[] {
  if (!asked) throw strange();
  const { reaction, event } = asked;
  const rows = rowsOf("event").filter(({ id, trigger }) =>
    reaction === undefined ? matches(trigger.pattern, event) : id === reaction,
  );
  if (rows.length === 0) {
    throw internal(`Nothing answers this any more (${reaction ?? event["detail-type"]}); delete the letter by hand.`);
  }
  return rows.map(({ id }) => ({ reaction: id, event }));
}

/** Arrival times are in seconds, and our clock and the table's may differ a little. */
const MARGIN_MS = MINUTE;

async function republishStretch({ wired, deadline, republished }: Run, letter: TimeRange): Promise<Outcome> {
  const [from, to] = [letter.from - MARGIN_MS, letter.to + MARGIN_MS];
  if (republished.some((done) => done.from <= from && done.to >= to)) return "republished";
  const { desk } = wired;
  const command = stretch(from, to, desk.clock.now());
  const { next, stopped, refusedCount } = await republishAll(desk, command, deadline);
  if (stopped !== undefined) throw internal(`Not all of it could be published: ${stopped}`);
  if (next) throw internal(`It takes more than one run; go on with ${JSON.stringify(next)}, then delete the letter.`);
  if (refusedCount > 0) throw internal(`${refusedCount} of its events can never be published; republish names them.`);
  republished.push({ from, to });
  return "republished";
}

async function publishRow({ desk }: Wired, { pk, sk }: PoisonRow): Promise<Outcome> {
  const { bus } = desk.ports;
  if (!bus) throw internal("There is no bus: set SWITCHBOARD_BUS.");
  const row = await desk.table.get({ pk, sk }, { consistent: true });
  if (!row) throw internal("Its row is gone; delete the letter by hand.");
  const { outgoing, unreadable } = outboxOf([row]);
  if (unreadable[0]) throw internal("Its row still cannot be read.", unreadable[0].error);
  const { failed, refused } = await bus.publish(outgoing.map(({ event }) => event));
  if (refused[0]) throw internal(refused[0].reason);
  if (failed.length > 0) throw internal("The bus did not take it this time.");
  return "republished";
}
