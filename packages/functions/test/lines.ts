import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** What the log is written from here on, line by line. */
export function readLog() {
  const lines: string[] = [];
  const listen = (line: unknown) => {
    lines.push(String(line));
  };
  subscribe("switchboard:log", listen);
  return { lines, stop: () => unsubscribe("switchboard:log", listen) };
}
