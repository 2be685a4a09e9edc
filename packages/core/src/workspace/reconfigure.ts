import { authorize, type Ctx, type Permission } from "../kernel/index.ts";
import { change, type Operation, type RecordWrite, type Result } from "../table/index.ts";
import type * as decide from "./decide.ts";
import type { Config, Workspace } from "./schema.ts";
import { readVersion, versionRows, WORKSPACE_ID, workspace } from "./store.ts";

/** The one way the configuration changes: a whole new version, and the pointer, in one commit. */
export async function reconfigure(
  ctx: Ctx,
  op: Operation & { readonly permission?: Permission },
  step: (state: Workspace, now: Config) => decide.Reconfigured,
  records: readonly RecordWrite[] = [],
): Promise<Result<Workspace>> {
  const whole = { permission: "workspace:configure", ...op, id: WORKSPACE_ID } as const;
  await authorize(ctx, whole.permission);
  // The workspace one is in is no secret: who may not read it is told so, and not that there is none.
  await authorize(ctx, "workspace:read");
  return change(ctx, workspace, whole, async ({ state }) => {
    const { config: next, events } = step(state, await readVersion(ctx, state.configVersion));
    if (events.length === 0) return [];
    return { events, records: [...versionRows(ctx, state.configVersion + 1, next), ...records] };
  });
}
