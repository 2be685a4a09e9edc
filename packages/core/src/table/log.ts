import {
  badInput,
  type Ctx,
  type Envelope,
  HOUR,
  openCursor,
  type Page,
  type PageInput,
  pageRequest,
  sealCursor,
} from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { cursorScope } from "./cursor.ts";
import { hourOf, LOG_SHARDS, logPartition, timeRank } from "./key.ts";
import { decodeEnvelope } from "./row.ts";

/** A stretch of time, both ends included, ms. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const MAX_RANGE_HOURS = 24 * 366;
/** Hours asked for one page, and how many at once behind one in which nothing was: quiet weeks cost little time. */
const MAX_PARTITIONS = 24 * 7;
const AHEAD = 12;
/** Rows looked at in one Query for a filter, and for one page of what fits it (DESIGN 4: at most four index pages). */
const LOOK = 500;
const MAX_LOOKED = 4 * LOOK;

/** Which rows of the log a page is of; `name` and `filter` are what its cursors are bound to. */
export interface LogFilter {
  readonly name: string;
  readonly filter: unknown;
  keep(row: Row): boolean;
}

/**
 * The log of the whole workspace in the order of writing, oldest first, hour by hour: one Query an hour.
 * Audit, export, replay and republish all read through here; nothing ever scans.
 */
export async function readLog(ctx: Ctx, range: TimeRange, input: PageInput): Promise<Page<Envelope>> {
  const { edges, pageInfo } = await logRows(ctx, range, input);
  return { edges: edges.map(({ node, cursor }) => ({ node: decodeEnvelope(node), cursor })), pageInfo };
}

/** The same log as the narrow rows of its index: for a reader whom a row that nobody can decode must not stop. */
export async function logRows(ctx: Ctx, range: TimeRange, input: PageInput, only?: LogFilter): Promise<Page<Row>> {
  const request = pageRequest(input);
  if (request.backward) throw badInput("The log is read forwards: `first` and `after`.", ["last"]);
  if (range.to < range.from) throw badInput("The range ends before it starts.", ["to"]);
  if (hourOf(range.to) - hourOf(range.from) > MAX_RANGE_HOURS) throw badInput("Ask for at most 366 days.", ["from"]);
  const scope = await cursorScope(ctx, only?.name ?? "log", only ? { ...range, filter: only.filter } : range);
  const place = request.cursor === undefined ? first(range) : placeOf(openCursor(scope, request.cursor, "after"));
  const found = await collect(ctx, range, place, { count: request.count, only });
  const edges = found.rows.map((row) => ({ node: row, cursor: sealCursor(scope, keysOf(row)) }));
  const more = found.next !== null;
  const resume = found.rows.length < request.count && found.next ? sealCursor(scope, spell(found.next)) : undefined;
  return {
    edges,
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: request.cursor !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: resume ?? edges.at(-1)?.cursor ?? null,
      scanLimited: resume !== undefined,
    },
  };
}

/** Where to read on: a partition of the log, behind a row of it. */
interface Place {
  readonly hour: number;
  readonly shard: number;
  readonly after?: Row;
}

interface Wanted {
  readonly count: number;
  readonly only: LogFilter | undefined;
}

async function collect(ctx: Ctx, range: TimeRange, start: Place, wanted: Wanted) {
  const rows: Row[] = [];
  let place: Place | null = start;
  let [asked, looked, quiet] = [0, 0, false];
  while (place && asked < MAX_PARTITIONS && looked < MAX_LOOKED && rows.length < wanted.count) {
    const places: readonly Place[] = quiet ? placesFrom(range, place) : [place];
    const limit = wanted.only ? LOOK : wanted.count - rows.length;
    const pages = await Promise.all(places.map((one) => lookAt(ctx, range, one, limit)));
    asked += pages.length;
    quiet = pages.every((page) => page.rows.length === 0);
    for (const [i, page] of pages.entries()) {
      looked += page.rows.length;
      const taken = fitting(page.rows, wanted.only, wanted.count - rows.length);
      rows.push(...taken.rows);
      place = placeBehind(range, places[i] as Place, page, taken);
      // What was read ahead of a place that has more is read again when its turn comes.
      if (taken.isCut || page.next) break;
    }
  }
  return { rows, next: place };
}

const lookAt = (ctx: Ctx, range: TimeRange, { hour, shard, after }: Place, limit: number) =>
  ctx.table.query({
    index: "activity",
    partition: logPartition(ctx, hour, shard),
    from: timeRank(range.from),
    to: timeRank(range.to),
    limit,
    ...(after ? { after } : {}),
  });

/** What fits of some rows, as much as there is room for, and whether that left some. */
function fitting(rows: readonly Row[], only: LogFilter | undefined, room: number) {
  const all = only ? rows.filter((row) => only.keep(row)) : rows;
  const taken = all.slice(0, room);
  return { rows: taken, isCut: taken.length < all.length };
}

/** Where to read on: behind what was taken, behind what was looked at, or in the next hour; null at the end. */
function placeBehind(
  range: TimeRange,
  place: Place,
  page: { readonly next: Row | null },
  taken: { readonly rows: readonly Row[]; readonly isCut: boolean },
): Place | null {
  const last = taken.rows.at(-1);
  if (taken.isCut) return last ? { ...place, after: keyAttributes(last) } : place;
  return page.next ? { ...place, after: page.next } : following(range, place);
}

function placesFrom(range: TimeRange, start: Place): readonly Place[] {
  const places = [start];
  for (let next = following(range, start); next && places.length < AHEAD; next = following(range, next)) {
    places.push(next);
  }
  return places;
}

const first = (range: TimeRange): Place => ({ hour: hourOf(range.from), shard: 0 });

function following(range: TimeRange, place: Place): Place | null {
  if (place.shard + 1 < LOG_SHARDS) return { hour: place.hour, shard: place.shard + 1 };
  return (place.hour + 1) * HOUR > range.to ? null : { hour: place.hour + 1, shard: 0 };
}

const spell = (place: Place): string[] => [
  String(place.hour),
  String(place.shard),
  ...(place.after ? keysOf(place.after).slice(2) : []),
];

const KEYS = ["a1", "a2", "pk", "sk"] as const;

/** What a Query of the log reads on behind. */
const keyAttributes = (row: Row): Row => Object.fromEntries(KEYS.map((name) => [name, String(row[name])]));

const keysOf = (row: Row): string[] => {
  const hour = hourOf(Number.parseInt(String(row["a2"]), 36));
  const shard = String(row["a1"]).split("#").at(-1) ?? "0";
  return [String(hour), shard, ...KEYS.flatMap((name) => [name, String(row[name])])];
};

function placeOf([hour, shard, ...pairs]: readonly string[]): Place {
  const after: Record<string, string> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) after[pairs[i] as string] = pairs[i + 1] as string;
  const place = { hour: Number(hour), shard: Number(shard) };
  return pairs.length > 0 ? { ...place, after } : place;
}
