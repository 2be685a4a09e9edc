import type { Ctx } from "../kernel/index.ts";
import { holderOfEmail } from "./store.ts";

/**
 * Whom a token means that names an e-mail address; null when nobody on the desk has it. Checks no permission: asked
 * before there is a caller.
 */
export const idByEmail = (ctx: Pick<Ctx, "workspaceId" | "table">, email: string): Promise<string | null> =>
  holderOfEmail(ctx, email);
