/** A check that did not hold: the tour ends with exit code 1. */
export class Failed extends Error {}

/** Stops the tour unless `held`. */
export function expect(held: boolean, otherwise: string): asserts held {
  if (!held) throw new Failed(otherwise);
}

const colour = process.stdout.isTTY;
const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const chapter = (text: string): void => console.log(`\n${paint(1, text)}`);

/** Tells one step of the story, once it holds: what happened on the left, what it shows on the right. */
export const told = (what: string, shows: string): void =>
  console.log(`  ${paint(32, "✓")} ${what.padEnd(62)} ${paint(2, shows)}`);

export const failed = (what: string, why: string): void => console.log(`  ${paint(31, "✗")} ${what}\n    ${why}`);
