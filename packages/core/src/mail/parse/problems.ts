/** The problem of a message that names more than one mailbox as its sender: nobody can tell which one was vouched for. */
export const SEVERAL_SENDERS = "from: several senders";

/** Collects what could not be read, each kind once, so a hostile message cannot fill it. */
export type Problems = {
  list: string[];
  add(problem: string): void;
  /** Runs a reader; when it throws, names the subject and gives the fallback. */
  guard<Value>(subject: string, fallback: Value, read: () => Value): Value;
};

/**
 * Makes the list of problems of one message.
 *
 * @returns an empty collector; its `guard` never throws.
 * @example
 * const problems = collectProblems();
 * const date = problems.guard("date", null, () => readDate(value));
 */
export function collectProblems(): Problems {
  const list: string[] = [];
  const add = (problem: string) => {
    if (!list.includes(problem)) list.push(problem);
  };
  const guard = <Value>(subject: string, fallback: Value, read: () => Value): Value => {
    try {
      return read();
    } catch {
      // The cause lies in the sender's bytes; the name of the subject is all a reader can use.
      add(`${subject}: not readable`);
      return fallback;
    }
  };
  return { list, add, guard };
}
