import {
  authorize,
  type Ctx,
  isEverybodyShown,
  maskEmail,
  type Page,
  type PageInput,
  parse,
  transition,
  type Versioned,
  versioned,
} from "../../kernel/index.ts";
import { change, execute, list, loadMany, type Result, resultOf } from "../../table/index.ts";
import { LiftAddressInput, SuppressAddressInput, type SuppressedAddress } from "./schema.ts";
import { suppressed, suppressing, suppression } from "./store.ts";

/**
 * Sends no mail to an address any more, whoever it belongs to. One that is suppressed already stays as it is.
 * Permanent bounces and complaints do so by themselves.
 *
 * @throws VALIDATION, FORBIDDEN, CONFLICT
 * @example await Mail.suppressAddress(ctx, { address: "gone@acme.example", note: "The company is no more." });
 */
export async function suppressAddress(ctx: Ctx, raw: SuppressAddressInput): Promise<Result<SuppressedAddress>> {
  const op = { name: "mail.suppressAddress", permission: "mail:suppress" } as const;
  await authorize(ctx, op.permission, {});
  const input = parse(SuppressAddressInput, raw);
  const { address, note } = input;
  const executed = await execute(ctx, { name: op.name, input }, async () => ({
    changes: [await suppressing(ctx, address, { reason: "REQUEST", note })],
  }));
  return shown(ctx, await resultOf(ctx, suppression, op, executed));
}

/**
 * Sends mail to an address again. The reason stays on record.
 *
 * @throws NOT_FOUND, TRANSITION when mail goes there already, VALIDATION, FORBIDDEN, CONFLICT
 * @example await Mail.liftAddressSuppression(ctx, { suppressionId, reason: "Their mailbox was full; it is not any more." });
 */
export async function liftAddressSuppression(ctx: Ctx, raw: LiftAddressInput): Promise<Result<SuppressedAddress>> {
  const input = parse(LiftAddressInput, raw);
  const { suppressionId: id, reason } = input;
  const path = ["suppressionId"];
  const op = { name: "mail.liftAddressSuppression", permission: "mail:suppress", id, input, path } as const;
  const result = await change(ctx, suppression, op, ({ state }) => {
    if (!state.active) throw transition("Mail goes to this address already.", [], path);
    return [{ type: "suppression.lifted" as const, payload: {}, content: { reason } }];
  });
  return shown(ctx, result);
}

/** The addresses that no mail goes to, newest first. @throws FORBIDDEN, BAD_USER_INPUT */
export async function listSuppressed(ctx: Ctx, page: PageInput = {}): Promise<Page<Versioned<SuppressedAddress>>> {
  await authorize(ctx, "mail:read", {});
  const { edges, pageInfo } = await list(ctx, suppressed(ctx), page);
  const ids = edges.map(({ node }) => node);
  const [found, mask] = await Promise.all([loadMany(ctx, suppression, ids), masking(ctx)]);
  const seen = edges.flatMap(({ cursor }, i) => {
    const one = found[i];
    return one ? [{ node: mask(versioned<SuppressedAddress>(one)), cursor }] : [];
  });
  return { edges: seen, pageInfo };
}

async function masking(ctx: Ctx): Promise<<T extends { readonly address: string }>(one: T) => T> {
  if (await isEverybodyShown(ctx)) return (one) => one;
  return (one) => ({ ...one, address: maskEmail(one.address) });
}

async function shown(ctx: Ctx, result: Result<SuppressedAddress>): Promise<Result<SuppressedAddress>> {
  return { ...result, object: (await masking(ctx))(result.object) };
}
