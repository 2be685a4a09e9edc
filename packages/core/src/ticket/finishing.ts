import { type Ctx, DAY } from "../kernel/index.ts";
import { loadMany } from "../table/index.ts";
import { type Config, configInForce, type FieldValues, kindOf } from "../workspace/index.ts";
import * as decide from "./decide/index.ts";
import { fieldsOfKind, valuesOf } from "./field/values.ts";
import { MAX_LINKS } from "./link/kinds.ts";
import { linksIn, spanOf } from "./link/rows.ts";
import type { Ticket } from "./schema/index.ts";
import { isWork } from "./status.ts";
import { ticket } from "./store.ts";

/**
 * What resolving a ticket takes, and whether it may be: fields that are needed have a value, and the guard of wholes
 * lets it pass. `held` are the values of its fields where they change in the same commit. Where nothing is needed and nothing guarded, nothing is read.
 *
 * @throws VALIDATION naming every field that is missing, TRANSITION naming the parts that are open
 */
export async function finishing(ctx: Ctx, state: Ticket, config: Config, held?: FieldValues): Promise<decide.Finish> {
  const needed = fieldsOfKind(config, state.kind).filter(({ requiredOnResolve }) => requiredOnResolve);
  if (needed.length > 0) decide.assertComplete(needed, held ?? (await valuesOf(ctx, state)));
  const openChildren = await openParts(ctx, state, config);
  const closesAt = ctx.clock.now() + config.settings.autoCloseDays * DAY;
  return { closesAt, openChildren, ...(state.kind === "PROBLEM" ? { updatedAt: state.activityAt } : {}) };
}

/** How many parts are open when a whole is closed; closing by itself, later, is not asked again. @throws TRANSITION */
export async function closing(ctx: Ctx, state: Ticket): Promise<Pick<decide.Finish, "openChildren">> {
  if (state.linkCount === undefined) return { openChildren: 0 };
  return { openChildren: await openParts(ctx, state, (await configInForce(ctx)).config) };
}

async function openParts(ctx: Ctx, state: Ticket, config: Config): Promise<number> {
  const { parentGuard } = kindOf(config, state.kind);
  if (parentGuard === "NONE" || state.linkCount === undefined) return 0;
  const links = await linksIn(ctx, state.id, MAX_LINKS, spanOf("CHILD"));
  const found = await loadMany(
    ctx,
    ticket,
    links.map(({ ticketId }) => ticketId),
  );
  const open = found.flatMap((one) => (one ? [one.state as Ticket] : [])).filter(isWork);
  if (open.length > 0 && parentGuard === "HARD") throw decide.partsOpen(state, open);
  return open.length;
}
