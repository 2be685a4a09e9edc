import {
  authorize,
  type Ctx,
  id,
  type Page,
  type PageInput,
  parse,
  type Versioned,
  versioned,
} from "../kernel/index.ts";
import {
  change,
  create as createAggregate,
  load,
  loadMany,
  need,
  type Result,
  list as readList,
} from "../table/index.ts";
import * as decide from "./decide.ts";
import { type App, AppInput, ChangeScopesInput, CreateInput, RenameInput } from "./schema.ts";
import { type AppSummary, app, oldest } from "./store.ts";

const permission = "app:manage" as const;

/**
 * Makes an app: a program that works with the desk, with what it may do. It gets in with keys of its own.
 *
 * @throws VALIDATION for words that are no permission, and for the platform's own, FORBIDDEN also for scopes that the
 * caller does not hold everywhere
 * @example
 * const { object } = await App.create(ctx, { name: "Shop", scopes: ["ticket:open", "customer:write"] });
 * const { secret } = await Key.mintForApp(ctx, { appId: object.id, name: "production" });
 */
export async function create(ctx: Ctx, raw: CreateInput): Promise<Result<App>> {
  const input = parse(CreateInput, raw);
  const op = { name: "app.create", permission, id: ctx.ids.next("app"), input };
  return createAggregate(ctx, app, op, async () => {
    await authorize(ctx, permission, {});
    decide.assertGrantable(input.scopes);
    decide.assertMayGrant(await ctx.grants(), input.scopes);
    return { events: decide.created(input.name, input.scopes) };
  });
}

/** Renames an app. @throws NOT_FOUND, FORBIDDEN, CONFLICT */
export async function rename(ctx: Ctx, raw: RenameInput): Promise<Result<App>> {
  const input = parse(RenameInput, raw);
  return change(ctx, app, op("app.rename", input), ({ state }) => decide.rename(state, input.name));
}

/**
 * Changes what an app may do, for all its keys and from the next request on.
 *
 * @throws NOT_FOUND, VALIDATION, FORBIDDEN also when it would give or take more than the caller holds, CONFLICT
 * @example await App.changeScopes(ctx, { appId, scopes: ["ticket:read"] });
 */
export async function changeScopes(ctx: Ctx, raw: ChangeScopesInput): Promise<Result<App>> {
  const input = parse(ChangeScopesInput, raw);
  return change(ctx, app, op("app.changeScopes", input), async ({ state }) => {
    decide.assertGrantable(input.scopes);
    decide.assertMayGrant(await ctx.grants(), [...input.scopes, ...state.scopes]);
    return decide.changeScopes(state, input.scopes);
  });
}

/** Shuts an app out, with all its keys and from the next request on. @throws NOT_FOUND, FORBIDDEN, CONFLICT */
export async function disable(ctx: Ctx, raw: AppInput): Promise<Result<App>> {
  const input = parse(AppInput, raw);
  return change(ctx, app, op("app.disable", input), ({ state }) => decide.disable(state));
}

/** Lets a disabled app in again. @throws NOT_FOUND, FORBIDDEN also for one that may do more than the caller, CONFLICT */
export async function enable(ctx: Ctx, raw: AppInput): Promise<Result<App>> {
  const input = parse(AppInput, raw);
  return change(ctx, app, op("app.enable", input), async ({ state }) => {
    decide.assertMayGrant(await ctx.grants(), state.scopes);
    return decide.enable(state);
  });
}

/** One app. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function get(ctx: Ctx, appId: string): Promise<Versioned<App>> {
  const known = parse(id("app"), appId);
  return versioned(await need(ctx, app, known, { permission }));
}

/** All apps, in the order in which they were made. @throws FORBIDDEN, BAD_USER_INPUT */
export async function list(ctx: Ctx, page: PageInput = {}): Promise<Page<AppSummary>> {
  await authorize(ctx, permission, {});
  return readList(ctx, oldest(ctx), page);
}

/** Many apps at once, in the order asked, null for those there are not. For dataloaders. */
export async function getMany(ctx: Ctx, ids: readonly string[]): Promise<(Versioned<App> | null)[]> {
  await authorize(ctx, permission, {});
  return (await loadMany(ctx, app, ids)).map((found) => found && versioned(found));
}

/** What an app may do now; null when it is none, or disabled. Checks no permission: asked when a key is used. */
export async function scopesInForce(
  ctx: Pick<Ctx, "workspaceId" | "table">,
  appId: string,
): Promise<readonly string[] | null> {
  const found = await load(ctx, app, appId);
  return found?.state.status === "ACTIVE" ? found.state.scopes : null;
}

/**
 * Whether somebody shut an app out. One that is not here, and comes with tokens of an issuer alone, is not. Checks no
 * permission: asked when a token is used.
 */
export async function isDisabled(ctx: Pick<Ctx, "workspaceId" | "table">, appId: string): Promise<boolean> {
  const found = await load(ctx, app, appId);
  return found?.state.status === "DISABLED";
}

const op = <I extends { appId: string }>(name: string, input: I) => ({
  name,
  permission,
  id: input.appId,
  input,
  path: ["appId"],
});
