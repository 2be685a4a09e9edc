/**
 * The way in: connect to a table, get contexts, run the tick, read the log.
 *
 * @module
 */
export { type ConnectOptions, connect, type Desk } from "./connect.ts";
export { type LogLine, log } from "./log.ts";
export { due, type TickReport, tick, wakeAll } from "./tick.ts";
