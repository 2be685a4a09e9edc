import { channel } from "node:diagnostics_channel";
import { safeError } from "./safeError.ts";

/** What a line is about: `info` for what went well, `error` for what somebody should look at. */
export type Level = "INFO" | "ERROR";

/** Which lines are written: all of them, or errors alone. */
export type LogLevel = "info" | "error";

/** Every line passes here as well, for what ships it elsewhere or, as our tests do, looks at what is in it. */
const lines = channel("switchboard:log");

let requestId: string | undefined;

/** Every line from here on names this request. A Lambda serves one at a time. */
export function serving(id: string | undefined): void {
  requestId = id;
}

/** What AWS calls the request that is being served; nothing where no Lambda runs. */
export const served = (): string | undefined => requestId;

/** One line of JSON for whoever operates the desk: ids and facts, never what people wrote. */
export function log(message: string, facts: Readonly<Record<string, unknown>>, error?: unknown): void {
  write("ERROR", message, { ...facts, ...(error === undefined ? {} : { error: safeError(error) }) });
}

/** The same for what went well: counts and ids alone. */
export const info = (message: string, facts: Readonly<Record<string, unknown>>): void => write("INFO", message, facts);

/**
 * Written past `console`: with JSON logs, Lambda wraps what goes through that into a line of its own, and ours is
 * one already. To stderr, which CloudWatch gets as well: stdout is the metrics' and, on one machine, a program's.
 */
function write(level: Level, message: string, facts: Readonly<Record<string, unknown>>): void {
  const timestamp = new Date().toISOString();
  const line = JSON.stringify({
    timestamp,
    level,
    message,
    ...(requestId === undefined ? {} : { requestId }),
    ...facts,
  });
  if (lines.hasSubscribers) lines.publish(line);
  process.stderr.write(`${line}\n`);
}

/** What an error says, in one line: for an answer to the operator, not for the log. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
