import { matches, type Pattern } from "@switchboard/functions";

const OPERATORS = new Set(["prefix", "exists", "anything-but"]);

/**
 * A recorded pattern, as a test of events. Where AWS and our own matching might read one differently - operators we
 * do not have, `$or`, fields with nothing to choose from - it is refused.
 */
export function patternOf(json: string): (event: unknown) => boolean {
  const pattern: unknown = JSON.parse(json);
  assertPattern(pattern);
  return (event) => matches(pattern, event);
}

function assertPattern(value: unknown): asserts value is Pattern {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refusal(value);
  for (const [field, wanted] of Object.entries(value)) {
    if (field.startsWith("$")) throw refusal(field);
    if (!Array.isArray(wanted)) assertPattern(wanted);
    else if (wanted.length === 0 || !wanted.every(isCondition)) throw refusal(wanted);
  }
}

function isCondition(condition: unknown): boolean {
  if (typeof condition !== "object" || condition === null) return true;
  const operators = Object.keys(condition);
  return operators.length === 1 && operators.every((operator) => OPERATORS.has(operator));
}

const refusal = (part: unknown): RangeError =>
  new RangeError(`AWS would read this part of a pattern otherwise, or not at all: ${JSON.stringify(part)}`);
