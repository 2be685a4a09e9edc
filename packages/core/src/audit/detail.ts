import { type AnyAggregate, authorize, type Ctx, isEverybodyShown } from "../kernel/index.ts";
import { chainOf, differences, type FieldChange, history, load, sees } from "../table/index.ts";
import { aggregateOf, withoutPersonal } from "./aggregates.ts";
import type { AuditDetail, AuditLine } from "./schema.ts";

const NOTHING: AuditDetail = { changes: null, verified: false };

/**
 * What lines of the log made different, and whether the chain up to each holds; in their order. Reads the history of
 * everything they are about once, however many lines of it there are.
 *
 * @throws FORBIDDEN
 * @example const [detail] = await Audit.detailsOf(ctx, [line]);
 */
export async function detailsOf(ctx: Ctx, lines: readonly AuditLine[]): Promise<readonly AuditDetail[]> {
  await authorize(ctx, "workspace:read_log", {});
  const ids = [...new Set(lines.map(({ aggregateId }) => aggregateId))];
  const read = await Promise.all(ids.map(async (id) => [id, await pastOf(ctx, id)] as const));
  const pasts = new Map(read);
  return lines.map(({ aggregateId, sequence }) => pasts.get(aggregateId)?.(sequence) ?? NOTHING);
}

type Past = (sequence: number) => AuditDetail;

async function pastOf(ctx: Ctx, id: string): Promise<Past | null> {
  const agg = aggregateOf(id);
  if (!agg) return null;
  const [events, isReadable, isPersonal] = await Promise.all([
    history(ctx, id),
    reads(ctx, agg, id),
    isEverybodyShown(ctx),
  ]);
  const { brokenAt } = chainOf(agg, events);
  const changes = new Map<number, readonly FieldChange[]>();
  for (const { event, fields } of differences(agg, events)) {
    changes.set(event.sequence, isPersonal ? fields : withoutPersonal(agg, fields));
  }
  return (sequence) => ({
    changes: isReadable ? (changes.get(sequence) ?? null) : null,
    verified: changes.has(sequence) && (brokenAt === null || sequence < brokenAt),
  });
}

/** Reading the log is not reading everything that happened to things: what is private stays so. */
async function reads(ctx: Ctx, agg: AnyAggregate, id: string): Promise<boolean> {
  const found = await load(ctx, agg, id);
  return found !== null && sees(ctx, agg, found);
}
