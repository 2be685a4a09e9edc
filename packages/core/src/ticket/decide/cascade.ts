import { invalid, transition } from "../../kernel/index.ts";
import type { Ticket } from "../schema/index.ts";
import { isActive, TRANSITIONS } from "../status.ts";

/** Why an incident is left alone when its problem is resolved. */
export const SKIPPED = [
  "NEWER_MESSAGE",
  "REOPENED",
  "ALREADY_RESOLVED",
  "CLOSED",
  "SPAM",
  "NOT_LINKED",
  "NOT_FOUND",
  "REFUSED",
] as const;
export type Skipped = (typeof SKIPPED)[number];

/** @throws VALIDATION */
export function assertProblem({ kind }: Ticket): void {
  if (kind !== "PROBLEM") throw invalid("Only a PROBLEM has incidents; resolve this ticket for itself.", ["problemId"]);
}

/** A call that is repeated goes on with what is still solved. @throws TRANSITION */
export function assertStillSolved({ status }: Ticket): void {
  if (!isActive(status)) return;
  throw transition("The problem was reopened since: its incidents stay open.", TRANSITIONS[status], ["problemId"]);
}

/** What by itself keeps an incident from being resolved with its problem. */
export function skippedAs({ status, spam }: Ticket): Skipped | null {
  if (status === "CLOSED") return "CLOSED";
  if (status === "RESOLVED") return "ALREADY_RESOLVED";
  return spam ? "SPAM" : null;
}

/** What became since of an incident that was resolved by it: null while nobody has taken it up again. */
export const doneBefore = ({ status }: Ticket): Skipped | null => (isActive(status) ? "REOPENED" : null);

const SAYS: Readonly<Record<Skipped, string>> = {
  NEWER_MESSAGE: "Its customer has said more since the problem was last worked on: read that first.",
  REOPENED: "It was resolved with the problem and is open again: see what is left, and resolve it by itself.",
  ALREADY_RESOLVED: "It is resolved already.",
  CLOSED: "It is closed.",
  SPAM: "It is marked as spam: unmark it if it is none.",
  NOT_LINKED: "The problem does not cause it: link it first.",
  NOT_FOUND: "There is no such ticket, or you may not see it.",
  REFUSED: "It cannot be resolved.",
};

export const skipped = (id: string, reason: Skipped, message: string = SAYS[reason]) => ({ id, reason, message });

/** The refusal that leaves an incident as it is, and no trace of the try. */
export const left = ({ status }: Ticket, reason: Skipped) => transition(SAYS[reason], TRANSITIONS[status]);
