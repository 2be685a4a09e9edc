import type { Ctx, CursorScope } from "../kernel/index.ts";

/** What a cursor is bound to: it opens in this workspace, on this connection, under this filter, and nowhere else. */
export async function cursorScope(ctx: Ctx, connection: string, filter: unknown): Promise<CursorScope> {
  const { cursor: key } = await ctx.keyring();
  return { key, workspaceId: ctx.workspaceId, connection, filter };
}
