import {
  alreadyExists,
  authorize,
  badInput,
  type Ctx,
  isRefusal,
  notFound,
  parse,
  throttled,
  type Versioned,
} from "../kernel/index.ts";
import { create as createAggregate, need, type Result, WORKSPACE_ID as WORKSPACE_NAME } from "../table/index.ts";
import * as decide from "./decide.ts";
import { reconfigure } from "./reconfigure.ts";
import { ChangeSettingsInput, type Config, CreateInput, DEFAULT_CONFIG, type Workspace } from "./schema.ts";
import { listed, pointer, readVersion, versionRows, WORKSPACE_ID, workspace } from "./store.ts";

/**
 * Brings the workspace of the context into being, with the default configuration. The platform does this once.
 *
 * @throws ALREADY_EXISTS, FORBIDDEN
 * @example await Workspace.create(desk.as({ kind: "system", workspaceId: "main", name: "setup" }), { name: "Acme" });
 */
export async function create(ctx: Ctx, raw: CreateInput): Promise<Result<Workspace>> {
  const input = parse(CreateInput, raw);
  if (!WORKSPACE_NAME.test(ctx.workspaceId)) {
    throw badInput("A workspace id has 2 to 16 lower-case letters, digits and dashes, and is not `platform`.", [
      "workspaceId",
    ]);
  }
  const op = { name: "workspace.create", permission: "workspace:configure", id: WORKSPACE_ID, input } as const;
  return createAggregate(ctx, workspace, op, async () => {
    if ((await pointer(ctx)) !== null) throw alreadyExists("This workspace exists already.", ["name"], WORKSPACE_ID);
    return { events: decide.created(input.name), records: [...versionRows(ctx, 1, DEFAULT_CONFIG), listed(ctx)] };
  });
}

/**
 * Brings the workspace into being unless it is there. Lists it among the workspaces in either case, as
 * releases that came before the list did not.
 *
 * @returns whether it was new
 * @throws FORBIDDEN, BAD_USER_INPUT for a workspace id that is none
 * @example const fresh = await Workspace.ensure(ctx, { name: "Acme" });
 */
export async function ensure(ctx: Ctx, raw: CreateInput): Promise<boolean> {
  try {
    await create(ctx, raw);
    return true;
  } catch (e) {
    if (!isRefusal(e) || e.code !== "ALREADY_EXISTS") throw e;
    const { done } = await ctx.table.write(listed(ctx).write);
    if (!done) throw throttled();
    return false;
  }
}

/** The workspace itself. @throws NOT_FOUND, FORBIDDEN */
export async function get(ctx: Ctx): Promise<Versioned<Workspace>> {
  const { state, head } = await need(ctx, workspace, WORKSPACE_ID, { permission: "workspace:read" });
  return { ...state, version: head.revision };
}

/** The configuration in force and its version. @throws NOT_FOUND before the workspace was created */
export async function configInForce(ctx: Ctx): Promise<{ readonly version: number; readonly config: Config }> {
  const version = await pointer(ctx);
  if (version === null) throw notFound(WORKSPACE_ID);
  return { version, config: await readVersion(ctx, version) };
}

/** The configuration in force, for those who may read it. @throws FORBIDDEN */
export async function config(ctx: Ctx): Promise<Config> {
  await authorize(ctx, "workspace:read", {});
  return (await configInForce(ctx)).config;
}

/** Changes policies. Makes a configuration version. @throws VALIDATION, FORBIDDEN, CONFLICT */
export async function changeSettings(ctx: Ctx, raw: ChangeSettingsInput): Promise<Result<Workspace>> {
  const input = parse(ChangeSettingsInput, raw);
  return reconfigure(ctx, { name: "workspace.changeSettings", input }, (state, now) =>
    decide.changeSettings(state, now, input),
  );
}
