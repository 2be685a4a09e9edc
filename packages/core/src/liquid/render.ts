import { invalid } from "../kernel/index.ts";
import { mistakeOf, tooLarge } from "./check.ts";
import { type Emitter, engineFor, type Kind, LIMITS } from "./engine.ts";
import { momentOf, printed, type Shown, shownIn, showTime } from "./moment.ts";

/** What a template may name: words, numbers, times, lists, and groups of them. */
export type Value = string | number | boolean | Date | null | readonly Value[] | { readonly [name: string]: Value };

export interface Rendering {
  readonly kind: Kind;
  readonly values: { readonly [name: string]: Value };
  readonly shown: Shown;
}

/**
 * Renders a source: in bounded time, into a bounded text, with nothing in reach but the values that are given.
 *
 * @throws VALIDATION with the line for a source that is none, runs too long, or comes to too much
 * @example await renderSource("Hi {{ name }}", { kind: "HTML", values: { name: "<b>" }, shown }) // "Hi &lt;b&gt;"
 */
export async function renderSource(source: string, { kind, values, shown }: Rendering): Promise<string> {
  const bounded = await engineFor(kind);
  const large = tooLarge(source);
  if (large) throw refusal(large);
  const scope = scopeOf(values, shown) as object;
  shownIn.set(scope, shown);
  try {
    return bounded.render(bounded.engine.parse(source), scope, emitter()).toWellFormed();
  } catch (e) {
    throw refusal(mistakeOf(e));
  }
}

export const refusal = ({ message, line }: { readonly message: string; readonly line: number }, path = ["source"]) =>
  invalid(`Line ${line}: ${message}`, path);

/** What is rendered ends when it is too much, not when it was all written. */
function emitter(): Emitter {
  return {
    buffer: "",
    write(html) {
      this.buffer += printed(html);
      if (this.buffer.length > LIMITS.output)
        throw new Error(`it comes to more than ${LIMITS.output / 1024} KB of text`);
    },
  };
}

/** Copies without a prototype: there is nothing to reach but what is given. */
function scopeOf(value: Value, shown: Shown): unknown {
  if (value instanceof Date) return momentOf(value.getTime(), showTime(value.getTime(), shown));
  if (Array.isArray(value)) return value.map((one: Value) => scopeOf(one, shown));
  if (typeof value !== "object" || value === null) return value;
  const names = Object.entries(value).map(([name, one]) => [name, scopeOf(one, shown)]);
  return Object.assign(Object.create(null), Object.fromEntries(names));
}
