import { type Ctx, emailKey, parse } from "../kernel/index.ts";
import { change, type Result } from "../table/index.ts";
import { AddAddressInput, ChangeAddressInput, RemoveAddressInput, type SupportAddress } from "./address.ts";
import * as decide from "./decideAddress.ts";
import { reconfigure } from "./reconfigure.ts";
import type { Config, Workspace } from "./schema.ts";
import {
  holdAddress,
  offeredAddress,
  readVersion,
  releaseAddress,
  rememberOffer,
  versionRows,
  WORKSPACE_ID,
  workspace,
} from "./store.ts";

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

/**
 * Says what mail to an address comes to. What is not given stays, null takes it away; of `followUp` what is not given
 * is as it was, or as the workspace has it.
 *
 * @throws VALIDATION when it is none of ours, and for a team, kind or calendar there is not, FORBIDDEN, CONFLICT
 * @example await Workspace.changeAddress(ctx, { address: "returns@acme.example", kind: "RETURN", team: "workshop" });
 */
export async function changeAddress(ctx: Ctx, raw: ChangeAddressInput): Promise<Result<Workspace>> {
  const { idempotencyKey, expectedVersion, ...change } = parse(ChangeAddressInput, raw);
  const input = { idempotencyKey, expectedVersion, ...change };
  const step = (state: Workspace, now: Config) => decide.changeAddress(state, now, change);
  return reconfigure(ctx, { name: "workspace.changeAddress", input }, step);
}

/** The support address of a configuration that is spelled so or otherwise, if it is one. */
export const addressIn = (config: Pick<Config, "addresses">, address: string): SupportAddress | undefined =>
  config.addresses.find((one) => emailKey(one.address) === emailKey(address));

/** Stops receiving mail at an address. @throws VALIDATION when it is none of ours, FORBIDDEN */
export async function removeAddress(ctx: Ctx, raw: RemoveAddressInput): Promise<Result<Workspace>> {
  const input = parse(RemoveAddressInput, raw);
  const step = (state: Workspace, now: Config) => decide.removeAddress(state, now, input.address);
  return reconfigure(ctx, { name: "workspace.removeAddress", input }, step, [releaseAddress(ctx, input.address)]);
}
