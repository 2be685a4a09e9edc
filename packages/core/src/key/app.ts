import * as z from "zod";
import { type App, app, assertActive, assertMayGrant } from "../app/index.ts";
import { authorize, type Ctx, id, invalid, type Loaded, notFound, parse, text } from "../kernel/index.ts";
import { eventAt, execute, need } from "../table/index.ts";
import { type AppKey, holdAppKey } from "./appStore.ts";
import { freshKey, type KeyText } from "./format.ts";
import { Call } from "./schema.ts";
import { keyById } from "./store.ts";

const MintForAppInput = Call.extend({
  appId: id("app"),
  name: text(100, 1).default("Key"),
  /** When it stops working by itself, ms; never when absent. */
  expiresAt: z.number().int().optional(),
});
export type MintForAppInput = z.input<typeof MintForAppInput>;

/** A key of an app that was just made: the only time its text is shown. */
export interface MintedForApp {
  readonly key: AppKey;
  /** The key itself. Null when the same call was made before: it was shown then, and is stored nowhere. */
  readonly secret: KeyText<"app"> | null;
}

const permission = "app:manage" as const;

/**
 * Makes another key of an app, beside those it has: to rotate, mint one, put it to use everywhere, then revoke the
 * one before. It opens what the app may do at the moment of use, so changed scopes need no new key.
 *
 * @returns the key and, the first time only, its text: a replay of the call has `secret: null`
 * @throws NOT_FOUND, FORBIDDEN also for an app that may do more than the caller, VALIDATION for an end in the past,
 * TRANSITION for a disabled app
 * @example const { secret } = await Key.mintForApp(ctx, { appId, name: "production" });
 */
export async function mintForApp(ctx: Ctx, raw: MintForAppInput): Promise<MintedForApp> {
  const input = parse(MintForAppInput, raw);
  await authorize(ctx, permission);
  const secret = freshKey("app", ctx.ids);
  const key = keyOf(ctx, input);
  const executed = await execute(ctx, { name: "key.mintForApp", input }, async () => {
    if (key.expiresAt !== null && key.expiresAt <= ctx.clock.now())
      throw invalid("Give a time that is still to come.", ["expiresAt"]);
    const before: Loaded<App> = await need(ctx, app, key.appId, { permission, path: ["appId"] });
    assertMayGrant(await ctx.grants(), before.state.scopes);
    assertActive(before.state);
    const drafts = [{ type: "app.key_minted", payload: { keyId: key.id } }];
    return { changes: [{ agg: app, id: key.appId, before, drafts }], records: holdAppKey(ctx, key, secret) };
  });
  if (!executed.replayed) return { key, secret };
  return { key: await keyMintedAt(ctx, key.appId, executed.effect[0]?.first ?? 0), secret: null };
}

const keyOf = (ctx: Ctx, { appId, name, expiresAt }: z.output<typeof MintForAppInput>): AppKey => ({
  id: ctx.ids.next("key"),
  agentId: null,
  appId,
  name,
  createdAt: ctx.clock.now(),
  expiresAt: expiresAt ?? null,
  lastUsedAt: null,
  revokedAt: null,
});

/** The key that an event of its app tells of. */
async function keyMintedAt(ctx: Ctx, appId: string, sequence: number): Promise<AppKey> {
  const { keyId } = ((await eventAt(ctx, appId, sequence))?.payload ?? {}) as { readonly keyId?: string };
  const made = keyId === undefined ? null : await keyById(ctx, keyId);
  if (made?.key.agentId !== null) throw notFound("key made by this call any more");
  return made.key;
}
