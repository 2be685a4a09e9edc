/**
 * The way in: connect to a table, get contexts, read the log.
 *
 * @module
 */
export { type ConnectOptions, connect, type Desk } from "./connect.ts";
export { type LogLine, log } from "./log.ts";
