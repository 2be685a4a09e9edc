import type { Outcome, Row, TablePort } from "../port/index.ts";

/** What can go wrong with one call to the table. */
export type Fault =
  /** The call never reached the table. */
  | "before"
  /** It was done, and its answer lost. */
  | "after"
  /** TransactionConflict: somebody else was at it. */
  | "conflict"
  | "throttle"
  /** An index read that does not yet show the last writes: empty. */
  | "stale";

export interface Call {
  /** From 1. */
  readonly number: number;
  readonly name: keyof TablePort;
}

/** Thrown where a fault says that the process loses the table. */
export class Lost extends Error {
  constructor(call: Call, when: "before" | "after") {
    super(`lost the table ${when} call ${call.number} (${call.name})`);
    this.name = "Lost";
  }
}

/**
 * A table with the faults that the real service has and no local engine shows. `plan` is asked before every
 * call. Counting calls with it is also how a test knows where it could crash.
 */
export function faulty(table: TablePort, plan: (call: Call) => Fault | undefined): TablePort {
  let number = 0;
  async function run<T>(
    name: keyof TablePort,
    refused: (fault: Fault) => T | undefined,
    go: () => Promise<T>,
  ): Promise<T> {
    const call = { number: ++number, name };
    const fault = plan(call);
    if (fault === undefined) return go();
    if (fault === "before") throw new Lost(call, "before");
    const instead = refused(fault);
    if (instead !== undefined) return instead;
    const answer = await go();
    if (fault === "after") throw new Lost(call, "after");
    return answer;
  }
  const refusal =
    (writes: number) =>
    (fault: Fault): Outcome | undefined => {
      if (fault !== "conflict" && fault !== "throttle") return undefined;
      const code = fault === "conflict" ? ("conflict" as const) : ("throttled" as const);
      return { done: false, reasons: Array.from({ length: writes }, () => ({ code })) };
    };
  const none = () => undefined;
  return {
    get: (key, options) => run("get", none, () => table.get(key, options)),
    batchGet: (keys, options) => run("batchGet", none, () => table.batchGet(keys, options)),
    query: (q) =>
      run(
        "query",
        (fault) => (fault === "stale" && q.index ? { rows: [] as readonly Row[], next: null } : undefined),
        () => table.query(q),
      ),
    transact: (writes) => run("transact", refusal(writes.length), () => table.transact(writes)),
    write: (write) => run("write", refusal(1), () => table.write(write)),
    add: (key, attribute, amount) => run("add", none, () => table.add(key, attribute, amount)),
  };
}

/** Counts calls and what they cost, in front of any table. */
export function counted(table: TablePort): { readonly table: TablePort; calls(): readonly Call[] } {
  const calls: Call[] = [];
  return {
    table: faulty(table, (call) => {
      calls.push(call);
      return undefined;
    }),
    calls: () => calls,
  };
}
