import type { Deployed } from "../offline/deploy.ts";
import { policies, roles } from "./access.ts";
import { alarms } from "./alarms.ts";
import { code } from "./code.ts";
import { edges } from "./edges.ts";
import { senders } from "./senders.ts";
import { Stack } from "./stack.ts";
import { storage } from "./storage.ts";
import { type Expected, wiring } from "./wiring.ts";

/** All that AWS would refuse of a deploy, or a security reviewer would: one line each, none when it is fine. */
export async function problemsOf(
  { recording, artifacts, printed, code: exit }: Deployed,
  expected: Expected,
): Promise<string[]> {
  if (!recording) return [`nothing was deployed: ${printed}`];
  if (recording.failure !== null) return [recording.failure];
  if (exit !== 0) return [`the CLI ended with ${exit}: ${printed}`];
  const stack = new Stack(recording, artifacts);
  const found = [
    roles(stack),
    policies(stack),
    storage(stack),
    edges(stack),
    wiring(stack, expected),
    senders(stack, expected),
    alarms(stack, expected.own ?? []),
  ];
  return [...found.flat(), ...(await code(stack, expected.own ?? []))];
}

export { Stack } from "./stack.ts";
