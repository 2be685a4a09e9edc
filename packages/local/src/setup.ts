import type { Desk } from "@switchboard/core/desk";
import { createIds } from "@switchboard/core/kernel";
import * as Workspace from "@switchboard/core/workspace";
import type { IssuerInfo, LocalIssuer } from "./issuer.ts";
import { COMPANY, type STAFF, SUPPORT_ADDRESS } from "./seed/company.ts";
import { deskAt, JOINED_BEFORE } from "./seed/index.ts";
import { ensurePeople, type People } from "./seed/people.ts";

export const WORKSPACE_ID = "main";

/** A ready-made token for everybody there is. */
export type Tokens = Readonly<Record<keyof typeof STAFF | "customer" | "app", string>>;

/** What the app of the readiness line may do: everything a form, a bot or a back office would need. */
const APP_SCOPES = [
  "ticket:read",
  "ticket:open",
  "ticket:message",
  "ticket:reply",
  "ticket:note",
  "ticket:assign",
  "ticket:edit",
  "ticket:status",
  "customer:read",
  "customer:write",
  "agent:read",
  "workspace:read",
  "attachment:upload",
];

/** Makes what every desk has, unless it is there. Says whether it was new. */
export async function setUp(
  desk: Desk,
  issuer: IssuerInfo,
): Promise<{ readonly fresh: boolean; readonly people: People }> {
  const ctx = desk.as({ kind: "system", workspaceId: WORKSPACE_ID, name: "setup" }, { origin: "seed" });
  const fresh = await Workspace.ensure(ctx, { name: COMPANY });
  if (fresh) await Workspace.addAddress(ctx, SUPPORT_ADDRESS);
  const { issuer: name, audience, jwksUrl } = issuer;
  await Workspace.trustIssuer(ctx, { issuer: name, audience, jwksUrl });
  const early = deskAt(desk, desk.clock.now() - JOINED_BEFORE, "staff").as(ctx.actor);
  return { fresh, people: await ensurePeople(early) };
}

export async function tokensFor(desk: Desk, issuer: LocalIssuer, people: People): Promise<Tokens> {
  const now = desk.clock.now();
  const agents = Object.entries(people.staff).map(([role, sub]) => [role, { sub, kind: "agent" }] as const);
  const app = createIds(desk.clock).derive("app", 0, "local");
  const claims = Object.fromEntries<Record<string, string>>([
    ...agents,
    ["customer", { sub: people.customer, kind: "customer" }],
    ["app", { sub: app, kind: "app", scope: APP_SCOPES.join(" ") }],
  ]);
  const signed = await Promise.all(
    Object.entries(claims).map(async ([role, claim]) => [role, await issuer.sign(claim, now)] as const),
  );
  return Object.fromEntries(signed) as Tokens;
}
