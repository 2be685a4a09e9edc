import type { Variables as Found, Variable } from "liquidjs";
import { BLOCKS, engineFor, type Kind, LIMITS } from "./engine.ts";

/** A variable as a source names it, and the line it stands on, from 1. */
export interface Used {
  readonly path: string;
  readonly line: number;
  /** Where it comes from: the rendering, an `assign`, or the list of a `for`. */
  readonly from: "GIVEN" | "ASSIGNED" | "LISTED";
  /** Its parts; null for one that is computed, as in `customer[x]`. */
  readonly segments: readonly (string | number | null)[];
}

/** Why a source is none, and where. */
export interface Mistake {
  readonly message: string;
  readonly line: number;
}

export type Checked = { readonly variables: readonly Used[] } | { readonly mistake: Mistake };

/**
 * Reads a source without rendering it: every variable that it names, or what is wrong with it and on which line.
 * Never throws, whatever the source.
 *
 * @example const checked = await checkSource("Hello {{ customer.name }}", "TEXT");
 */
export async function checkSource(source: string, kind: Kind): Promise<Checked> {
  const mistake = tooLarge(source);
  if (mistake) return { mistake };
  const { engine } = await engineFor(kind);
  try {
    const { variables, globals, locals } = engine.analyzeSync(engine.parse(source), { partials: false });
    return { variables: usedIn(variables, globals, locals) };
  } catch (e) {
    return { mistake: mistakeOf(e) };
  }
}

/** What is surely too much is not even read. */
export function tooLarge(source: string): Mistake | null {
  if (source.length > LIMITS.source)
    return { message: `A template has at most ${LIMITS.source} characters.`, line: lineAt(source, LIMITS.source) };
  const nested = nestedAt(source);
  if (nested !== null)
    return { message: `Brackets stand at most ${LIMITS.brackets} deep in each other.`, line: lineAt(source, nested) };
  let depth = 0;
  for (const tag of source.matchAll(/\{%-?\s*(end)?([a-z]+)/g)) {
    if (!BLOCKS.includes(tag[2] ?? "")) continue;
    depth += tag[1] === undefined ? 1 : -1;
    if (depth > LIMITS.depth)
      return { message: `Blocks stand at most ${LIMITS.depth} deep in each other.`, line: lineAt(source, tag.index) };
  }
  return null;
}

/** Where brackets stand too deep in each other: reading `a[a[a[` takes far longer with every one of them. */
function nestedAt(source: string): number | null {
  let depth = 0;
  for (const { 0: mark, index } of source.matchAll(/[[\]{]/g)) {
    depth = mark === "{" ? 0 : Math.max(0, depth + (mark === "[" ? 1 : -1));
    if (depth > LIMITS.brackets) return index;
  }
  return null;
}

const lineAt = (source: string, index: number): number => source.slice(0, index).split("\n").length;

/** What the library says, without the place behind it, which is named by itself. */
export function mistakeOf(e: unknown): Mistake {
  const said = e instanceof Error ? e.message : String(e);
  const [, line = "1"] = /, line:(\d+), col:\d+$/.exec(said) ?? [];
  const words = said.replace(/(, file:[^,]*)?, line:\d+, col:\d+$/, "").slice(0, 200);
  const message = e instanceof RangeError || words.includes("call stack") ? "It is too deep to be read." : words;
  return { message: message.toWellFormed(), line: Number(line) };
}

function usedIn(variables: Found, globals: Found, locals: Found): readonly Used[] {
  const given = new Set(Object.values(globals).flat().map(placeOf));
  const all = Object.entries(variables).flatMap(([name, found]) =>
    found.map((one): Used => {
      const from = given.has(placeOf(one)) ? "GIVEN" : Object.hasOwn(locals, name) ? "ASSIGNED" : "LISTED";
      const segments = one.segments.map((segment) => (typeof segment === "object" ? null : segment));
      return { path: String(one).slice(0, 200).toWellFormed(), line: one.location.row, from, segments };
    }),
  );
  return all.sort((a, b) => a.line - b.line);
}

const placeOf = (one: Variable): string => `${one.location.row}:${one.location.col}`;
