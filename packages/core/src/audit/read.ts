import {
  authorize,
  badInput,
  type Ctx,
  isEverybodyShown,
  openCursor,
  type Page,
  type PageInput,
  pageRequest,
  parse,
  type StoredEvent,
  sealCursor,
  sealEntryId,
  withoutAddresses,
} from "../kernel/index.ts";
import { cursorScope, history, logRows, wholeEvents } from "../table/index.ts";
import { sentenceOf } from "./aggregates.ts";
import { ofEvent, ofLog } from "./filter.ts";
import { AuditFilter, type AuditLine } from "./schema.ts";

const permission = "workspace:read_log" as const;

/**
 * The audit log within a time range, oldest first: who did what to what, when, from where, on whose behalf. A filter
 * that little fits ends a page early: then `pageInfo.scanLimited` says so, and `endCursor` reads on.
 *
 * With `aggregateId` the history of that one thing is read, whatever the range.
 *
 * @throws FORBIDDEN, VALIDATION for a filter that is none, BAD_USER_INPUT for a range over 366 days
 * @example
 * const filter = { from: Date.parse("2026-11-01"), to: Date.parse("2026-11-30"), types: ["agent.*"] };
 * const { edges } = await Audit.read(ctx, filter);
 */
export async function read(ctx: Ctx, raw: AuditFilter, page: PageInput = {}): Promise<Page<AuditLine>> {
  const filter = parse(AuditFilter, raw);
  await authorize(ctx, permission, {});
  return filter.aggregateId === undefined
    ? ofWorkspace(ctx, filter, page)
    : ofOne(ctx, filter.aggregateId, filter, page);
}

/** Access pattern: the log index, hour by hour, then the rows of the page in one batch: strongly, none may be missing. */
async function ofWorkspace(ctx: Ctx, filter: AuditFilter, page: PageInput): Promise<Page<AuditLine>> {
  const { edges, pageInfo } = await logRows(ctx, filter, page, ofLog(filter));
  const arms = edges.map(({ node }) => node);
  const [events, lineOf] = await Promise.all([wholeEvents(ctx, arms), lineReader(ctx)]);
  const lines = edges.flatMap(({ cursor }, i) => {
    const event = events[i];
    return event ? [{ node: lineOf(event), cursor }] : [];
  });
  return { edges: lines, pageInfo };
}

/** Access pattern: the whole history of one thing. */
async function ofOne(ctx: Ctx, id: string, filter: AuditFilter, page: PageInput): Promise<Page<AuditLine>> {
  const request = pageRequest(page);
  if (request.backward) throw badInput("The log is read forwards: `first` and `after`.", ["last"]);
  const [events, scope, lineOf] = await Promise.all([
    history(ctx, id),
    cursorScope(ctx, "audit", filter),
    lineReader(ctx),
  ]);
  const after = request.cursor === undefined ? 0 : Number(openCursor(scope, request.cursor, "after")[0]);
  const fitting = events.filter((event) => event.sequence > after && ofEvent(filter, event));
  const edges = fitting
    .slice(0, request.count)
    .map((event) => ({ node: lineOf(event), cursor: sealCursor(scope, [String(event.sequence)]) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: fitting.length > edges.length,
      hasPreviousPage: request.cursor !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      scanLimited: false,
    },
  };
}

/** Places in a history stay inside, and so does what it is verified by. */
const UNTOLD = new Set(["sequence", "entries", "commitment"]);

async function lineReader(ctx: Ctx): Promise<(event: StoredEvent) => AuditLine> {
  const [{ entry: key }, isPersonal] = await Promise.all([ctx.keyring(), isEverybodyShown(ctx)]);
  return (e) => {
    const told = Object.entries(e.payload ?? {}).filter(([name]) => !UNTOLD.has(name));
    const facts: Readonly<Record<string, unknown>> = Object.fromEntries(told);
    return { ...lineOf(key, e), facts: isPersonal ? facts : withoutAddresses(facts) };
  };
}

const lineOf = (key: Uint8Array, e: StoredEvent): Omit<AuditLine, "facts"> => ({
  id: sealEntryId(key, e.aggregateId, e.sequence),
  type: e.type,
  says: sentenceOf(e.type),
  aggregateId: e.aggregateId,
  actor: e.actor,
  onBehalfOf: e.onBehalfOf ?? null,
  at: e.at,
  occurredAt: e.occurredAt,
  via: e.via ?? null,
  origin: e.origin,
  visibility: e.visibility,
  causationId: e.causationId ?? null,
  correlationId: e.correlationId ?? null,
  sequence: e.sequence,
});
