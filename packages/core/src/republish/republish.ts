import { authorize, badInput, type Ctx, DAY, internal, MINUTE, PAGE_MAX } from "../kernel/index.ts";
import type { BusPort, Key, Row } from "../port/index.ts";
import { aggregateOf, logRows, type Outgoing, outboxOf, REACTION_TTL, type TimeRange } from "../table/index.ts";

/** A stretch of the log, both ends included, ms. */
export interface RepublishInput extends TimeRange {
  /** Read on behind this place: the `next` of an earlier answer over the same stretch. */
  readonly after?: string | undefined;
  /** After so much time no further page is begun; ms. */
  readonly budget?: number | undefined;
  /** Also what is older than reactions remember having answered. */
  readonly evenOlder?: boolean | undefined;
}

/** An event that cannot go on the bus, and why. */
export interface Unpublished {
  readonly aggregateId: string;
  readonly sequence: number;
  readonly reason: string;
}

/** How far a run came. Unless it is `done`, call again with `after: next`; nothing on the way is left out. */
export interface Republished {
  readonly published: number;
  /** The first hundred of those that never can be published; `refusedCount` are all of them. */
  readonly refused: readonly Unpublished[];
  readonly refusedCount: number;
  readonly done: boolean;
  /** Absent when not even the first page went through: then start again from the beginning. */
  readonly next?: string;
  /** What ended the run before its time: the table or the bus. */
  readonly stopped?: unknown;
}

/** Less than a Lambda may run, with room for a page under way. */
const BUDGET_MS = 10 * MINUTE;
const TRIES = 6;
const FIRST_PAUSE_MS = 200;
const REFUSED_SHOWN = 100;

/**
 * Publishes the events of a stretch of time again, oldest first, page by page. Whoever answers events knows
 * them by their ids, so what was answered before is not answered twice. An event that the bus does not take
 * after six tries ends the run at its page; one that can never be published is named and passed over.
 *
 * @throws FORBIDDEN for everybody but the platform itself; BAD_USER_INPUT for a stretch that is none, is not
 * over yet, is over 366 days, or begins more than 30 days ago without `evenOlder`
 * @example
 * const ctx = desk.as({ kind: "system", workspaceId: "main", name: "operate" });
 * let run = await republish(ctx, { from, to });
 * while (!run.done && !run.stopped) run = await republish(ctx, { from, to, after: run.next });
 */
export async function republish(ctx: Ctx, input: RepublishInput): Promise<Republished> {
  await authorize(ctx, "workspace:republish");
  const { bus } = ctx.ports;
  if (!bus) throw internal("Connect the desk with a bus: ports.bus.");
  const range = rangeOf(ctx, input);
  const deadline = ctx.clock.now() + (input.budget ?? BUDGET_MS);
  let tally: Tally = { published: 0, refused: [], refusedCount: 0 };
  let next = input.after;
  do {
    const page = await turnPage(ctx, { bus, range, after: next }).catch(stopped);
    if ("stopped" in page) return { ...tally, done: false, ...place(next), ...page };
    tally = add(tally, page);
    if (page.next === null) return { ...tally, done: true };
    next = page.next;
  } while (ctx.clock.now() < deadline);
  return { ...tally, done: false, next };
}

type Tally = Pick<Republished, "published" | "refused" | "refusedCount">;

const place = (next: string | undefined) => (next === undefined ? {} : { next });

/** What the caller got wrong is thrown; whatever else happens must not cost the place where the run was. */
function stopped(error: unknown): { readonly stopped: unknown } {
  if (error instanceof Error && "code" in error && error.code === "BAD_USER_INPUT") throw error;
  return { stopped: error };
}

const add = (tally: Tally, { published, refused }: Pick<Tally, "published" | "refused">): Tally => ({
  published: tally.published + published,
  refused: [...tally.refused, ...refused].slice(0, REFUSED_SHOWN),
  refusedCount: tally.refusedCount + refused.length,
});

function rangeOf(ctx: Ctx, { from, to, evenOlder }: RepublishInput): TimeRange {
  const now = ctx.clock.now();
  if (to > now) throw badInput("The stretch is not over yet: let `to` be now at the latest.", ["to"]);
  if (from < now - REACTION_TTL && !evenOlder) {
    const days = REACTION_TTL / DAY;
    throw badInput(
      `Reactions remember for ${days} days what they answered; what is older they would answer again. ` +
        "Set `evenOlder` if that is what you want.",
      ["from"],
    );
  }
  return { from, to };
}

interface Turn {
  readonly bus: BusPort;
  readonly range: TimeRange;
  readonly after: string | undefined;
}

/** One page of the log: the index carries no facts, so the rows themselves are fetched. */
async function turnPage(ctx: Ctx, { bus, range, after }: Turn) {
  const { edges, pageInfo } = await logRows(ctx, range, { first: PAGE_MAX, after });
  const keys = edges.map(({ node }) => ({ pk: String(node["pk"]), sk: String(node["sk"]) }));
  const rows = await ctx.table.batchGet(keys, { consistent: true });
  const { outgoing, unreadable } = outboxOf(rows);
  const refused = [
    ...missing(keys, rows).map((key) => unpublished(key, new Error("Its row is gone."))),
    ...unreadable.map(({ row, error }) => unpublished(row, error)),
  ];
  const left = await publishAll(ctx, bus, outgoing);
  return {
    published: outgoing.length - left.length,
    refused: [...refused, ...left],
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

/** Publishes until all are taken or refused for good. @throws when the bus takes some not even at last */
async function publishAll(ctx: Ctx, bus: BusPort, all: readonly Outgoing[]): Promise<readonly Unpublished[]> {
  const refused: Unpublished[] = [];
  let rest = all;
  let cause: unknown;
  for (let tries = 0; rest.length > 0 && tries < TRIES; tries++) {
    if (tries > 0) await ctx.clock.sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
    const batch = rest;
    const answer = await bus.publish(batch.map(({ event }) => event)).catch((error: unknown) => {
      cause = error;
      return { failed: [...batch.keys()], refused: [] };
    });
    for (const { index, reason } of answer.refused) {
      refused.push(unpublished((batch[index] as Outgoing).row, new Error(reason)));
    }
    const failed = new Set(answer.failed);
    rest = batch.filter((_, index) => failed.has(index));
  }
  if (rest.length > 0) throw internal(`The bus did not take ${rest.length} events, tried ${TRIES} times.`, cause);
  return refused;
}

const nameOf = (key: Pick<Key, "pk" | "sk"> | Row): string => `${String(key["pk"])}/${String(key.sk)}`;

function missing(keys: readonly Key[], rows: readonly Row[]): readonly Key[] {
  const found = new Set(rows.map(nameOf));
  return keys.filter((key) => !found.has(nameOf(key)));
}

const unpublished = (row: Key | Row, error: unknown): Unpublished => ({
  aggregateId: aggregateOf(String(row.pk)).id,
  sequence: Number(String(row.sk).slice(2)),
  reason: error instanceof Error ? error.message : String(error),
});
