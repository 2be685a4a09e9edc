import {
  alreadyExists,
  authorize,
  badInput,
  type Ctx,
  emailKey,
  isRefusal,
  notFound,
  parse,
  throttled,
  type Versioned,
} from "../kernel/index.ts";
import {
  change,
  create as createAggregate,
  need,
  type Operation,
  type RecordWrite,
  type Result,
  WORKSPACE_ID as WORKSPACE_NAME,
} from "../table/index.ts";
import * as decide from "./decide.ts";
import { defineField as defined, removeField as removed } from "./decideField.ts";
import {
  AddAddressInput,
  ChangeSettingsInput,
  type Config,
  CreateInput,
  DEFAULT_CONFIG,
  DefineFieldInput,
  RemoveAddressInput,
  RemoveFieldInput,
  TrustIssuerInput,
  type Workspace,
} from "./schema.ts";
import {
  holdAddress,
  holdIssuer,
  listed,
  offeredAddress,
  pointer,
  readVersion,
  releaseAddress,
  rememberOffer,
  versionRows,
  WORKSPACE_ID,
  workspace,
} from "./store.ts";

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
  await authorize(ctx, "workspace:read");
  return (await configInForce(ctx)).config;
}

/** Changes policies. Makes a configuration version. @throws VALIDATION, FORBIDDEN, CONFLICT */
export async function changeSettings(ctx: Ctx, raw: ChangeSettingsInput): Promise<Result<Workspace>> {
  const input = parse(ChangeSettingsInput, raw);
  return reconfigure(ctx, { name: "workspace.changeSettings", input }, (state, now) =>
    decide.changeSettings(state, now, input),
  );
}

/**
 * Receives mail at an address from now on.
 *
 * @throws ALREADY_EXISTS when another workspace holds it, VALIDATION, FORBIDDEN
 * @example await Workspace.addAddress(ctx, { address: "support@acme.example", name: "Acme Support" });
 */
export async function addAddress(ctx: Ctx, raw: AddAddressInput): Promise<Result<Workspace>> {
  const input = parse(AddAddressInput, raw);
  const { address, name } = input;
  const held = holdAddress(ctx, address, decide.addressTaken);
  const step = (state: Workspace, now: Config) => decide.addAddress(state, now, { address, name });
  return reconfigure(ctx, { name: "workspace.addAddress", input }, step, [held]);
}

/**
 * Receives mail at the address that a deploy names, unless the deploy before named it too: what an admin removed
 * since stays removed, and another address in the setting is added beside those there are.
 *
 * @throws ALREADY_EXISTS when another workspace holds it, VALIDATION, FORBIDDEN
 * @example await Workspace.offerAddress(ctx, { address: "support@acme.example", name: "Acme" });
 */
export async function offerAddress(ctx: Ctx, raw: AddAddressInput): Promise<Result<Workspace>> {
  const input = parse(AddAddressInput, raw);
  const { address, name } = input;
  const op = { name: "workspace.offerAddress", input, permission: "workspace:configure", id: WORKSPACE_ID } as const;
  return change(ctx, workspace, op, async ({ state }) => {
    if ((await offeredAddress(ctx)) === emailKey(address)) return [];
    const records = [rememberOffer(ctx, address), holdAddress(ctx, address, decide.addressTaken)];
    const now = await readVersion(ctx, state.configVersion);
    const { config: next, events } = decide.offerAddress(state, now, { address, name });
    if (events.length === 0) return { events, records };
    return { events, records: [...versionRows(ctx, state.configVersion + 1, next), ...records] };
  });
}

/** Stops receiving mail at an address. @throws VALIDATION when it is none of ours, FORBIDDEN */
export async function removeAddress(ctx: Ctx, raw: RemoveAddressInput): Promise<Result<Workspace>> {
  const input = parse(RemoveAddressInput, raw);
  const step = (state: Workspace, now: Config) => decide.removeAddress(state, now, input.address);
  return reconfigure(ctx, { name: "workspace.removeAddress", input }, step, [releaseAddress(ctx, input.address)]);
}

/** Believes the tokens of an identity provider; people give the address of its keys with https. @throws ALREADY_EXISTS, VALIDATION, FORBIDDEN */
export async function trustIssuer(ctx: Ctx, raw: TrustIssuerInput): Promise<Result<Workspace>> {
  const input = parse(TrustIssuerInput, raw);
  const { issuer, audience, jwksUrl } = input;
  if (ctx.actor.kind !== "system") decide.assertFetchable(jwksUrl);
  const held = holdIssuer(ctx, { issuer, audience, jwksUrl }, decide.issuerTaken);
  const step = (state: Workspace, now: Config) => decide.trustIssuer(state, now, { issuer, audience, jwksUrl });
  return reconfigure(ctx, { name: "workspace.trustIssuer", input }, step, [held]);
}

/**
 * Adds a field of the company's own to tickets, customers or companies, or changes one where it stands.
 *
 * @throws VALIDATION for a field that makes no sense or another type than before, LIMIT over 50 an owner, FORBIDDEN
 * @example await Workspace.defineField(ctx, { on: "TICKET", key: "frame", label: "Frame number", type: "TEXT" });
 */
export async function defineField(ctx: Ctx, raw: DefineFieldInput): Promise<Result<Workspace>> {
  const input = parse(DefineFieldInput, raw);
  const { idempotencyKey: _, expectedVersion: __, ...field } = input;
  return reconfigure(ctx, { name: "workspace.defineField", input }, (state, now) => defined(state, now, field));
}

/** Takes a field away; what has a value keeps it, unseen. @throws VALIDATION while another field hangs on it, FORBIDDEN */
export async function removeField(ctx: Ctx, raw: RemoveFieldInput): Promise<Result<Workspace>> {
  const input = parse(RemoveFieldInput, raw);
  return reconfigure(ctx, { name: "workspace.removeField", input }, (state, now) => removed(state, now, input));
}

/** The one way the configuration changes: a whole new version, and the pointer, in one commit. */
async function reconfigure(
  ctx: Ctx,
  op: Operation,
  step: (state: Workspace, now: Config) => decide.Reconfigured,
  records: readonly RecordWrite[] = [],
): Promise<Result<Workspace>> {
  const whole = { ...op, permission: "workspace:configure", id: WORKSPACE_ID } as const;
  return change(ctx, workspace, whole, async ({ state }) => {
    const { config: next, events } = step(state, await readVersion(ctx, state.configVersion));
    if (events.length === 0) return [];
    return { events, records: [...versionRows(ctx, state.configVersion + 1, next), ...records] };
  });
}
