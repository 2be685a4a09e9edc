/** What a line is about: `info` for what went well, `error` for what somebody should look at. */
export type Level = "INFO" | "ERROR";

let requestId: string | undefined;

/** Every line from here on names this request. A Lambda serves one at a time. */
export function serving(id: string | undefined): void {
  requestId = id;
}

/** One line of JSON for whoever operates the desk: ids and facts, never what people wrote. */
export function log(message: string, facts: Readonly<Record<string, unknown>>, error?: unknown): void {
  write("ERROR", message, { ...facts, ...(error === undefined ? {} : { error: describe(error) }) });
}

/** The same for what went well: counts and ids alone. */
export const info = (message: string, facts: Readonly<Record<string, unknown>>): void => write("INFO", message, facts);

/**
 * Written past `console`: with JSON logs, Lambda wraps what goes through that into a line of its own, and ours is
 * one already. To stderr, which CloudWatch gets as well: stdout is the metrics' and, on one machine, a program's.
 */
function write(level: Level, message: string, facts: Readonly<Record<string, unknown>>): void {
  const timestamp = new Date().toISOString();
  const line = { timestamp, level, message, ...(requestId === undefined ? {} : { requestId }), ...facts };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack } = error;
  return { name, message, stack, ...(error.cause === undefined ? {} : { cause: describe(error.cause) }) };
}

/** What an error says, in one line. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
