import {
  type Ctx,
  type CursorScope,
  type Edge,
  openCursor,
  type Page,
  type PageInput,
  pageRequest,
  sealCursor,
} from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { cursorScope } from "./cursor.ts";
import { timeRank } from "./key.ts";
import { END, type Head, openStrand, type Strand } from "./strand.ts";

export interface InterleaveSpec<T> {
  /** Names the connection: a cursor of one list does not open another. */
  readonly name: string;
  readonly strands: readonly Strand[];
  /** Everything that narrows the list, and which strands there are: bound into its cursors. */
  readonly filter: unknown;
  readonly decode: (row: Row) => T;
}

/** Where a page ended, for each strand: from which sequence on its rows are on the newer side. */
type Cuts = readonly number[];

interface Taken {
  readonly row: Row;
  readonly strand: number;
  readonly cuts: Cuts;
}

/**
 * A page of several histories as one, newest first: by time, aggregate and sequence. Inside one history order
 * is the sequence, and times never run against it, so each is read in its own order and nothing is sorted anew.
 *
 * @throws BAD_USER_INPUT for a page size, or a cursor that is none of this list's
 */
export async function interleave<T>(ctx: Ctx, spec: InterleaveSpec<T>, input: PageInput): Promise<Page<T>> {
  const request = pageRequest(input);
  const scope = await cursorScope(ctx, spec.name, spec.filter);
  const newestFirst = !request.backward;
  const given = request.cursor === undefined ? null : cutsOf(scope, request.cursor, newestFirst);
  const cuts = given ?? spec.strands.map(() => (newestFirst ? END : 0));
  const reading = { newestFirst, limit: request.count + 1 };
  const heads = await Promise.all(
    spec.strands.map((strand, i) => openStrand(ctx, strand, { ...reading, cut: cuts[i] ?? 0 })),
  );
  const taken = await take(heads, cuts, reading);
  const shown = taken.slice(0, request.count);
  return pageOf(spec, scope, newestFirst ? shown : shown.reverse(), {
    more: taken.length > request.count,
    newestFirst,
    inside: request.cursor !== undefined,
  });
}

interface Reading {
  readonly newestFirst: boolean;
  readonly limit: number;
}

async function take(heads: readonly Head[], start: Cuts, { newestFirst, limit }: Reading): Promise<Taken[]> {
  const cuts = [...start];
  const taken: Taken[] = [];
  while (taken.length < limit) {
    const strand = nearest(heads, newestFirst);
    const head = heads[strand];
    const row = head?.row();
    if (!head || !row) break;
    const sequence = Number(String(row["sk"]).slice(2));
    cuts[strand] = sequence;
    taken.push({ row, strand, cuts: [...cuts] });
    if (!newestFirst) cuts[strand] = sequence + 1;
    await head.advance();
  }
  return taken;
}

/** The strand whose next row comes next of all; -1 when all are at their end. */
function nearest(heads: readonly Head[], newestFirst: boolean): number {
  let [best, bestRank] = [-1, ""];
  for (const [i, head] of heads.entries()) {
    const row = head.row();
    if (!row) continue;
    const rank = rankOf(row);
    if (best === -1 || (newestFirst ? rank > bestRank : rank < bestRank)) [best, bestRank] = [i, rank];
  }
  return best;
}

const rankOf = (row: Row): string =>
  `${timeRank(Number(row["at"]))} ${String(row["pk"])} ${String(row["sk"]).slice(2)}`;

/** The row a cursor stands at is on neither side: reading on starts behind it, reading back in front of it. */
function cutsOf(scope: CursorScope, cursor: string, newestFirst: boolean): Cuts {
  const [own, ...cuts] = openCursor(scope, cursor, newestFirst ? "after" : "before").map(Number);
  return newestFirst ? cuts : cuts.map((cut, i) => (i === own ? cut + 1 : cut));
}

interface Around {
  readonly more: boolean;
  readonly newestFirst: boolean;
  /** Whether the page began at a cursor. */
  readonly inside: boolean;
}

function pageOf<T>(spec: InterleaveSpec<T>, scope: CursorScope, shown: readonly Taken[], around: Around): Page<T> {
  const { more, newestFirst, inside } = around;
  const edges = shown.map(({ row, strand, cuts }): Edge<T> => {
    const node = spec.decode(row);
    return {
      node,
      get cursor() {
        return sealCursor(scope, [strand, ...cuts].map(String));
      },
    };
  });
  return {
    edges,
    pageInfo: {
      hasNextPage: newestFirst ? more : inside,
      hasPreviousPage: newestFirst ? inside : more,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      scanLimited: false,
    },
  };
}
