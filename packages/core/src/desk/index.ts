/**
 * The way in: connect to a table, get contexts.
 *
 * @module
 */
export { type ConnectOptions, connect, type Desk } from "./connect.ts";
