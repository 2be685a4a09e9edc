import type { Call, Fault } from "../../src/testing/index.ts";

const WRITES: readonly Call["name"][] = ["transact", "write"];

/** From the nth write on the table is gone, reads too: as it is for a process that dies before or behind that write. */
export function diesAt(nth: number, when: Fault = "before", writes = WRITES): (call: Call) => Fault | undefined {
  let seen = 0;
  return ({ name }) => {
    const counts = writes.includes(name);
    if (counts) seen += 1;
    if (seen < nth) return undefined;
    return counts && seen === nth ? when : "before";
  };
}
