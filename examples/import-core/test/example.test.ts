import { expect, test } from "vitest";
import { main } from "../index.ts";

test("the example runs and tells the story it promises", async () => {
  const lines: string[] = [];
  await main((line) => lines.push(line));
  expect(lines).toEqual([
    "opened #1 Chain slips: NEW",
    "answered: RESOLVED",
    "snoozing what is resolved is refused: TRANSITION",
    "  ticket.opened by agent",
    "  ticket.message_received by agent",
    "  ticket.replied by agent",
    "  ticket.resolved by agent",
    "chain verified: true",
  ]);
});
