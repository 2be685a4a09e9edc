import {
  type Ctx,
  type CursorScope,
  type Edge,
  openCursor,
  type Page,
  type PageInput,
  type PageRequest,
  pageRequest,
  sealCursor,
} from "../kernel/index.ts";
import type { IndexName, Row } from "../port/index.ts";
import { cursorScope } from "./cursor.ts";
import { INDEXES, KEY_ATTRIBUTES } from "./definition.ts";

/** One partition that a list reads. Sources of one list are merged by what stands behind `prefix` in the sort key. */
export interface Source {
  readonly partition: string;
  readonly prefix?: string;
}

export interface ListSpec<T> {
  /** Names the connection: a cursor of one list does not open another. */
  readonly name: string;
  readonly index?: IndexName;
  readonly sources: readonly Source[];
  /** Newest first, as timelines and lists by activity are. */
  readonly descending: boolean;
  /** Bounds of the rank, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Everything that narrows the list: bound into its cursors. */
  readonly filter: unknown;
  readonly keep?: (row: Row) => boolean;
  readonly decode: (row: Row) => T;
}

/** Below and above every letter of a rank. */
const FIRST = "!";
const LAST = "~";
/** Index pages read for one page of answers when a filter is rare. */
const MAX_ROUNDS = 4;

interface Ranked {
  readonly row: Row;
  readonly rank: string;
  readonly source: number;
}

/** One page of a list: one Query per source, merged; at most four rounds when a filter is rare. */
export async function list<T>(ctx: Ctx, spec: ListSpec<T>, input: PageInput): Promise<Page<T>> {
  const request = pageRequest(input);
  const scope = await cursorScope(ctx, spec.name, spec.filter);
  const start = request.cursor === undefined ? undefined : positionOf(scope, request);
  const found = await collect(ctx, spec, request, start);
  return pageOf(spec, scope, request, found);
}

interface Found {
  readonly rows: readonly Ranked[];
  readonly more: boolean;
  /** The last row looked at when we stopped early. */
  readonly stoppedAt?: Ranked;
}

async function collect<T>(ctx: Ctx, spec: ListSpec<T>, request: PageRequest, start?: Ranked): Promise<Found> {
  const kept: Ranked[] = [];
  let position = start;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const batch = await readRound(ctx, spec, request, position);
    for (const row of batch.rows) {
      if (!spec.keep || spec.keep(row.row)) kept.push(row);
      if (kept.length > request.count) return { rows: kept.slice(0, request.count), more: true };
    }
    if (!batch.more) return { rows: kept, more: false };
    position = batch.rows.at(-1) ?? position;
  }
  return { rows: kept, more: true, ...(position ? { stoppedAt: position } : {}) };
}

/** Reads every source once behind a position and merges what is surely complete. */
async function readRound<T>(ctx: Ctx, spec: ListSpec<T>, request: PageRequest, position?: Ranked) {
  const backwards = spec.descending !== request.backward;
  const limit = request.count + 1;
  const answers = await Promise.all(
    spec.sources.map(async (_, source) => readSource(ctx, spec, { source, backwards, limit, position })),
  );
  const rows = answers.flatMap((answer) => answer.rows).sort(byRank(backwards));
  const more = answers.some((answer) => answer.more);
  // Behind the last row of a source that has more, another source's rows could be missing.
  const horizon = answers.filter((answer) => answer.more).map((answer) => answer.rows.at(-1));
  const safe = rows.filter((row) => horizon.every((end) => end === undefined || byRank(backwards)(row, end) <= 0));
  return { rows: safe, more };
}

interface SourceRead {
  readonly source: number;
  readonly backwards: boolean;
  readonly limit: number;
  readonly position: Ranked | undefined;
}

async function readSource<T>(ctx: Ctx, spec: ListSpec<T>, read: SourceRead) {
  const { partition, prefix = "" } = spec.sources[read.source] as Source;
  const own = read.position?.source === read.source ? read.position : undefined;
  const [from, to] = boundsOf(spec, read, own ? undefined : read.position);
  const page = await ctx.table.query({
    ...(spec.index ? { index: spec.index } : {}),
    partition,
    from: prefix + from,
    to: prefix + to,
    reverse: read.backwards,
    limit: read.limit,
    ...(own ? { after: startKey(spec.index, own.row) } : {}),
  });
  const rows = page.rows.map((row): Ranked => ({ row, rank: rankOf(spec, row, prefix), source: read.source }));
  return { rows, more: page.next !== null };
}

/**
 * Where a source reads on when the page before ended in another one. Equal ranks are told apart by the
 * order of the sources: one in front has given its share of them already, one behind has not.
 */
function boundsOf<T>(spec: ListSpec<T>, read: SourceRead, other?: Ranked): [from: string, to: string] {
  const [from, to] = [spec.from ?? "", (spec.to ?? "") + LAST];
  if (!other) return [from, to];
  const given = read.backwards ? read.source > other.source : read.source < other.source;
  if (read.backwards) return [from, given ? justBefore(other.rank) : other.rank + LAST];
  return [given ? other.rank + FIRST : other.rank, to];
}

/** The greatest text in front of every text that begins with `rank`; ranks have one width per list. */
const justBefore = (rank: string): string =>
  rank.slice(0, -1) + String.fromCharCode(rank.charCodeAt(rank.length - 1) - 1) + LAST;

const keysOf = (index: IndexName | undefined) => (index ? INDEXES[index] : KEY_ATTRIBUTES);

/** The attributes DynamoDB reads on behind: the row's own keys and the index's. */
function startKey(index: IndexName | undefined, row: Row): Row {
  const { partition, sort } = keysOf(index);
  const names = new Set([partition, sort, KEY_ATTRIBUTES.partition, KEY_ATTRIBUTES.sort]);
  return Object.fromEntries([...names].map((name) => [name, String(row[name])]));
}

const rankOf = <T>(spec: ListSpec<T>, row: Row, prefix: string): string =>
  String(row[keysOf(spec.index).sort]).slice(prefix.length);

/** Order across sources. Inside one source the order of its Query holds, which sorting keeps. */
const byRank =
  (backwards: boolean) =>
  (a: Ranked, b: Ranked): number => {
    const sign = backwards ? -1 : 1;
    if (a.rank !== b.rank) return a.rank < b.rank ? -sign : sign;
    return (a.source - b.source) * sign;
  };

/** A position is the keys of the row a page ended at; every other source's place follows from its rank. */
function positionOf(scope: CursorScope, request: PageRequest): Ranked {
  const path = request.backward ? "before" : "after";
  const [source, rank, ...pairs] = openCursor(scope, request.cursor ?? "", path);
  const row: Record<string, string> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) row[pairs[i] as string] = pairs[i + 1] as string;
  return { source: Number(source), rank: rank ?? "", row };
}

function cursorOf<T>(spec: ListSpec<T>, scope: CursorScope, ranked: Ranked): string {
  const pairs = Object.entries(startKey(spec.index, ranked.row)).flatMap(([name, value]) => [name, String(value)]);
  return sealCursor(scope, [String(ranked.source), ranked.rank, ...pairs]);
}

function pageOf<T>(spec: ListSpec<T>, scope: CursorScope, request: PageRequest, found: Found): Page<T> {
  const rows = request.backward ? [...found.rows].reverse() : found.rows;
  const edges = rows.map((ranked): Edge<T> => {
    const node = spec.decode(ranked.row);
    // Sealed when somebody asks: most callers want the last cursor only.
    return {
      node,
      get cursor() {
        return cursorOf(spec, scope, ranked);
      },
    };
  });
  const stopped = found.stoppedAt ? cursorOf(spec, scope, found.stoppedAt) : undefined;
  const [first, last] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null];
  return {
    edges,
    pageInfo: {
      hasNextPage: request.backward ? request.cursor !== undefined : found.more,
      hasPreviousPage: request.backward ? found.more : request.cursor !== undefined,
      startCursor: request.backward ? (stopped ?? first) : first,
      endCursor: request.backward ? last : (stopped ?? last),
      scanLimited: stopped !== undefined,
    },
  };
}
