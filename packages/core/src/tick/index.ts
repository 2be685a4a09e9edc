/**
 * The tick: whatever waits for a time is woken when it has come. Apart from `desk`, as it carries the code of
 * everything that can be woken, mail included, which callers of operations need not load.
 *
 * @module
 */
export { due, type TickReport, tick, wakeAll } from "./tick.ts";
