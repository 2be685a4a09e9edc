import type { Ctx } from "../../src/kernel/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Given } from "./given.ts";

export type Call = (ctx: Ctx, given: Given, key: { readonly idempotencyKey?: string }) => Promise<unknown>;

/** The part of the catalogue that says what a company's tickets are made of. */
export const CONFIGURING: Readonly<Record<string, Call>> = {
  "workspace.rotateReplyKey": (ctx, _, key) => Workspace.rotateReplyKey(ctx, { ...key }),
  "workspace.changeKind": (ctx, _, key) => Workspace.changeKind(ctx, { kind: "TASK", label: "To do", ...key }),
  "workspace.changeMatrix": (ctx, _, key) =>
    Workspace.changeMatrix(ctx, { cells: [{ impact: "LOW", urgency: "LOW", priority: "NORMAL" }], ...key }),
  "workspace.defineStatus": (ctx, _, key) =>
    Workspace.defineStatus(ctx, { key: "fraud", category: "OPEN", label: "Fraud", customerLabel: "Open", ...key }),
  "workspace.removeStatus": (ctx, _, key) => Workspace.removeStatus(ctx, { key: "seeded", ...key }),
  "workspace.defineCategory": (ctx, _, key) => Workspace.defineCategory(ctx, { key: "gears", label: "Gears", ...key }),
  "workspace.removeCategory": (ctx, _, key) => Workspace.removeCategory(ctx, { key: "seeded", ...key }),
  "workspace.defineTeam": (ctx, _, key) => Workspace.defineTeam(ctx, { key: "workshop", label: "Workshop", ...key }),
  "workspace.defineRole": (ctx, _, key) =>
    Workspace.defineRole(ctx, {
      key: "auditor",
      label: "Auditor",
      grants: [{ permission: "ticket:read", scope: "team" }],
      ...key,
    }),
  "workspace.removeRole": (ctx, _, key) => Workspace.removeRole(ctx, { key: "seeded", ...key }),
  "workspace.configureRouting": (ctx, _, key) =>
    Workspace.configureRouting(ctx, { queues: [{ key: "repairs", label: "Repairs" }], ...key }),
  "workspace.removeTeam": (ctx, _, key) => Workspace.removeTeam(ctx, { key: "spare", ...key }),
};
