import { expect } from "vitest";
import type { Answer } from "./call.ts";

export const repeat = (count: number, one: (n: number) => string, between = " ") =>
  Array.from({ length: count }, (_, n) => one(n)).join(between);
/** An answer that no limit stood in the way of. */
export const within = ({ errors, data }: Answer) => {
  expect(errors).toEqual([]);
  expect(data).toBeDefined();
};
/** An answer that a limit refused, by name. */
export const over = (answer: Answer, says: string, code = "COST_LIMIT") => {
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toHaveLength(1);
  expect(answer.errors[0]).toMatchObject({ message: expect.stringContaining(says), extensions: { code } });
};
