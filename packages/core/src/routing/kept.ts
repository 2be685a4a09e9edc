import { createHash } from "node:crypto";
import { type Ctx, canonical } from "../kernel/index.ts";
import type { RouteFacts } from "./decide/index.ts";

/** Where the facts of a decision lie: found by the route and their own hash, so what is read is what was decided on. */
const keyOf = (ctx: Ctx, routeId: string, hash: string): string => `routing/${ctx.workspaceId}/${routeId}/${hash}`;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

/**
 * Keeps the facts of a decision beside its event, before that is committed; of a decision that loses its race they stay
 * and nothing names them. Null where the desk keeps no files.
 */
export async function keepFacts(ctx: Ctx, routeId: string, facts: RouteFacts): Promise<string | null> {
  const { blob } = ctx.ports;
  if (!blob) return null;
  const text = canonical(facts);
  const hash = hashOf(text);
  await blob.put(keyOf(ctx, routeId, hash), new TextEncoder().encode(text), "application/json");
  return hash;
}

/** The facts of a decision; null where none were kept, or they are not what was decided on. */
export async function keptFacts(ctx: Ctx, routeId: string, hash: string | null): Promise<RouteFacts | null> {
  const bytes = hash === null ? null : await ctx.ports.blob?.get(keyOf(ctx, routeId, hash));
  if (!bytes) return null;
  const text = new TextDecoder().decode(bytes);
  return hashOf(text) === hash ? (JSON.parse(text) as RouteFacts) : null;
}
