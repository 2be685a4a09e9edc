import {
  authorize,
  type Ctx,
  id,
  type Loaded,
  limit,
  notFound,
  type Page,
  type PageInput,
  type Permission,
  parse,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import {
  append,
  change,
  create as createAggregate,
  type Decision,
  need,
  type Result,
  list as readList,
} from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { configInForce } from "../workspace/index.ts";
import * as decide from "./decide.ts";
import { CreateInput, type Events, type Sharing, UpdateInput, type View, ViewInput } from "./schema.ts";
import {
  agentOf,
  everyView,
  registered,
  registryVersion,
  teamOwner,
  usableBy,
  type ViewSummary,
  view,
} from "./store.ts";

/** Every view is weighed with every change of a ticket, and what it changes fits one update of a cell. */
const MOST = 200;

const permissionFor = (...sharings: readonly Sharing[]): Permission =>
  sharings.every((sharing) => sharing === "PRIVATE") ? "view:write" : "view:share";

/**
 * Saves a list of tickets under a name: for oneself, or shared with a team or with everybody.
 *
 * @throws VALIDATION for a filter that is none, LIMIT over 200 views, FORBIDDEN
 * @example await View.create(ctx, { name: "Urgent, nobody's", filter: { priority: ["URGENT"], unassigned: true } });
 */
export async function create(ctx: Ctx, raw: CreateInput): Promise<Result<View>> {
  const input = parse(CreateInput, raw);
  const viewId = ctx.ids.next("viw");
  const op = { name: "view.create", permission: permissionFor(input.sharing), id: viewId, input };
  await authorize(ctx, op.permission);
  const { name, sharing, team } = input;
  const saved = { name, filter: Ticket.parseFilter(input.filter), sharing, team };
  return createAggregate(ctx, view, op, async () => {
    const views = await everyView(ctx, await registryVersion(ctx));
    if (views.length >= MOST) throw limit(`A workspace has at most ${MOST} views; remove one first.`, MOST);
    return decided(ctx, viewId, null, decide.created(saved, agentOf(ctx), await teamsOf(ctx, team)));
  });
}

/** Changes a view: one's own, or a shared one with the right to share. @throws NOT_FOUND, VALIDATION, FORBIDDEN, CONFLICT */
export async function update(ctx: Ctx, raw: UpdateInput): Promise<Result<View>> {
  const input = parse(UpdateInput, raw);
  await authorize(ctx, "view:write");
  const filter = input.filter === undefined ? undefined : Ticket.parseFilter(input.filter);
  const op = { name: "view.update", permission: "view:write", id: input.viewId, input, path: ["viewId"] } as const;
  return change(ctx, view, op, async (loaded) => {
    assertThere(loaded.state);
    await authorize(ctx, permissionFor(loaded.state.sharing, input.sharing ?? "PRIVATE"));
    const { name, sharing, team } = input;
    const drafts = decide.changed(
      loaded.state,
      { name, filter, sharing, team },
      await teamsOf(ctx, team ?? loaded.state.team),
    );
    return decided(ctx, input.viewId, loaded, drafts);
  });
}

/** Takes a view away, for everybody who used it. @throws NOT_FOUND, FORBIDDEN, CONFLICT */
export async function remove(ctx: Ctx, raw: ViewInput): Promise<Result<View>> {
  const input = parse(ViewInput, raw);
  const op = { name: "view.remove", permission: "view:write", id: input.viewId, input, path: ["viewId"] } as const;
  return change(ctx, view, op, async (loaded) => {
    assertThere(loaded.state);
    await authorize(ctx, permissionFor(loaded.state.sharing));
    return decided(ctx, input.viewId, loaded, decide.removed());
  });
}

/** The events with what the counters must know of them. */
function decided(ctx: Ctx, viewId: string, before: Loaded<View> | null, drafts: decide.Drafts): Decision<Events> {
  if (drafts.length === 0) return [];
  const { after } = append(ctx, { agg: view, id: viewId, before, drafts });
  return { events: drafts, records: registered(ctx, after.state as View) };
}

/** The keys of the teams there are, where one is named. */
const teamsOf = async (ctx: Ctx, named: string | undefined): Promise<readonly string[]> =>
  named === undefined ? [] : (await configInForce(ctx)).config.teams.map(({ key }) => key);

function assertThere(state: View): void {
  if (state.removed) throw notFound(state.id, ["viewId"]);
}

/** One view that the caller may use. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, viewId: string): Promise<Versioned<View>> {
  const found = await need(ctx, view, parse(id("viw"), viewId), { permission: "view:read", path: ["viewId"] });
  assertThere(found.state);
  return versioned(found);
}

/** The views the caller may use, oldest first: those for everybody, for their teams, and their own. @throws FORBIDDEN, BAD_USER_INPUT */
export async function list(ctx: Ctx, page: PageInput = {}): Promise<Page<ViewSummary>> {
  await authorize(ctx, "view:read");
  const agentId = agentOf(ctx);
  const teams = [...(await ctx.teams())].map(teamOwner);
  return readList(ctx, usableBy(ctx, [...teams, ...(agentId === undefined ? [] : [agentId])]), page);
}

/** The tickets of a view, latest activity first, as far as the caller may see them. @throws NOT_FOUND, FORBIDDEN */
export async function tickets(ctx: Ctx, viewId: string, page: PageInput = {}): Promise<Page<Ticket.TicketSummary>> {
  const { filter } = await get(ctx, viewId);
  return Ticket.listByActivity(ctx, filter, page);
}
