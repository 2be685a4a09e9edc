/** One line of JSON for whoever operates the desk: ids and facts, never what people wrote. */
export function log(message: string, facts: Readonly<Record<string, unknown>>, error?: unknown): void {
  const failure = error === undefined ? {} : { error: describe(error) };
  console.error(JSON.stringify({ level: "error", message, ...facts, ...failure }));
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack } = error;
  return { name, message, stack, ...(error.cause === undefined ? {} : { cause: describe(error.cause) }) };
}
