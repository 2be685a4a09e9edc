import type { Liquid as Engine, Template } from "liquidjs";
import { DATE_FILTER, printed } from "./moment.ts";

/** What a source is: what is put into HTML is escaped, whatever it is. */
export type Kind = "TEXT" | "HTML";

/** Each alone is far more than a mail needs; together they end whatever a source tries. */
export const LIMITS = {
  /** Characters of a source. */
  source: 50_000,
  /** Blocks within blocks. */
  depth: 30,
  /** Brackets within brackets, as in `a[b[c]]`. */
  brackets: 5,
  /** Milliseconds of one rendering. */
  renderMs: 250,
  /** Characters that one rendering takes up on its way, and items of lists. */
  memory: 2_000_000,
  /** Characters that come out. */
  output: 256 * 1024,
} as const;

/** All that a template needs. What is not here does not exist: nothing reads files, escapes less, or counts across. */
const TAGS = ["assign", "break", "case", "comment", "continue", "for", "if", "raw", "unless", "#"];
export const BLOCKS = ["case", "comment", "for", "if", "raw", "unless"];
export const FILTERS = [
  "abs",
  "append",
  "at_least",
  "at_most",
  "capitalize",
  "ceil",
  "compact",
  "date",
  "default",
  "divided_by",
  "downcase",
  "escape",
  "first",
  "floor",
  "join",
  "last",
  "lstrip",
  "map",
  "minus",
  "modulo",
  "newline_to_br",
  "plus",
  "prepend",
  "remove",
  "remove_first",
  "replace",
  "replace_first",
  "reverse",
  "round",
  "rstrip",
  "size",
  "slice",
  "sort",
  "split",
  "strip",
  "strip_newlines",
  "times",
  "truncate",
  "truncatewords",
  "uniq",
  "upcase",
  "url_encode",
  "where",
] as const;

/** A Liquid that renders into something bounded. */
export interface Bounded {
  readonly engine: Engine;
  render(templates: Template[], scope: object, emitter: Emitter): string;
}

export interface Emitter {
  buffer: string;
  write(html: unknown): void;
}

const engines = new Map<Kind, Promise<Bounded>>();

/** The engine for a kind of source. Loaded when something is rendered: a cold start does without it. */
export function engineFor(kind: Kind): Promise<Bounded> {
  const known = engines.get(kind) ?? make(kind);
  engines.set(kind, known);
  return known;
}

async function make(kind: Kind): Promise<Bounded> {
  const { Context, Liquid, toValueSync } = await import("liquidjs");
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: LIMITS.source,
    renderLimit: LIMITS.renderMs,
    memoryLimit: LIMITS.memory,
    templates: {},
    ...(kind === "HTML" ? { outputEscape: (value: unknown) => escaped(printed(value)) } : {}),
  });
  keepOnly(engine.tags, TAGS);
  keepOnly(engine.filters, FILTERS);
  engine.registerFilter("date", DATE_FILTER);
  // The one filter whose output is markup: it escapes what it breaks into lines.
  if (kind === "HTML") engine.registerFilter("newline_to_br", { raw: true, handler: brokenLines });
  return {
    engine,
    render: (templates, scope, emitter) =>
      toValueSync(
        engine.renderer.renderTemplates(
          templates,
          new Context(scope, engine.options, { sync: true }, { liquid: engine }),
          emitter,
        ),
      ) as string,
  };
}

function keepOnly(known: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(known)) if (!names.includes(name)) delete known[name];
}

const brokenLines = (value: unknown): string => escaped(printed(value)).replace(/\r?\n/g, "<br>\n");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};
const escaped = (value: string): string => value.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
